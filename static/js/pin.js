// One pin on a map, to be set by a tap, dragged, or moved by the arrow keys. It only writes the two number fields
// that the form sends; typing there moves it too. Loaded by map-loader.js; words and addresses come from data-….

const L = () => window.L;
const WORLD = { centre: [25, 0], zoom: 2 };
const MAX_ZOOM_OWN = 14; // our own map has no streets; a tile server may be followed further
const MAX_ZOOM_TILES = 19;
const TOWN_ZOOM = 11;
const STEP_PX = 10;
const DECIMALS = 5; // about a metre
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function make(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text ?? "" });
}

function button(text, action) {
  const element = make("button", "button small quiet-button", text);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

// The two fields as a position, or null while they hold none.
function numbers(lat, lon) {
  const read = ({ value }, most) => (value.trim() && Math.abs(Number(value)) <= most ? Number(value) : null);
  const at = [read(lat, 90), read(lon, 180)];
  return at.includes(null) ? null : at;
}

function build(element) {
  element.tabIndex = 0;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.textLabel);
  const calm = isCalm.matches;
  const map = L().map(element, {
    zoomControl: false,
    minZoom: 2,
    maxZoom: element.dataset.tilesUrl ? MAX_ZOOM_TILES : MAX_ZOOM_OWN,
    maxBounds: [[-85, -Infinity], [85, Infinity]],
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  const { textZoomIn, textZoomOut } = element.dataset;
  L().control.zoom({ position: "bottomright", zoomInTitle: textZoomIn, zoomOutTitle: textZoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  return map;
}

async function addBackground(map, element, say) {
  const { tilesUrl, tilesAttribution, basemapJs, textError } = element.dataset;
  if (tilesUrl) {
    L().tileLayer(tilesUrl, { attribution: tilesAttribution, maxZoom: MAX_ZOOM_TILES }).addTo(map);
    return;
  }
  const { addBasemap } = await import(basemapJs);
  addBasemap(L(), map, element, () => say(textError));
}

function makeMarker(map, texts, moved) {
  const icon = L().divIcon({ html: make("span", "map-face"), className: "map-point map-pin pin-marker", iconSize: [40, 46], iconAnchor: [20, 43] });
  const marker = L().marker([0, 0], { icon, draggable: true, keyboard: true, title: texts.textPin });
  marker.on("dragend", () => moved(marker.getLatLng()));
  marker.on("add", () => {
    const element = marker.getElement();
    element.setAttribute("aria-label", texts.textPin);
    element.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? 1 : STEP_PX;
      moved(map.layerPointToLatLng(map.latLngToLayerPoint(marker.getLatLng()).add([way[0] * step, way[1] * step])));
    });
  });
  return marker;
}

// Where the town is that is typed, roughly; null where nobody knows it or the answer does not come.
async function positionOf(town) {
  try {
    const answer = await fetch(`${town.dataset.placesUrl}?q=${encodeURIComponent(town.value.trim())}`);
    const [first] = (await answer.json()).places;
    return first ? [first.lat, first.lon] : null;
  } catch {
    return null;
  }
}

const running = new WeakMap();

// Shows the map in the element; called again it only fits the map to the size it has now.
export async function show(element) {
  if (running.has(element)) {
    running.get(element).invalidateSize();
    return;
  }
  const texts = element.dataset;
  const lat = document.getElementById(texts.latField);
  const lon = document.getElementById(texts.lonField);
  const map = build(element);
  running.set(element, map);
  const status = make("p", "hint");
  status.setAttribute("role", "status");
  const say = (text) => { status.textContent = text; };

  const marker = makeMarker(map, texts, (at) => set(at));
  const place = (at) => {
    marker.setLatLng(at).addTo(map);
    if (!map.getBounds().contains(at)) map.panTo(at, { animate: !isCalm.matches });
    say(filled(texts.textHere, { lat: lat.value, lon: lon.value }));
  };
  const set = (at) => {
    const { lat: y, lng: x } = at.wrap();
    [lat.value, lon.value] = [y.toFixed(DECIMALS), x.toFixed(DECIMALS)];
    place([y, x]);
  };
  const remove = () => {
    [lat.value, lon.value] = ["", ""];
    marker.remove();
    say(texts.textGone);
  };
  const follow = () => {
    const at = numbers(lat, lon);
    if (at) place(at);
    else marker.remove();
  };

  const tools = make("div", "pin-tools");
  tools.append(button(texts.textSet, () => set(map.getCenter())), button(texts.textRemove, remove), status);
  element.after(tools);
  const start = numbers(lat, lon) ?? (texts.lat ? [Number(texts.lat), Number(texts.lon)] : null);
  map.setView(start ?? WORLD.centre, start ? TOWN_ZOOM : WORLD.zoom, { animate: false });
  const town = document.getElementById(texts.townField);
  const goToTown = async () => {
    const at = town.value.trim() && !numbers(lat, lon) ? await positionOf(town) : null;
    if (at) map.setView(at, TOWN_ZOOM, { animate: false });
  };
  town.addEventListener("change", goToTown);
  if (!start) goToTown();
  map.on("click", ({ latlng }) => set(latlng));
  [lat, lon].forEach((field) => field.addEventListener("input", follow));
  follow();
  new ResizeObserver(() => map.invalidateSize()).observe(element);
  try {
    await addBackground(map, element, say);
  } catch {
    say(texts.textError);
  }
}
