// A changed filter shows its results at once. Only the last answer counts; nobody is taken from where they are meanwhile.
const form = document.getElementById("search-form");
const body = document.getElementById("search-body");
const announced = document.getElementById("live-count");
let asking;

function addressOf() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  return `${form.getAttribute("action").split("#")[0]}?${query}`;
}

// Somebody who types in the part that is drawn anew goes on typing; it is asked for when they leave the field.
function goOnTyping(field, typed) {
  if (field.type !== "text" || field.value === typed.value) return;
  field.value = typed.value;
  field.addEventListener("blur", () => field.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
}

// Where nothing is found, or somebody may be in danger, whom to call comes first; the page itself comes so too.
function putHelp() {
  const isNothing = body.querySelector("[data-nothing]") !== null;
  const help = document.querySelector(".crisis");
  const isFirst = body.querySelector("[data-help-first]") !== null;
  if (isFirst) document.querySelector(".search-title").after(help);
  else body.after(help);
  document.getElementById("barriers").hidden = isNothing;
}

// Groups somebody opened stay open, and what has the focus, or was ticked, stays under the finger.
function draw(fresh, ticked) {
  const open = [...body.querySelectorAll("details[open]")].map((group) => group.dataset.facet ?? "");
  const focused = document.activeElement;
  const isLost = focused === document.body || (body.contains(focused) && !focused.id);
  const at = isLost ? ticked : focused;
  const isInside = body.contains(at);
  const before = at.getBoundingClientRect().top;
  body.textContent = "";
  body.append(fresh);
  putHelp();
  for (const group of body.querySelectorAll("details")) {
    if (open.includes(group.dataset.facet ?? "")) group.open = true;
  }
  const same = isInside && at.id ? document.getElementById(at.id) : null;
  if (same) {
    goOnTyping(same, at);
    same.focus({ preventScroll: true });
    const isSeen = document.activeElement === same && before >= 0 && before < window.innerHeight;
    if (isSeen) window.scrollBy(0, same.getBoundingClientRect().top - before);
  }
}

function say(text, isSeen = false) {
  announced.classList.toggle("unseen", !isSeen);
  announced.textContent = text;
}

async function show(address, ticked) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const fresh = document.createElement("template");
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    if (!answer.ok) {
      window.location.assign(address); // the page that says what is wrong, with help
      return;
    }
    fresh.innerHTML = await answer.text();
  } catch {
    if (!signal.aborted) say(announced.dataset.textFailed, true);
    return;
  }
  if (signal.aborted) return;
  draw(fresh.content, ticked);
  window.history.replaceState(null, "", address);
  say(document.getElementById("results-count").textContent);
  body.dispatchEvent(new CustomEvent("results:changed", { bubbles: true }));
}

if (form && body && window.AbortController) {
  body.addEventListener("change", ({ target }) => {
    if (target.form === form) show(addressOf(), target); // the box of a card, say, asks for nothing
  });
}
