// A circle of support as a value and as the text of a file. groups/circle/files.py and document.py do the same by the
// same rules: a change here is one there too.
export const SUPPORTS = ["emotional", "informational", "instrumental", "companionship"];
const FORMAT = "supportfinder circle";
const VERSION = 1;
const LARGEST = 200000;
const MOST_HELPERS = 30;
const MOST_GOALS = 20;
const LONGEST = { name: 200, when: 120, words: 200 };
const LISTING = /^[0-9a-z]{11}$/;
const CONTROL_BLANKS = /[\t-\r\x1c-\x1f\x85]+/g; // groups/line.py has the same
const NEVER_IN_TEXT = /[\p{Cc}\p{Cs}]/u;

export const nobody = () => ({ helpers: [], goals: [] });
export const knownAs = (helper) => helper.listing || ` ${helper.name}`;

function need(isSo) {
  if (!isSo) throw new TypeError("no circle of support");
}

function textOf(row, name, mayBeEmpty = false) {
  need(typeof row[name] === "string" && [...row[name]].length <= LONGEST[name]);
  const text = row[name].replace(CONTROL_BLANKS, " ");
  need(!NEVER_IN_TEXT.test(text));
  need(mayBeEmpty || text.replaceAll(" ", "") !== "");
  return text;
}

function helperOf(row) {
  const { listing, formality, supports } = row;
  need(typeof listing === "string" && (listing === "" || LISTING.test(listing)));
  need(formality === "formal" || formality === "informal");
  need(Array.isArray(supports) && supports.every((one) => SUPPORTS.includes(one)));
  const given = SUPPORTS.filter((one) => supports.includes(one));
  return { listing, name: textOf(row, "name"), formality, supports: given, when: textOf(row, "when", true) };
}

function goalOf(row) {
  need(typeof row.reached === "boolean");
  return { words: textOf(row, "words"), reached: row.reached };
}

function rowsOf(held, name, most) {
  need(Array.isArray(held[name]) && held[name].length <= most);
  need(held[name].every((row) => row !== null && typeof row === "object" && !Array.isArray(row)));
  return held[name];
}

// The first of those that are known as the same.
function once(list, name) {
  const names = list.map(name);
  return list.filter((_one, nth) => names.indexOf(names[nth]) === nth);
}

export function circleOf(helpers, goals) {
  return { helpers: once(helpers, knownAs), goals: once(goals, (goal) => goal.words) };
}

// The circle in a text; null where it is none.
export function read(text) {
  try {
    const held = JSON.parse(text);
    need(held !== null && held.format === FORMAT && held.version === VERSION);
    const [helpers, goals] = [rowsOf(held, "helpers", MOST_HELPERS), rowsOf(held, "goals", MOST_GOALS)];
    return circleOf(helpers.map(helperOf), goals.map(goalOf));
  } catch {
    return null;
  }
}

// The circle in the bytes of a file; null where it is none.
export function readBytes(bytes) {
  if (bytes.byteLength > LARGEST) return null;
  try {
    return read(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

export function written({ helpers, goals }) {
  return JSON.stringify({ format: FORMAT, version: VERSION, helpers, goals }, null, 1);
}

// The next three answer null where there is no room.
function fitting(circle) {
  return circle.helpers.length <= MOST_HELPERS && circle.goals.length <= MOST_GOALS ? circle : null;
}

export function withHelper({ helpers, goals }, helper) {
  const isThere = helpers.some((one) => knownAs(one) === knownAs(helper));
  const changed = helpers.map((one) => (knownAs(one) === knownAs(helper) ? helper : one));
  return fitting(circleOf(isThere ? changed : [...helpers, helper], goals));
}

export function withGoal({ helpers, goals }, words) {
  return fitting(circleOf(helpers, [...goals, { words, reached: false }]));
}

export function merged(circle, other) {
  return fitting(circleOf([...circle.helpers, ...other.helpers], [...circle.goals, ...other.goals]));
}
