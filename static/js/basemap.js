// Draws our own map: land, water, borders and town names on canvas, from the files that build_basemap.py writes
// (their form is described there). Colours come from map.css, so that light, dark and forced colours just work.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
[...LETTERS].forEach((letter, index) => { VALUE[letter.charCodeAt(0)] = index; });

const FINE_FROM = 6; // zoom
const RIVERS_UNTIL = 6; // their source is drawn at 1:50 million: closer, a bend is a straight line beside its bed
const TILE = 256;
const POLE = 85; // degrees; beyond it an edge is the end of the map, not a coast
const COLOURS = ["land", "water", "coast", "border", "state", "river", "label", "halo"];

// Whole-number points of one item; `from` is the last point of the item before.
function steps(text, from) {
  const points = [];
  let [x, y] = from;
  let shift = 0;
  let value = 0;
  let isY = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = VALUE[text.charCodeAt(index)];
    value |= (letter & 31) << shift;
    shift += 5;
    if (letter < 32) {
      const change = value & 1 ? -((value + 1) >> 1) : value >> 1;
      if (isY) {
        y += change;
        points.push(x, y);
      } else {
        x += change;
      }
      isY = !isY;
      shift = 0;
      value = 0;
    }
  }
  from[0] = x;
  from[1] = y;
  return points;
}

