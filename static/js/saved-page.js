// The page of what is kept on this device: see saved.js.
import { showSwitch } from "./offline-switch.js";
import { keep, kept, say, store, without } from "./saved.js";

function addressOf(page, list, one) {
  if (list === "searches") return `${page.dataset.searchUrl}?${one.id}`;
  return /^\/(?![/\\])/.test(one.path) ? one.path : "/";
}

function rowOf(page, list, one) {
  const row = page.querySelector("template[data-row]").content.cloneNode(true).firstElementChild;
  const link = row.querySelector("a");
  link.href = addressOf(page, list, one);
  link.textContent = one.name;
  choosing(row.querySelector(".card-choose"), list, one);
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

// Listings can be chosen for a comparison or a short list (see chosen.js), searches cannot.
function choosing(label, list, one) {
  if (list !== "listings") return label.remove();
  label.querySelector("input").value = one.id;
  label.querySelector("span").textContent = one.name;
}

function show(page, words = "") {
  const things = kept();
  for (const list of ["listings", "searches"]) {
    const rows = things[list].map((one) => rowOf(page, list, one));
    page.querySelector(`[data-list="${list}"]`).replaceChildren(...rows);
  }
  const isEmpty = things.listings.length + things.searches.length === 0;
  const others = Object.keys(store).filter((key) => key !== "saved");
  page.hidden = store.length === 0 && page.querySelector("[data-take-over]") !== null && words === "";
  page.querySelector("[data-nothing]").hidden = !isEmpty;
  for (const part of page.querySelectorAll("[data-with-things]")) part.hidden = isEmpty;
  for (const part of page.querySelectorAll("[data-with-anything]")) part.hidden = store.length === 0;
  page.querySelector("[data-with-others]").hidden = others.length === 0;
  page.querySelector("[data-look]").hidden = things.listings.length === 0;
  page.dispatchEvent(new CustomEvent("results:changed", { bubbles: true }));
  showSwitch(page.querySelector("[data-offline]"), things.listings);
  say(page, words);
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
  document.addEventListener("device:forgotten", () => {
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

const page = document.getElementById("on-device");
if (store && page) openPage(page);
