// My circle of support, kept on this device alone. The forms of the page, which go to the server where there is no
// script, stay here: only “Look up the next dates” and “Dates for my calendar” send something, and say so.
import { SUPPORTS, knownAs, merged, readBytes, withGoal, withHelper, written } from "./circle-document.js";
import { forget, keep, keepDates, kept, savedListings, store } from "./circle-store.js";
import { copy, show } from "./circle-view.js";

const ADDRESS = /^(?:.*\/listings\/)?([0-9a-z]{11})(?:[/?#.].*)?$/;
const plain = (text) => String(text ?? "").trim();

// Said where somebody is: in a form, in the part of the week, or above the circle. What was said elsewhere is over.
function say(page, part, words) {
  for (const place of page.querySelectorAll("[data-said], [data-problem]")) place.textContent = "";
  part.querySelector("[data-said]").textContent = words;
}

function refuse(form, words) {
  form.querySelector("[data-said]").textContent = "";
  form.querySelector("[data-problem]").textContent = words;
  form.querySelector("input:not([type=hidden])").focus();
}

// Keep what an act made of the circle (null: it does not fit), and say so; answers whether it was kept.
function done(page, form, circle, words) {
  if (circle === null || !keep(circle)) {
    refuse(form, page.dataset.textFull);
    return false;
  }
  showAll(page);
  say(page, form, words);
  form.reset();
  return true;
}

function showAll(page) {
  const circle = kept();
  show(page, circle);
  showSaved(page, circle);
}

// After a row or all of it is gone, the focus needs a place to be.
function sayAbove(page, words) {
  showAll(page);
  say(page, page, words);
  page.querySelector("[data-said]").focus();
}

const acts = {
  add(page, form) {
    const answers = new FormData(form);
    const [name, address, when] = ["name", "listing", "when"].map((one) => plain(answers.get(one)));
    const listing = address === "" ? "" : ADDRESS.exec(address)?.[1];
    if (listing === undefined) return refuse(form, page.dataset.textNoAddress);
    if (name === "") return refuse(form, page.dataset.textNoName);
    const supports = SUPPORTS.filter((one) => answers.getAll("supports").includes(one));
    const helper = { listing, name, formality: answers.get("formality") ?? "informal", supports, when };
    return done(page, form, withHelper(kept(), helper), page.dataset.textAdded);
  },

  goal(page, form) {
    const words = plain(new FormData(form).get("words"));
    if (words === "") return refuse(form, page.dataset.textNoGoal);
    return done(page, form, withGoal(kept(), words), page.dataset.textChanged);
  },

  async open(page, form) {
    const file = form.querySelector("[type=file]").files[0];
    const other = file ? readBytes(await file.arrayBuffer()) : null;
    if (other === null) return refuse(form, page.dataset.textNoFile);
    return done(page, form, merged(kept(), other), page.dataset.textTakenIn);
  },

  file() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([written(kept())], { type: "application/json" }));
    link.download = "circle.json";
    link.click();
    URL.revokeObjectURL(link.href);
  },
};

// A button of one row: take away, reached, not yet.
function actOnRow(page, { name, value }) {
  const { helpers, goals } = kept();
  const row = Number(value);
  const reach = (isReached) => goals.map((goal, nth) => (nth === row ? { ...goal, reached: isReached } : goal));
  const others = (list) => list.filter((_one, nth) => nth !== row);
  const after = {
    remove: () => ({ helpers: others(helpers), goals }),
    remove_goal: () => ({ helpers, goals: others(goals) }),
    reached: () => ({ helpers, goals: reach(true) }),
    again: () => ({ helpers, goals: reach(false) }),
  }[name]();
  keep(after);
  sayAbove(page, page.dataset.textChanged);
}

function asked(name, listings) {
  return new URLSearchParams(listings.map((listing) => [name, listing]));
}

const listingsOf = ({ helpers }) => helpers.map((helper) => helper.listing).filter(Boolean);

async function look(page, part) {
  say(page, part, page.dataset.textAsking);
  try {
    const body = asked("listing", listingsOf(kept()));
    const answer = await fetch(page.dataset.datesUrl, { method: "POST", body, credentials: "omit" });
    if (!answer.ok) throw new Error(answer.statusText);
    keepDates((await answer.json()).listings);
    showAll(page);
    say(page, part, page.dataset.textLooked);
  } catch {
    say(page, part, page.dataset.textNoAnswer);
  }
}

// The calendar is made by the server, which is told the ids of the listings and nothing else.
function fillIn(form) {
  form.querySelectorAll("[name=listing]").forEach((one) => one.remove());
  for (const listing of listingsOf(kept())) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "listing", value: listing }));
  }
}

function showSaved(page, { helpers }) {
  const there = helpers.map(knownAs);
  const offered = savedListings().filter((one) => !there.includes(one.id));
  const rows = offered.map((one) => {
    const row = copy(page, "saved");
    row.querySelector("[data-name]").textContent = one.name;
    row.querySelector("[data-of]").textContent = one.name;
    row.querySelector("[data-choose]").addEventListener("click", () => choose(page, one));
    return row;
  });
  page.querySelector("[data-saved-list]").replaceChildren(...rows);
  page.querySelector("[data-saved]").hidden = rows.length === 0;
}

function choose(page, { id, name }) {
  const form = page.querySelector('[data-act="add"]');
  form.elements.namedItem("name").value = name;
  form.elements.namedItem("listing").value = id;
  form.querySelector("[name=formality]").focus();
}

function openPage(page) {
  for (const part of document.querySelectorAll("[data-with-store]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-store]")) part.hidden = true;
  page.addEventListener("submit", (event) => {
    const { act } = event.target.dataset;
    if (act === "calendar") return fillIn(event.target);
    event.preventDefault();
    if (event.target.id === "circle-rows") actOnRow(page, event.submitter);
    else acts[act](page, event.target);
  });
  page.querySelector("[data-look]").addEventListener("click", (event) => look(page, event.target.parentElement));
  document.addEventListener("device:forgotten", () => sayAbove(page, page.dataset.textForgotten));
  showAll(page);
}

// In the account: what the device has is put there, and goes from the device once the page says that it is there. To
// somebody signed out meanwhile the answer is the page to sign in.
async function takeOver(box, form) {
  try {
    form.elements.namedItem("circle").value = written(kept());
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (new URL(answer.url).searchParams.get("said") !== "taken-in") throw new Error(answer.statusText);
    forget();
    location.assign(answer.url);
  } catch {
    box.querySelector("[role=status]").textContent = box.dataset.textNoAnswer; // and the device still has it
  }
}

function offerTakeOver(box) {
  const { helpers, goals } = kept();
  box.hidden = helpers.length + goals.length === 0;
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    takeOver(box, event.target);
  });
}

const whole = document.getElementById("circle-whole");
const box = document.getElementById("circle-take-over");
for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
if (store && whole && "device" in whole.dataset) openPage(whole);
if (store && box) offerTakeOver(box);
