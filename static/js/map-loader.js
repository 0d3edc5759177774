// Loads the map when somebody wants to see it, and never before. A button with data-map-toggle names the map by
// aria-controls and carries data-leaflet-js, data-leaflet-css, data-map-js; with data-map-open-from (a media query
// such as "(min-width: 60rem)") the map opens by itself where it fits. Without script the button stays hidden.

const once = new Map();

function load(url, make) {
  if (!once.has(url)) {
    once.set(url, new Promise((resolve, reject) => {
      const element = make();
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => {
        once.delete(url);
        element.remove();
        reject(new Error(url));
      });
      document.head.append(element);
    }));
  }
  return once.get(url);
}

const script = (url) => load(url, () => Object.assign(document.createElement("script"), { src: url }));
const sheet = (url) => load(url, () => Object.assign(document.createElement("link"), { rel: "stylesheet", href: url }));

let isWanted; // results that replace others bring a map of their own; it is as open as the last one was left

async function open(button, map) {
  isWanted = true;
  map.parentElement.classList.remove("map-closed");
  const { leafletJs, leafletCss, mapJs } = button.dataset;
  button.setAttribute("aria-expanded", "true");
  map.hidden = false;
  try {
    const [module] = await Promise.all([import(mapJs), script(leafletJs), sheet(leafletCss)]);
    module.show(map);
  } catch {
    map.textContent = map.dataset.textError;
  }
}

function close(button, map) {
  isWanted = false;
  button.setAttribute("aria-expanded", "false");
  map.hidden = true;
  map.parentElement.classList.add("map-closed");
}

function prepare(button) {
  const map = document.getElementById(button.getAttribute("aria-controls"));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const fits = button.dataset.mapOpenFrom;
  button.hidden = false;
  button.addEventListener("click", () => (isOpen() ? close : open)(button, map));
  if (isWanted !== undefined) {
    (isWanted ? open : close)(button, map);
  } else if (fits && window.matchMedia(fits).matches) {
    new IntersectionObserver((entries, watcher) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        watcher.disconnect();
        if (!isOpen()) open(button, map);
      }
    }).observe(button);
  }
}

const prepareAll = () => document.querySelectorAll("[data-map-toggle]").forEach(prepare);

prepareAll();
document.addEventListener("results:changed", prepareAll);
