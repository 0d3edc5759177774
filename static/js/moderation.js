// Keys for the queue and its pages. Everything they do is also a plain link or button; no key is taken while typing,
// and none at all where they were switched off: speech input and a trembling hand press single letters unasked.
const SWITCHED = "moderation-keys";
const entries = [...document.querySelectorAll("[data-entry]")];
let current = -1;

function show(index) {
  if (!entries.length) return;
  current = Math.max(0, Math.min(entries.length - 1, index));
  entries.forEach((entry, number) => entry.classList.toggle("is-current", number === current));
  entries[current].querySelector("[data-open]").focus({ preventScroll: true });
  entries[current].scrollIntoView({ block: "nearest" });
}

function press(selector) {
  const scope = entries.length ? entries[current] : document;
  scope?.querySelector(selector)?.click();
}

function unfold(selector) {
  const folded = document.querySelector(selector);
  if (!folded) return false;
  folded.open = true;
  folded.scrollIntoView({ block: "nearest" });
  const box = folded.querySelector("textarea") ?? folded.querySelector("select, input:not([type=hidden])");
  (box ?? folded.querySelector("summary")).focus();
  return true;
}

const KEYS = {
  j: () => show(current + 1),
  k: () => show(current - 1),
  o: () => press("[data-open]"),
  a: () => press("[data-approve]"),
  h: () => (entries.length ? press("[data-hide]") : unfold("#hide")),
  r: () => (entries.length ? press("[data-reject]") : unfold("#reject")),
  x: () => press("[data-tick]"),
  "/": () => unfold("[data-filters]"),
  "?": () => unfold("[data-keys]"),
};

function isTyping({ target }) {
  return target.matches?.("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]");
}

// A browser that blocks storage remembers nothing: the switch then holds for this page only.
function remembered() {
  try {
    return localStorage.getItem(SWITCHED) !== "off";
  } catch {
    return true;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(SWITCHED, isOn ? "on" : "off");
  } catch {
    // Blocked: nothing to do.
  }
}

let keysAreOn = remembered();

document.querySelectorAll("[data-keys-switch]").forEach((button) => {
  const tell = () => {
    button.textContent = keysAreOn ? button.dataset.on : button.dataset.off;
    button.setAttribute("aria-pressed", String(keysAreOn));
  };
  button.addEventListener("click", () => {
    keysAreOn = !keysAreOn;
    remember(keysAreOn);
    tell();
  });
  tell();
  button.hidden = false;
});

document.addEventListener("keydown", (event) => {
  if (!keysAreOn || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event)) return;
  if (event.key in KEYS) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

entries.forEach((entry, number) => {
  entry.addEventListener("focusin", () => {
    current = number;
    entries.forEach((other) => other.classList.toggle("is-current", other === entry));
  });
});

// A prepared text goes below what was typed, without asking the server.
document.querySelectorAll("[data-use]").forEach((button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const box = button.form.querySelector("textarea");
    const text = button.form.querySelector("[data-replies]").selectedOptions[0]?.dataset.text ?? "";
    box.value = [box.value.trim(), text].filter(Boolean).join("\n\n");
    box.focus();
  });
});

// A link to a folded part, such as #reject, opens it: once the browser has gone there itself, which takes the focus.
window.addEventListener("load", () => {
  const part = document.getElementById(window.location.hash.slice(1));
  if (part?.tagName === "DETAILS") setTimeout(() => unfold(`#${part.id}`));
});
