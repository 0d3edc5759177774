// The switch of “Saved” for reading without internet. Nothing is kept for that, or runs, before somebody puts it on.
import { isPossible, keep, turnOff, turnOn, worker } from "./offline.js";

let listings = [];

const paths = () => listings.map(({ path }) => path);

function say(box, words, { kept, of } = {}) {
  box.querySelector("[data-offline-status]").textContent = words.replace("{kept}", kept).replace("{all}", of);
}

async function change(box, input) {
  const { dataset } = box;
  input.disabled = true;
  try {
    say(box, input.checked ? dataset.textKeeping : "");
    if (input.checked) say(box, dataset.textKept, await turnOn(dataset.worker, paths()));
    else say(box, dataset.textOff, await turnOff());
  } catch {
    input.checked = !input.checked;
    say(box, dataset.textFailed);
  }
  input.disabled = false;
  input.focus();
}

// The page has these listings now. Where the switch is on their copies are made anew, as the page was opened for them.
export async function showSwitch(box, now) {
  listings = now;
  const input = box.querySelector("input");
  const isOn = Boolean(await worker());
  input.checked = isOn;
  box.hidden = !isOn && listings.length === 0;
  input.parentElement.hidden = !isPossible;
  box.querySelector("[data-offline-missing]").hidden = isPossible;
  if (!input.dataset.isReady) input.addEventListener("change", () => change(box, input));
  input.dataset.isReady = "yes";
  say(box, "");
  if (isOn) keep(paths()).then((told) => say(box, box.dataset.textKept, told), () => {});
}
