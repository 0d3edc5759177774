// Leave at once: by the button, or by Shift three times within five seconds. Works as a plain link without this file.
const exit = document.getElementById("quick-exit");
const WITHIN_MS = 5000;
const LEFT = "left";
let presses = [];

function cover() {
  const sheet = document.createElement("div");
  sheet.className = "leaving";
  sheet.setAttribute("role", "alert");
  sheet.textContent = exit.dataset.textLeft;
  document.body.textContent = "";
  document.body.append(sheet);
  document.title = exit.dataset.textLeft;
}

// What this tab alone kept is gone too. A mark stays that says nothing but that somebody left: see below.
function forget() {
  try {
    sessionStorage.clear();
    sessionStorage.setItem(LEFT, "1");
  } catch {
    // Switched off: nothing was kept.
  }
}

function hasLeft() {
  try {
    return sessionStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}

function cameBack() {
  return performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

// Browsers fill a form again on the way back to it, even with what was sent. Not those where people write of themselves.
function emptyForms() {
  document.querySelectorAll('form[autocomplete="off"]').forEach((form) => form.reset());
}

function leave(event) {
  event?.preventDefault();
  const target = exit.href;
  try {
    cover();
    forget();
  } finally {
    window.location.replace(target); // whatever an old browser cannot do
  }
}

if (exit) {
  document.querySelectorAll(`a[href="${exit.getAttribute("href")}"]`).forEach((link) => {
    link.addEventListener("click", leave);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
    } else if (!event.repeat) {
      presses = [...presses.filter((time) => event.timeStamp - time < WITHIN_MS), event.timeStamp];
      if (presses.length >= 3) leave();
    }
  });
  // A page that comes back from the browser's memory shows the empty sheet it was left with; make sure of it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector(".leaving")) window.location.replace(exit.href);
    if (hasLeft() && (event.persisted || cameBack())) emptyForms();
  });
}
