// What was chosen (see chosen.js) beside one listing, and out of a comparison, by a link on their pages.
import { kept, set, store } from "./chosen.js";

const COMPARED = 4;

// The link on the page of a listing puts it beside what was chosen before, the newest four.
function withOthers(link) {
  const id = link.dataset.choose;
  set(id, true);
  const others = kept().filter((one) => one !== id);
  const address = new URL(link.href);
  address.searchParams.delete("listing");
  for (const one of [...others.slice(1 - COMPARED), id]) address.searchParams.append("listing", one);
  link.href = address;
}

if (store) {
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("[data-choose]");
    if (link) withOthers(link);
    const out = target.closest("[data-unchoose]");
    if (out) set(out.dataset.unchoose, false);
  });
}
