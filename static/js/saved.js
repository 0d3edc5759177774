// Listings and searches kept on this device alone. Nothing of it leaves the browser unless somebody presses a button
// that says so. This is the button on a listing or above the results of a search; the page of all is saved-page.js.
const KEY = "saved";
const MOST = 200;
export const store = openStore();

function openStore() {
  try {
    localStorage.setItem(`${KEY}-trial`, "1");
    localStorage.removeItem(`${KEY}-trial`);
    return localStorage;
  } catch {
    return null; // switched off, or full: the page then says how to keep a page without it
  }
}

export function kept() {
  let held = null;
  try {
    held = JSON.parse(store.getItem(KEY));
  } catch {
    // Not ours, or damaged: as good as nothing.
  }
  const list = (name) => (Array.isArray(held?.[name]) ? held[name].filter((one) => typeof one?.id === "string") : []);
  return { listings: list("listings"), searches: list("searches") };
}

export function keep(things) {
  if (things.listings.length + things.searches.length === 0) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify(things));
  tellWorker(things.listings.map(({ path }) => path));
}

// Where somebody wished to read without internet (see offline.js) the pages kept for that follow at once.
async function tellWorker(listings) {
  const found = await navigator.serviceWorker?.getRegistration().catch(() => null);
  found?.active?.postMessage({ do: "keep", listings, here: location.pathname });
}

export function without(list, id) {
  return list.filter((one) => one.id !== id);
}

function keepIfRoom(things) {
  try {
    keep(things);
    return true;
  } catch {
    return false; // full: what was kept before is still there
  }
}

function showButton(button) {
  const isKept = kept()[button.dataset.save].some((one) => one.id === button.dataset.id);
  button.hidden = false;
  button.textContent = isKept ? button.dataset.textSaved : button.dataset.textSave;
  const box = button.parentElement;
  box.querySelector(".saving-list").hidden = !isKept;
  for (const hint of box.querySelectorAll("[data-with-store]")) hint.hidden = false;
}

function toggle(button) {
  const { save, id, name, path } = button.dataset;
  const things = kept();
  const others = without(things[save], id);
  const isKept = others.length < things[save].length;
  things[save] = isKept ? others : [{ id, name, path }, ...others].slice(0, MOST);
  say(button.parentElement, keepIfRoom(things) ? "" : button.dataset.textFull);
  showButton(button);
}

function showButtons() {
  document.querySelectorAll("[data-save]").forEach(showButton);
}

export function say(box, words) {
  box.querySelector("[role=status]").textContent = words;
}

if (store) {
  showButtons();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) toggle(button);
  });
  document.addEventListener("results:changed", showButtons);
}
