// One point of the map: a pin, an area (a place known roughly), or a group to zoom into.

import { L, filled, make, short, written } from "./map-elements.js";

const EXACT_DIGITS_BELOW = 10000;

function lookOf({ listings, precision }) {
  if (!listings?.length) return "group";
  return precision === "exact" || precision === "street" ? "pin" : "area";
}

function nameOf({ about, count: number, listings }, look, texts) {
  const count = written(number);
  if (look === "group") return filled(about ? texts.clusterAbout : texts.cluster, { count });
  const what = number > 1 ? filled(texts.place, { count }) : listings[0].name;
  return look === "area" ? `${what}. ${texts.area}` : what;
}

const sizeOf = (count) => (count < 10 ? "s" : count < 100 ? "m" : count < 1000 ? "l" : "xl");

function onFace({ about, count }) {
  if (about) return `~${short(count)}`;
  return count < EXACT_DIGITS_BELOW ? written(count) : short(count);
}

function iconOf(properties, look) {
  const { count } = properties;
  const face = make("span", "map-face");
  if (count > 1) face.append(make("span", "map-count", onFace(properties)));
  const size = look === "group" ? { s: 32, m: 40, l: 48, xl: 56 }[sizeOf(count)] : 32;
  const anchor = look === "pin" ? [size / 2, 36] : [size / 2, size / 2];
  const iconSize = look === "pin" ? [size, 40] : [size, size];
  return L().divIcon({ html: face, className: `map-point map-${look} map-size-${sizeOf(count)}`, iconSize, iconAnchor: anchor });
}

const idsOf = ({ listings }) => new Set((listings ?? []).map((one) => one.id));

// A box that may cross ±180°, drawn at the copy of the world that is on the screen.
export const beside = (lon, centre) => lon + 360 * Math.round((centre - lon) / 360);

export function placePoint(map, feature, texts, onPick) {
  const { properties } = feature;
  const [lon, lat] = feature.geometry.coordinates;
  const at = L().latLng(lat, beside(lon, map.getCenter().lng));
  const look = lookOf(properties);
  const name = nameOf(properties, look, texts);
  const layer = L().layerGroup();
  if (look === "area" && properties.radius_m) {
    L().circle(at, { radius: properties.radius_m, className: "map-area-circle", interactive: false }).addTo(layer);
  }
  const marker = L().marker(at, { icon: iconOf(properties, look), title: name, keyboard: true, riseOnHover: true });
  const point = { layer, marker, ids: idsOf(properties), properties, look, at };
  marker.on("add", () => {
    const button = marker.getElement();
    button.setAttribute("aria-label", name);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onPick(point);
    });
  });
  marker.on("click", () => onPick(point));
  marker.addTo(layer);
  return point;
}
