// The map beside the list. The list is always the truth; the map shows the same answers, grouped by the server.
// All words come from data-text-… attributes, all addresses from data-… attributes of the element.

const L = () => window.L;
const WORLD = [[-58, -170], [74, 180]];
const PAN_PX = 140;
const WAIT_MS = 250;
const MAX_ZOOM_OWN = 14; // our own map has no streets; a tile server may be followed further
const MAX_ZOOM_TILES = 19;
const BATCH = 100; // points added per frame, so that many never block the page
const MOST_POINTS = 1500; // the server groups long before; beyond this a browser would crawl
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const filled = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// Controls

function button(label, sign, action) {
  const element = make("button", "map-button", sign);
  element.type = "button";
  element.setAttribute("aria-label", label);
  element.title = label;
  element.addEventListener("click", action);
  return element;
}

function panControl(map, texts, home) {
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

function skipLink(element, texts) {
  const end = make("span");
  end.id = `${element.id}-end`;
  end.tabIndex = -1;
  element.after(end);
  const link = make("a", "map-skip", texts.skip);
  link.href = `#${end.id}`;
  element.before(link);
}

function statusLine(element) {
  const line = make("p", "map-status");
  line.setAttribute("role", "status");
  line.hidden = true;
  element.append(line);
  return (text) => {
    line.textContent = text ?? "";
    line.hidden = !text;
  };
}

// Points

// What a feature is drawn as: a group to zoom into, an area (place known roughly), or a pin.
function lookOf({ listings, precision }) {
  if (!listings?.length) return "group";
  return precision === "exact" || precision === "street" ? "pin" : "area";
}

function nameOf(properties, look, texts) {
  const { count, listings } = properties;
  if (look === "group") return filled(texts.cluster, { count });
  const what = count > 1 ? filled(texts.place, { count }) : listings[0].name;
  return look === "area" ? `${what}. ${texts.area}` : what;
}

const sizeOf = (count) => (count < 10 ? "s" : count < 100 ? "m" : count < 1000 ? "l" : "xl");
const shortCount = (count) => (count < 10000 ? String(count) : `${Math.round(count / 1000)}k`);

function iconOf({ count }, look) {
  const face = make("span", "map-face");
  if (count > 1) face.append(make("span", "map-count", shortCount(count)));
  const size = look === "group" ? { s: 32, m: 40, l: 48, xl: 56 }[sizeOf(count)] : 32;
  const anchor = look === "pin" ? [size / 2, 36] : [size / 2, size / 2];
  const iconSize = look === "pin" ? [size, 40] : [size, size];
  return L().divIcon({ html: face, className: `map-point map-${look} map-size-${sizeOf(count)}`, iconSize, iconAnchor: anchor });
}

const idsOf = ({ ids, listings }) => new Set([...(ids ?? []), ...(listings ?? []).map((one) => one.id)].map(String));

// A box that may cross ±180°, drawn at the copy of the world that is on the screen.
const beside = (lon, centre) => lon + 360 * Math.round((centre - lon) / 360);

function placePoint(map, feature, texts, onPick) {
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

// Pop-up: a small dialog that lists every listing at the point

function popupContent(point, texts, close) {
  const { properties, look } = point;
  const box = make("div", "map-popup");
  const head = make("div", "map-popup-head");
  const title = make("h3", "map-popup-title", properties.count > 1 ? filled(texts.place, { count: properties.count }) : texts.one);
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

function openPopup(map, point, texts) {
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

// Asking the server

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

function pointsLayer(map, element, texts, say, onDrawn) {
  let shown = new Map();
  let asking = null;
  let hot = null;

  const onPick = (point) => {
    const { bounds } = point.properties;
    if (point.look === "group" && bounds && map.getZoom() < map.getMaxZoom()) {
      const [west, south, east, north] = bounds;
      const shift = point.at.lng - beside(point.at.lng, (west + east) / 2);
      const box = L().latLngBounds([south, west + shift], [north, east + shift]);
      const zoom = Math.max(map.getBoundsZoom(box.pad(0.1)), map.getZoom() + 1);
      map.setView(box.getCenter(), Math.min(zoom, map.getMaxZoom()), { animate: !isCalm.matches });
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

  const reload = async () => {
    asking?.abort();
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

  const highlight = (id) => {
    hot = id;
    paint();
  };
  return { reload, highlight };
}

// A card under the pointer or with the focus lights up its point.
function followCards(highlight) {
  const cardOf = (event) => event.target.closest?.("[data-listing-id]")?.dataset.listingId ?? null;
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => highlight(cardOf(event)));
}

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

async function addBackground(map, element, texts, say) {
  const { tilesUrl, tilesAttribution, basemapJs } = element.dataset;
  if (tilesUrl) {
    L().tileLayer(tilesUrl, { attribution: tilesAttribution, maxZoom: MAX_ZOOM_TILES }).addTo(map);
    return () => {};
  }
  const { addBasemap } = await import(basemapJs);
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

// The wheel zooms only while the map is in use, so that scrolling the page is never caught.
function wheelWhileInUse(map, element) {
  element.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  element.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  element.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
}

const running = new WeakMap();

// Shows the map in the element; called again it only fits the map to the size it has now.
export async function show(element) {
  if (running.has(element)) {
    running.get(element).invalidateSize();
    return;
  }
  const texts = textsOf(element);
  skipLink(element, texts);
  const map = build(element);
  running.set(element, map);
  const say = statusLine(element);
  map.attributionControl.setPrefix(false);
  L().control.zoom({ position: "bottomright", zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  const home = () => map.setView(start.centre, start.zoom, { animate: !isCalm.matches });
  panControl(map, texts, home);
  showSearch(map, element.dataset);
  const start = { centre: map.getCenter(), zoom: map.getZoom() };
  wheelWhileInUse(map, element);
  let redrawNames = () => {};
  const points = pointsLayer(map, element, texts, say, () => redrawNames());
  let timer;
  map.on("moveend", () => {
    clearTimeout(timer);
    timer = setTimeout(points.reload, WAIT_MS);
  });
  followCards(points.highlight);
  new ResizeObserver(() => map.invalidateSize()).observe(element);
  points.reload();
  try {
    redrawNames = await addBackground(map, element, texts, say);
  } catch {
    say(texts.error);
  }
}
