// Listings and searches kept on this device alone. Nothing of it leaves the browser unless somebody presses a button
// that says so.
const KEY = "saved";
const MOST = 200;
const store = openStore();

function openStore() {
  try {
    localStorage.setItem(`${KEY}-trial`, "1");
    localStorage.removeItem(`${KEY}-trial`);
    return localStorage;
  } catch {
    return null; // switched off, or full: the page then says how to keep a page without it
  }
}

function kept() {
  let held = null;
  try {
    held = JSON.parse(store.getItem(KEY));
  } catch {
    // Not ours, or damaged: as good as nothing.
  }
  const list = (name) => (Array.isArray(held?.[name]) ? held[name].filter((one) => typeof one?.id === "string") : []);
  return { listings: list("listings"), searches: list("searches") };
}

function keep(things) {
  if (things.listings.length + things.searches.length === 0) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify(things));
}

function keepIfRoom(things) {
  try {
    keep(things);
    return true;
  } catch {
    return false; // full: what was kept before is still there
  }
}

function without(list, id) {
  return list.filter((one) => one.id !== id);
}

// The button on a listing or above the results of a search

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

// The page of what is kept

function addressOf(page, list, one) {
  if (list === "searches") return `${page.dataset.searchUrl}?${one.id}`;
  return /^\/(?![/\\])/.test(one.path) ? one.path : "/";
}

function rowOf(page, list, one) {
  const row = page.querySelector("template[data-row]").content.cloneNode(true).firstElementChild;
  const link = row.querySelector("a");
  link.href = addressOf(page, list, one);
  link.textContent = one.name;
  const button = row.querySelector("[data-remove]");
  button.setAttribute("aria-label", `${button.textContent}: ${one.name}`);
  button.addEventListener("click", () => {
    const things = kept();
    keep({ ...things, [list]: without(things[list], one.id) });
    show(page, page.dataset.textRemoved);
    (page.querySelector("[data-remove]") ?? page.querySelector("h2")).focus();
  });
  return row;
}

function show(page, words = "") {
  const things = kept();
  for (const list of ["listings", "searches"]) {
    const rows = things[list].map((one) => rowOf(page, list, one));
    page.querySelector(`[data-list="${list}"]`).replaceChildren(...rows);
  }
  const isEmpty = things.listings.length + things.searches.length === 0;
  page.hidden = isEmpty && page.querySelector("[data-take-over]") !== null && words === "";
  page.querySelector("[data-nothing]").hidden = !isEmpty;
  for (const part of page.querySelectorAll("[data-with-things]")) part.hidden = isEmpty;
  page.querySelector("[data-look]").hidden = things.listings.length === 0;
  say(page, words);
}

function say(page, words) {
  page.querySelector("[role=status]").textContent = words;
}

async function look(page) {
  say(page, page.dataset.textAsking);
  let gone = 0;
  try {
    for (const row of page.querySelectorAll('[data-list="listings"] li')) {
      const answer = await fetch(row.querySelector("a").href, { method: "HEAD" });
      if (answer.status >= 500) throw new Error(answer.statusText);
      row.querySelector(".saved-gone").hidden = answer.ok;
      gone += !answer.ok;
    }
    say(page, gone ? page.dataset.textSomeGone : page.dataset.textAllThere);
  } catch {
    say(page, page.dataset.textNoAnswer);
  }
}

async function takeOver(page, form) {
  const things = kept();
  const sent = new FormData(form);
  for (const one of things.listings) sent.append("listing", one.id);
  for (const one of things.searches) sent.append("search", one.id);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const taken = await answer.json();
    const rest = (list) => things[list].filter((one) => !taken[list].includes(one.id));
    keep({ listings: rest("listings"), searches: rest("searches") });
    location.assign(taken.address);
  } catch {
    say(page, page.dataset.textNoAnswer); // and the device still has everything
  }
}

function openPage(page) {
  const form = page.querySelector("[data-take-over]");
  page.hidden = false;
  page.querySelector("h2").tabIndex = -1;
  page.querySelector("[data-look]").addEventListener("click", () => look(page));
  page.querySelector("[data-forget]").addEventListener("click", () => {
    keep({ listings: [], searches: [] });
    show(page, page.dataset.textForgotten);
    page.querySelector("h2").focus();
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    takeOver(page, form);
  });
  document.querySelector("[data-without-store]")?.remove();
  show(page);
}

if (store) {
  const page = document.getElementById("on-device");
  if (page) openPage(page);
  showButtons();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) toggle(button);
  });
  document.addEventListener("htmx:load", showButtons);
}
