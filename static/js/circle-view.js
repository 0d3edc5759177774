// Shows a circle of support on its page, from the templates in the page.
import { SUPPORTS } from "./circle-document.js";
import { RINGS, draw, marks, ringOf } from "./circle-drawing.js";
import { keptDates } from "./circle-store.js";

const A_WEEK = 7 * 24 * 3600 * 1000;

export function copy(page, name) {
  return page.querySelector(`template[data-template="${name}"]`).content.cloneNode(true).firstElementChild;
}

function fill(row, hooks) {
  for (const [hook, text] of Object.entries(hooks)) {
    for (const part of row.querySelectorAll(`[data-${hook}]`)) part.textContent = text;
  }
  return row;
}

const labelOf = (page, support) => page.querySelector(`[data-support="${support}"] h3`).textContent;

function helperRow(page, { helper, number, row }) {
  const item = copy(page, "helper");
  const isFormal = helper.formality === "formal";
  const supports = helper.supports.map((one) => labelOf(page, one)).join(" · ");
  fill(item, { number, of: helper.name, supports, when: helper.when });
  const [link, words] = [item.querySelector("[data-link]"), item.querySelector("[data-words]")];
  [link.hidden, words.hidden] = [helper.listing === "", helper.listing !== ""];
  (helper.listing ? link : words).textContent = helper.name;
  link.href = page.dataset.listingUrl.replace("LISTING", helper.listing);
  item.querySelector("[data-number]").classList.toggle("formal", isFormal);
  item.querySelector("[data-formal]").hidden = !isFormal;
  item.querySelector("[data-informal]").hidden = isFormal;
  item.querySelector("button").value = row;
  return item;
}

function goalRow(page, goal, row) {
  const item = fill(copy(page, "goal"), { words: goal.words, of: goal.words });
  item.querySelector("[data-reached]").hidden = !goal.reached;
  item.querySelector("[name=reached]").hidden = goal.reached;
  item.querySelector("[name=again]").hidden = !goal.reached;
  for (const button of item.querySelectorAll("button")) button.value = row;
  return item;
}

function shownOf(helpers) {
  let number = 0;
  return RINGS.flatMap((ring) => {
    const own = helpers.map((helper, row) => ({ helper, row, ring })).filter((one) => ringOf(one.helper) === ring);
    const places = marks(ring, own.length);
    return own.map((one, nth) => ({ ...one, number: ++number, mark: places[nth] }));
  });
}

function showSupports(page, shown) {
  for (const support of SUPPORTS) {
    const box = page.querySelector(`[data-support="${support}"]`);
    const names = shown.filter(({ helper }) => helper.supports.includes(support)).map(({ helper }) => helper.name);
    const items = names.map((name) => Object.assign(copy(page, "name"), { textContent: name }));
    box.querySelector("[data-names]").replaceChildren(...items);
    box.querySelector("[data-names]").hidden = names.length === 0;
    box.querySelector("[data-gap]").hidden = names.length > 0;
  }
  for (const hint of page.querySelectorAll("[data-lacking]")) {
    hint.hidden = shown.some(({ helper }) => helper.formality === hint.dataset.lacking);
  }
}

function showWeek(page, shown) {
  const dates = keptDates();
  const coming = shown.flatMap(({ helper }) => dates.of(helper.listing).map((date) => ({ date, name: helper.name })));
  const week = coming.filter(({ date }) => Date.parse(date.starts_at) < Date.now() + A_WEEK);
  week.sort((one, other) => Date.parse(one.date.starts_at) - Date.parse(other.date.starts_at));
  const items = week.map(({ date, name }) => {
    const item = fill(copy(page, "date"), { name, words: date.words });
    item.querySelector("[data-off]").hidden = date.is_off !== true;
    return item;
  });
  const own = shown.filter(({ helper }) => helper.when !== "");
  const words = own.map(({ helper }) =>
    Object.assign(copy(page, "name"), { textContent: `${helper.name}: ${helper.when}` }),
  );
  page.querySelector("[data-week]").replaceChildren(...items);
  page.querySelector("[data-own]").replaceChildren(...words);
  page.querySelector("[data-no-week]").hidden = items.length + words.length > 0;
}

export function show(page, { helpers, goals }) {
  const shown = shownOf(helpers);
  for (const ring of RINGS) {
    const own = shown.filter((one) => one.ring === ring);
    const box = page.querySelector(`[data-ring="${ring}"]`);
    box.querySelector("[data-list]").replaceChildren(...own.map((one) => helperRow(page, one)));
    box.hidden = own.length === 0;
  }
  draw(page.querySelector("svg"), shown);
  showSupports(page, shown);
  showWeek(page, shown);
  page.querySelector("[data-goals]").replaceChildren(...goals.map((goal, row) => goalRow(page, goal, row)));
  page.querySelector("[data-empty]").hidden = helpers.length > 0;
  for (const part of page.querySelectorAll("[data-filled]")) part.hidden = helpers.length === 0;
  const hasListings = helpers.some((helper) => helper.listing);
  for (const part of page.querySelectorAll("[data-look], [data-look-hint], [data-act=calendar]")) {
    part.hidden = !hasListings;
  }
}
