// Takes everything of this site off this device, whichever page kept it: what was saved, the circle, what would make it
// hard, what was chosen, switches, pages kept for reading without internet. The page that shows the button then draws
// itself anew.
import { turnOff } from "./offline.js";

// How many things were kept, by the name of each; `pages` are those for reading without internet.
export async function forgetDevice() {
  const removed = kept();
  for (const store of stores()) store.clear();
  removed.pages = await turnOff().catch(() => 0);
  for (const { name } of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(name);
  return removed;
}

function stores() {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return []; // switched off: nothing was kept
  }
}

function kept() {
  const named = { listings: 0, searches: 0, circle: 0, barriers: 0, chosen: 0, others: 0 };
  for (const store of stores()) {
    for (const key of Object.keys(store)) {
      if (key === "saved") Object.assign(named, saved(store.getItem(key)));
      else if (key.startsWith("circle")) named.circle = 1;
      else named[key in named ? key : "others"] = 1;
    }
  }
  return named;
}

function saved(text) {
  try {
    const { listings = [], searches = [] } = JSON.parse(text);
    return { listings: listings.length, searches: searches.length };
  } catch {
    return {}; // damaged: as good as nothing
  }
}

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-forget-device]")) return;
  await forgetDevice();
  document.dispatchEvent(new CustomEvent("device:forgotten"));
});
