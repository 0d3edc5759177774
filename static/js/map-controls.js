// The buttons of the map, the link past it, and its line of news.

import { L, button, isCalm, make } from "./map-elements.js";

const PAN_PX = 140;

export function panControl(map, texts, home) {
  const Control = L().Control.extend({
    onAdd() {
      const box = make("div", "map-pan leaflet-bar");
      const ways = [
        ["up", texts.panUp, "↑", [0, -PAN_PX]],
        ["left", texts.panLeft, "←", [-PAN_PX, 0]],
        ["home", texts.home, "", null],
        ["right", texts.panRight, "→", [PAN_PX, 0]],
        ["down", texts.panDown, "↓", [0, PAN_PX]],
      ];
      for (const [name, label, sign, step] of ways) {
        const way = button(label, sign, () => (step ? map.panBy(step, { animate: !isCalm.matches }) : home()));
        way.classList.add(`map-pan-${name}`);
        box.append(way);
      }
      L().DomEvent.disableClickPropagation(box);
      return box;
    },
  });
  new Control({ position: "bottomleft" }).addTo(map);
}

export function skipLink(element, texts) {
  const end = make("span");
  end.id = `${element.id}-end`;
  end.tabIndex = -1;
  element.after(end);
  const link = make("a", "map-skip", texts.skip);
  link.href = `#${end.id}`;
  element.before(link);
}

export function statusLine(element) {
  const line = make("p", "map-status");
  line.setAttribute("role", "status");
  line.hidden = true;
  element.append(line);
  return (text) => {
    line.textContent = text ?? "";
    line.hidden = !text;
  };
}

// The wheel zooms only while the map is in use, so that scrolling the page is never caught.
export function wheelWhileInUse(map, element) {
  element.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  element.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  element.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
}
