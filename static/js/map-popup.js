// Pop-up: a small dialog that lists every listing at a point.

import { L, button, filled, make, written } from "./map-elements.js";

function popupContent(point, texts, close) {
  const { properties, look } = point;
  const box = make("div", "map-popup");
  const head = make("div", "map-popup-head");
  const title = make("h3", "map-popup-title", properties.count > 1 ? filled(texts.place, { count: written(properties.count) }) : texts.one);
  title.tabIndex = -1;
  head.append(title, button(texts.close, "×", close));
  const list = make("ul", "map-popup-list");
  for (const listing of properties.listings ?? []) {
    const item = make("li");
    const link = make("a", "", listing.name);
    link.href = listing.url;
    item.append(link);
    if (listing.kind) item.append(make("span", "map-popup-kind", listing.kind));
    list.append(item);
  }
  box.append(head, list);
  if (look === "area") box.append(make("p", "map-popup-note", texts.area));
  if (properties.count > list.children.length) box.append(make("p", "map-popup-note", texts.more));
  return box;
}

export function openPopup(map, point, texts) {
  let popup;
  const back = () => {
    popup.off("remove", back);
    const target = point.marker.getElement()?.isConnected ? point.marker.getElement() : map.getContainer();
    target.focus({ preventScroll: true });
  };
  popup = L().popup({ closeButton: false, minWidth: 220, maxWidth: 300, maxHeight: 280, offset: [0, point.look === "pin" ? -30 : -8], autoPanPadding: [12, 12] });
  const content = popupContent(point, texts, () => map.closePopup(popup));
  popup.setLatLng(point.at).setContent(content).openOn(map);
  const dialog = popup.getElement();
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-label", content.querySelector(".map-popup-title").textContent);
  popup.on("remove", back);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup(popup);
  });
  content.querySelector(".map-popup-title").focus({ preventScroll: true });
}
