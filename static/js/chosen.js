// What somebody chose to compare or to hand over, kept over several pages of results by this tab alone. Nothing is sent
// before they press a button, and it is gone when the tab is closed or somebody leaves by the exit.
import { language } from "./language.js";

const KEY = "chosen";
const MOST = 12;
const numbers = new Intl.NumberFormat(language);
export const store = openStore();

function openStore() {
  try {
    sessionStorage.setItem(`${KEY}-trial`, "1");
    sessionStorage.removeItem(`${KEY}-trial`);
    return sessionStorage;
  } catch {
    return null; // switched off, or full: the boxes of this page work as they do without script
  }
}

export function kept() {
  try {
    const held = JSON.parse(store.getItem(KEY));
    return Array.isArray(held) ? held.filter((one) => typeof one === "string" && /^[\w-]{1,12}$/.test(one)) : [];
  } catch {
    return []; // not ours, or damaged: as good as nothing
  }
}

function keep(ids) {
  if (ids.length === 0) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify(ids));
}

// Whether there was room for it: nothing that was chosen before goes unseen.
export function set(id, isChosen) {
  const others = kept().filter((one) => one !== id);
  const hasRoom = !isChosen || others.length < MOST;
  if (hasRoom) keep(isChosen ? [...others, id] : others);
  return hasRoom;
}

const boxes = () => [...document.querySelectorAll('input[name="listing"][form="chosen"]')];

function show(isFull = false) {
  const form = document.getElementById("chosen");
  if (!form) return;
  const ids = kept();
  for (const box of boxes()) box.checked = ids.includes(box.value);
  const elsewhere = ids.filter((id) => !boxes().some((box) => box.value === id));
  form.querySelector("[data-elsewhere]").replaceChildren(...elsewhere.map(hidden));
  const { dataset } = form.querySelector("[data-text-chosen]");
  const said = isFull ? dataset.textFull : ids.length ? dataset.textChosen : dataset.textNone;
  form.querySelector("[data-text-chosen]").textContent = said.replace("{count}", numbers.format(ids.length));
  form.classList.toggle("is-full", ids.length > 0);
  form.querySelector("[data-clear]").hidden = ids.length === 0;
}

function hidden(id) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "listing";
  field.value = id;
  return field;
}

if (store) {
  document.addEventListener("change", ({ target }) => {
    if (target.form?.id !== "chosen" || target.name !== "listing") return;
    show(!set(target.value, target.checked));
  });

  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-clear]")) return;
    keep([]);
    show();
    boxes()[0]?.focus();
  });

  document.addEventListener("results:changed", () => show());
  window.addEventListener("pageshow", () => show());
  show();
}
