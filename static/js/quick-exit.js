// Leave at once: by the button, or by Shift three times within five seconds. Works as a plain link without this file.
const exit = document.getElementById("quick-exit");
const WITHIN_MS = 5000;
let presses = [];

function cover() {
  const sheet = document.createElement("div");
  sheet.className = "leaving";
  sheet.setAttribute("role", "alert");
  sheet.textContent = exit.dataset.textLeft;
  document.body.replaceChildren(sheet);
  document.title = exit.dataset.textLeft;
}

function leave(event) {
  event?.preventDefault();
  const target = exit.href;
  cover();
  window.location.replace(target);
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
  });
}
