// The points of the window on the screen, grouped by the server.

import { L, isCalm } from "./map-elements.js";
import { beside, placePoint } from "./map-point.js";
import { openPopup } from "./map-popup.js";

const WAIT_MS = 250;
const BATCH = 25; // points added per frame, so that many never block the page
const MOST_POINTS = 1500; // the server groups long before; beyond this a browser would crawl
const ABOUT_ZOOMS = 3; // at most so much closer at once to what was estimated: its edges are too

function pointsUrl(element, map) {
  const url = new URL(element.dataset.pointsUrl, window.location.href);
  const bounds = map.getBounds().pad(0.15);
  const isWhole = bounds.getEast() - bounds.getWest() >= 360;
  const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const [west, east] = isWhole ? [-180, 180] : [wrap(bounds.getWest()), wrap(bounds.getEast())];
  const [south, north] = [Math.max(bounds.getSouth(), -90), Math.min(bounds.getNorth(), 90)];
  url.searchParams.set("bbox", [west, south, east, north].map((edge) => edge.toFixed(4)).join(","));
  url.searchParams.set("zoom", map.getZoom());
  return url;
}

// Draws what the server says of the window on the screen, again after every move, until `gone` (an AbortSignal) says
// that the map is no more. What was asked for a window that is left is not waited for.
export function followWindow(map, element, texts, { say, onDrawn, gone }) {
  let shown = new Map();
  let asking = null;
  let hot = null;
  let timer = null;

  const onPick = (point) => {
    const { about, bounds } = point.properties;
    if (point.look === "group" && bounds && map.getZoom() < map.getMaxZoom()) {
      const [west, south, east, north] = bounds;
      const shift = point.at.lng - beside(point.at.lng, (west + east) / 2);
      const box = L().latLngBounds([south, west + shift], [north, east + shift]);
      const most = about ? map.getZoom() + ABOUT_ZOOMS : map.getMaxZoom();
      const zoom = Math.max(map.getBoundsZoom(box.pad(0.1)), map.getZoom() + 1);
      map.setView(box.getCenter(), Math.min(zoom, most, map.getMaxZoom()), { animate: !isCalm.matches });
    } else {
      openPopup(map, point, texts);
    }
  };

  const paint = () => shown.forEach(({ marker, ids }) => marker.getElement()?.classList.toggle("is-hot", hot !== null && ids.has(hot)));

  // Points that stay keep their elements, and with them the keyboard focus.
  const draw = (features) => {
    const next = new Map();
    const fresh = [];
    for (const feature of features) {
      const key = JSON.stringify([feature.geometry.coordinates, feature.properties.count, feature.properties.precision]);
      const old = shown.get(key);
      if (old && Math.abs(old.at.lng - map.getCenter().lng) <= 180) next.set(key, old);
      else fresh.push([key, feature]);
    }
    let hadFocus = false;
    for (const [key, point] of shown) {
      if (next.has(key)) continue;
      hadFocus ||= point.marker.getElement() === document.activeElement;
      point.layer.remove();
    }
    if (hadFocus) element.focus({ preventScroll: true });
    shown = next;
    add(fresh, shown);
  };

  const add = (fresh, target) => {
    for (const [key, feature] of fresh.splice(0, BATCH)) {
      const point = placePoint(map, feature, texts, onPick);
      point.layer.addTo(map);
      target.set(key, point);
    }
    if (fresh.length) requestAnimationFrame(() => target === shown && add(fresh, target));
    else {
      paint();
      onDrawn();
    }
  };

  const leave = () => {
    clearTimeout(timer);
    asking?.abort();
  };

  const reload = async () => {
    leave();
    const mine = new AbortController();
    asking = mine;
    element.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(pointsUrl(element, map), { signal: mine.signal, headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { features } = await answer.json();
      say(features.length > MOST_POINTS ? texts.more : "");
      draw(features.slice(0, MOST_POINTS));
    } catch (error) {
      if (error.name !== "AbortError") say(texts.error);
    } finally {
      if (asking === mine) element.removeAttribute("aria-busy");
    }
  };

  map.on("movestart", leave);
  map.on("moveend", () => {
    clearTimeout(timer);
    timer = setTimeout(reload, WAIT_MS);
  });
  gone.addEventListener("abort", () => {
    leave();
    shown = new Map();
  });
  followCards((id) => {
    hot = id;
    paint();
  }, gone);
  reload();
}

// A card under the pointer or with the focus lights up its point.
function followCards(highlight, gone) {
  const cardOf = (event) => event.target.closest?.("[data-listing-id]")?.dataset.listingId ?? null;
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => highlight(cardOf(event)), { signal: gone });
  }
}
