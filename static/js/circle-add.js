// The button on the page of a listing that puts it into the circle of support on this device. Where the browser keeps
// nothing, the form goes to a page that shows the circle and keeps nothing either.
import { SUPPORTS, withHelper } from "./circle-document.js";
import { keep, kept, store } from "./circle-store.js";

function put(form) {
  const answers = new FormData(form);
  const { name, formality } = form.dataset;
  const given = answers.getAll("supports");
  const supports = SUPPORTS.filter((one) => given.includes(one));
  const circle = withHelper(kept(), { listing: answers.get("listing"), name, formality, supports, when: "" });
  const isKept = circle !== null && keep(circle);
  form.querySelector("[data-status]").textContent = isKept ? form.dataset.textAdded : form.dataset.textFull;
}

if (store) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-circle-add]")) return;
    event.preventDefault();
    put(event.target);
  });
}
