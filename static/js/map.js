// The map beside the list. The list is always the truth; the map shows the same answers, grouped by the server.
// All words come from data-text-… attributes, all addresses from data-… attributes of the element.

import { panControl, skipLink, statusLine, wheelWhileInUse } from "./map-controls.js";
import { L, isCalm } from "./map-elements.js";
import { followWindow } from "./map-points.js";

const WORLD = [[-58, -170], [74, 180]];
const MAX_ZOOM_OWN = 14; // our own map has no streets; a tile server may be followed further
const MAX_ZOOM_TILES = 19;

// The search itself: where the person looked, and how far

function showSearch(map, { lat, lon, radiusKm }) {
  if (!lat || !lon) {
    map.fitBounds(WORLD, { animate: false });
    return;
  }
  const at = L().latLng(Number(lat), Number(lon));
  const km = Number(radiusKm);
  if (km) {
    L().circle(at, { radius: km * 1000, className: "map-radius", interactive: false }).addTo(map);
    map.fitBounds(at.toBounds(km * 2000), { animate: false });
  } else {
    map.setView(at, 9, { animate: false });
  }
  L().marker(at, { icon: L().divIcon({ className: "map-here", iconSize: [16, 16] }), interactive: false, keyboard: false }).addTo(map);
}

function textsOf(element) {
  const entries = Object.entries(element.dataset).filter(([key]) => key.startsWith("text"));
  return Object.fromEntries(entries.map(([key, value]) => [key[4].toLowerCase() + key.slice(5), value]));
}

async function addBackground(map, element, texts, say, gone) {
  const { tilesUrl, tilesAttribution, basemapJs } = element.dataset;
  if (tilesUrl) {
    L().tileLayer(tilesUrl, { attribution: tilesAttribution, maxZoom: MAX_ZOOM_TILES }).addTo(map);
    return () => {};
  }
  const { addBasemap } = await import(basemapJs);
  if (gone.aborted) return () => {};
  return addBasemap(L(), map, element, () => say(texts.error));
}

function build(element) {
  const calm = isCalm.matches;
  element.tabIndex = 0;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.textLabel);
  return L().map(element, {
    zoomControl: false,
    minZoom: 2,
    maxZoom: element.dataset.tilesUrl ? MAX_ZOOM_TILES : MAX_ZOOM_OWN,
    maxBounds: [[-85, -Infinity], [85, Infinity]],
    worldCopyJump: true,
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
}

const running = new Map(); // by element: the map, and what ends it

// Results that replace others take their map along; nothing of it may go on listening or asking.
function endOld() {
  for (const [element, { map, end }] of running) {
    if (element.isConnected) continue;
    running.delete(element);
    end();
    map.remove();
  }
}

document.addEventListener("results:changed", endOld);

// Shows the map in the element; called again it only fits the map to the size it has now.
export async function show(element) {
  if (running.has(element)) {
    running.get(element).map.invalidateSize();
    return;
  }
  const texts = textsOf(element);
  skipLink(element, texts);
  const map = build(element);
  const going = new AbortController();
  const gone = going.signal;
  running.set(element, { map, end: () => going.abort() });
  const say = statusLine(element);
  map.attributionControl.setPrefix(false);
  L().control.zoom({ position: "bottomright", zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  const home = () => map.setView(start.centre, start.zoom, { animate: !isCalm.matches });
  panControl(map, texts, home);
  showSearch(map, element.dataset);
  const start = { centre: map.getCenter(), zoom: map.getZoom() };
  wheelWhileInUse(map, element);
  let redrawNames = () => {};
  followWindow(map, element, texts, { say, gone, onDrawn: () => redrawNames() });
  const watcher = new ResizeObserver(() => map.invalidateSize());
  watcher.observe(element);
  gone.addEventListener("abort", () => watcher.disconnect());
  try {
    redrawNames = await addBackground(map, element, texts, say, gone);
  } catch {
    say(texts.error);
  }
}
