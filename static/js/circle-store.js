// The circle of support on this device, and the dates it looked up. Nothing of it leaves the browser unless somebody
// presses a button that says so.
import { nobody, read, written } from "./circle-document.js";

const KEY = "circle";
const DATES = "circle-dates";
export const store = openStore();

function openStore() {
  try {
    localStorage.setItem(`${KEY}-trial`, "1");
    localStorage.removeItem(`${KEY}-trial`);
    return localStorage;
  } catch {
    return null; // switched off, or full: the page then works without it
  }
}

export function kept() {
  return read(store.getItem(KEY)) ?? nobody();
}

// Whether there was room; if not, what was kept before is still there.
export function keep(circle) {
  try {
    if (circle.helpers.length + circle.goals.length > 0) store.setItem(KEY, written(circle));
    else store.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  store.removeItem(KEY);
  store.removeItem(DATES);
}

// The dates by listing, as they were when somebody looked them up; those that are over are left out.
export function keptDates() {
  let held = null;
  try {
    held = JSON.parse(store.getItem(DATES));
  } catch {
    // Damaged: as good as nothing.
  }
  const isDate = (one) => typeof one?.words === "string" && Date.parse(one.ends_at) > Date.now();
  const datesOf = (listing) => (Array.isArray(held?.[listing]) ? held[listing].filter(isDate) : []);
  return { of: datesOf, isEmpty: held === null };
}

export function keepDates(dates) {
  try {
    store.setItem(DATES, JSON.stringify(dates));
    return true;
  } catch {
    return false;
  }
}

// The ids and names of listings that this device has among what somebody saved.
export function savedListings() {
  try {
    const held = JSON.parse(store.getItem("saved"))?.listings ?? [];
    return held.filter((one) => typeof one?.id === "string" && typeof one.name === "string");
  } catch {
    return [];
  }
}