// Web Mercator: the world is the square from 0 to 1, north at the top.
function mercator(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function shape(raw, unit, cell) {
  const points = new Float64Array(raw.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < raw.length; index += 2) {
    const [x, y] = mercator(raw[index] / unit, raw[index + 1] / unit);
    points[index] = x;
    points[index + 1] = y;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { points, box, isCut: cell ? cuts(raw, unit, cell) : null };
}

// For each point, whether the edge that leads to it lies on the border of a square, where the land was only cut.
function cuts(raw, unit, cell) {
  const step = unit * cell;
  const result = new Uint8Array(raw.length / 2);
  for (let index = 2; index < raw.length; index += 2) {
    const x = raw[index];
    const y = raw[index + 1];
    const isVertical = x === raw[index - 2] && x % step === 0;
    const isLevel = y === raw[index - 1] && (y % step === 0 || Math.abs(y) >= POLE * unit);
    result[index / 2] = isVertical || isLevel ? 1 : 0;
  }
  return result;
}

function decode(file) {
  const layers = {};
  for (const name of ["land", "lakes", "borders", "states", "rivers"]) {
    const from = [0, 0];
    layers[name] = file[name].map((text) => shape(steps(text, from), file.unit, name === "land" ? file.cell : 0));
  }
  return layers;
}

function decodeLabels(file) {
  return file.levels.flatMap(([zoom, names, text]) => {
    const points = steps(text, [0, 0]);
    return names.split("\n").map((name, index) => {
      const [x, y] = mercator(points[index * 2] / file.unit, points[index * 2 + 1] / file.unit);
      return { name, zoom, x, y };
    });
  });
}

// Lets the page answer to whoever uses it before the next piece of work.
const breath = () => new Promise((resolve) => { setTimeout(resolve); });

async function fetched(url, read) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  const file = await answer.json();
  await breath();
  const known = read(file);
  await breath();
  return known;
}

// Each file is fetched when a zoom first needs it, once; a failed one is tried again at the next need.
function files(element) {
  const kept = {};
  const need = (url, read) => {
    kept[url] ??= fetched(url, read).catch((error) => {
      delete kept[url];
      throw error;
    });
    return kept[url];
  };
  const { basemapCoarse, basemapFine, labels } = element.dataset;
  return {
    layers: (zoom) => need(zoom < FINE_FROM ? basemapCoarse : basemapFine, decode),
    labels: () => need(labels, decodeLabels),
  };
}

// Colours as the browser resolves them: custom properties may hold light-dark() or system colours.
function palette(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colours = Object.fromEntries(COLOURS.map((name) => {
    probe.className = `map-colour map-colour-${name}`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return colours;
}

function trace(context, item, view, everything) {
  const { points, isCut } = item;
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index] * view.scale - view.x;
    const y = points[index + 1] * view.scale - view.y;
    if (index === 0 || (!everything && isCut && isCut[index / 2])) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function outline(context, items, view, colour, width, dash = []) {
  context.beginPath();
  items.forEach((item) => trace(context, item, view, false));
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
}

function fill(context, items, view, colour) {
  context.beginPath();
  items.forEach((item) => trace(context, item, view, true));
  context.fillStyle = colour;
  context.fill("evenodd");
}

function drawTile(context, layers, coords, colours) {
  const scale = TILE * 2 ** coords.z;
  const view = { scale, x: coords.x * TILE, y: coords.y * TILE };
  const margin = 4 / scale;
  const [west, north] = [coords.x * TILE / scale - margin, coords.y * TILE / scale - margin];
  const [east, south] = [west + TILE / scale + 2 * margin, north + TILE / scale + 2 * margin];
  const seen = (items) => items.filter(({ box }) => box[0] < east && box[2] > west && box[1] < south && box[3] > north);
  const land = seen(layers.land);
  const lakes = seen(layers.lakes);
  context.fillStyle = colours.water;
  context.fillRect(0, 0, TILE + 1, TILE + 1);
  context.lineJoin = "round";
  fill(context, land, view, colours.land);
  outline(context, land, view, colours.coast, 1);
  if (coords.z >= 4) outline(context, seen(layers.states), view, colours.state, 1, [4, 3]);
  if (coords.z >= 3 && coords.z <= RIVERS_UNTIL) {
    outline(context, seen(layers.rivers), view, colours.river, coords.z < 6 ? 0.8 : 1.4);
  }
  fill(context, lakes, view, colours.water);
  if (coords.z >= 5) outline(context, lakes, view, colours.coast, 0.8);
  outline(context, seen(layers.borders), view, colours.border, coords.z < 5 ? 0.9 : 1.3);
}

function landLayer(L, store, state, failed) {
  const Layer = L.GridLayer.extend({
    createTile(coords, done) {
      const ratio = Math.min(window.devicePixelRatio || 1, 3);
      const tile = document.createElement("canvas");
      // One pixel wider than its place, so that no light line shows between two tiles.
      tile.width = tile.height = Math.ceil((TILE + 1) * ratio);
      store.layers(coords.z).then((layers) => {
        const context = tile.getContext("2d", { alpha: false });
        context.scale(ratio, ratio);
        drawTile(context, layers, coords, state.colours);
        done(null, tile);
      }).catch((error) => {
        failed();
        done(error, tile);
      });
      return tile;
    },
    _initTile(tile) {
      L.GridLayer.prototype._initTile.call(this, tile);
      tile.style.width = tile.style.height = `${TILE + 1}px`;
    },
  });
  return new Layer({ tileSize: TILE, className: "map-land", keepBuffer: 3, updateWhenZooming: false });
}

const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function font(label, zoom, family) {
  const rank = zoom - label.zoom;
  return `${rank >= 3 ? 600 : 500} ${rank >= 4 ? 14 : rank >= 2 ? 13 : 12}px ${family}`;
}

// Names where there is room: on the spot, else below or above it; the larger town first.
function drawLabels(context, shown, taken, zoom, state) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  for (const label of shown) {
    context.font = font(label, zoom, state.family);
    const half = context.measureText(label.name).width / 2 + 3;
    const rows = zoom - label.zoom >= 2 ? [0, 24, -24, 36, -36, 48, -48] : [0, 24, -24];
    const boxes = rows.map((dy) => [label.px - half, label.py + dy - 9, label.px + half, label.py + dy + 9]);
    const box = boxes.find((candidate) => !taken.some((other) => overlaps(candidate, other)));
    if (!box) continue;
    taken.push([box[0] - 6, box[1] - 3, box[2] + 6, box[3] + 3]);
    context.strokeStyle = state.colours.halo;
    context.strokeText(label.name, label.px, box[1] + 9);
    context.fillStyle = state.colours.label;
    context.fillText(label.name, label.px, box[1] + 9);
  }
}

function labelLayer(L, map, element, store, state, failed) {
  const pane = map.createPane("labels");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  pane.append(canvas);
  const draw = async () => {
    let labels;
    try {
      labels = await store.labels();
    } catch {
      failed();
      return;
    }
    if (state.gone.aborted) return;
    const zoom = map.getZoom();
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-0.25));
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    const [width, height] = [Math.ceil(size.x * 1.5), Math.ceil(size.y * 1.5)];
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    L.DomUtil.setPosition(canvas, corner);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const origin = map.getPixelOrigin().add(corner);
    const scale = TILE * 2 ** zoom;
    const shown = [];
    for (const label of labels) {
      if (label.zoom > zoom) break;
      const px = (((label.x * scale - origin.x) % scale) + scale) % scale;
      const py = label.y * scale - origin.y;
      if (px < width && py > 0 && py < height) shown.push({ ...label, px, py });
    }
    drawLabels(context, shown, markerBoxes(element, canvas), zoom, state);
    pane.classList.remove("is-moving");
  };
  map.on("zoomstart", () => pane.classList.add("is-moving"));
  map.on("moveend resize", draw);
  return draw;
}

// Where pins and numbers stand, so that no name is written under them.
function markerBoxes(element, canvas) {
  const base = canvas.getBoundingClientRect();
  return [...element.querySelectorAll(".map-point")].map((point) => {
    const box = point.getBoundingClientRect();
    return [box.left - base.left, box.top - base.top, box.right - base.left, box.bottom - base.top];
  });
}

// Adds land and names to a Leaflet map; `failed` is called when a file cannot be had. Answers a function that
// redraws the names, for when pins have moved.
export function addBasemap(L, map, element, failed) {
  const store = files(element);
  const going = new AbortController();
  map.on("unload", () => going.abort());
  const state = { colours: palette(element), family: getComputedStyle(element).fontFamily, gone: going.signal };
  const land = landLayer(L, store, state, failed).addTo(map);
  const drawNames = labelLayer(L, map, element, store, state, failed);
  const recolour = () => {
    state.colours = palette(element);
    land.redraw();
    drawNames();
  };
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    window.matchMedia(query).addEventListener("change", recolour, { signal: state.gone });
  }
  map.attributionControl.addAttribution("Natural Earth · GeoNames (CC BY 4.0)");
  drawNames();
  return drawNames;
}
