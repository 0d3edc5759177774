// Where everybody stands in the drawing of a circle. groups/circle/drawing.py places them by the same rule.
const MIDDLE = 200;
const LARGEST_MARK = 16;
const RADIUS = { people: 84, groups: 132, services: 180 };
const TURN = { people: 0, groups: -0.2, services: 0.2 };
export const RINGS = Object.keys(RADIUS);

export function ringOf(helper) {
  if (helper.formality === "formal") return "services";
  return helper.listing ? "groups" : "people";
}

export function marks(ring, count) {
  const radius = RADIUS[ring];
  const reach = count < 2 ? LARGEST_MARK : Math.min(LARGEST_MARK, Math.floor((Math.PI * radius) / count - 1));
  return Array.from({ length: count }, (_none, nth) => {
    const at = (2 * Math.PI * (nth + 0.5 + TURN[ring])) / count - Math.PI / 2;
    const whole = (offset) => Math.floor(MIDDLE + offset + 0.5);
    return { x: whole(radius * Math.cos(at)), y: whole(radius * Math.sin(at)), reach };
  });
}

function made(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function markOf({ mark, number, helper }) {
  const { x, y, reach } = mark;
  const isFormal = helper.formality === "formal";
  const group = made("g", { class: isFormal ? "circle-mark formal" : "circle-mark" });
  const square = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach, rx: 5 };
  const middle = { x, y, "dominant-baseline": "central", "text-anchor": "middle", "font-size": reach };
  group.append(isFormal ? made("rect", square) : made("circle", { cx: x, cy: y, r: reach }));
  group.append(made("text", middle, String(number)));
  return group;
}

// Draw those who are shown: `{ helper, number, mark }` each.
export function draw(svg, shown) {
  const spokes = shown.map(({ mark }) => made("line", { x1: MIDDLE, y1: MIDDLE, x2: mark.x, y2: mark.y }));
  svg.querySelector("[data-spokes]").replaceChildren(...spokes);
  svg.querySelector("[data-marks]").replaceChildren(...shown.map(markOf));
}
