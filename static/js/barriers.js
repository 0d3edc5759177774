// What would make it hard: ticked here, kept on this device alone, and said on every card. Nothing of it is sent.
const KEY = "barriers";
const panel = document.getElementById("barriers");
const words = document.getElementById("barrier-words");
const store = openStore();

function openStore() {
  try {
    localStorage.setItem(`${KEY}-trial`, "1");
    localStorage.removeItem(`${KEY}-trial`);
    return localStorage;
  } catch {
    return null; // switched off, or full: it then lasts as long as the page
  }
}

function kept() {
  try {
    const held = JSON.parse(store.getItem(KEY));
    return Array.isArray(held) ? held : [];
  } catch {
    return []; // not ours, or damaged: as good as nothing
  }
}

function keep(chosen) {
  try {
    if (chosen.length) store.setItem(KEY, JSON.stringify(chosen));
    else store.removeItem(KEY);
  } catch {
    // No room: it then lasts as long as the page.
  }
}

function boxes() {
  return [...panel.querySelectorAll('input[name="hard"]')];
}

function ticked() {
  return boxes()
    .filter((box) => box.checked)
    .map((box) => box.value);
}

function linesFor(signs, chosen) {
  return chosen.flatMap((slug) => {
    const lines = [...words.content.querySelectorAll(`[data-barrier="${slug}"]`)];
    const eased = lines.filter((line) => signs.includes(line.dataset.sign));
    const said = eased.length ? eased : lines.filter((line) => !line.dataset.sign);
    return said.map((line) => line.cloneNode(true));
  });
}

function sayOnCards() {
  const chosen = ticked();
  for (const card of document.querySelectorAll("[data-signs]")) {
    card.querySelector(".card-barriers")?.remove();
    if (chosen.length === 0) continue;
    const list = words.content.querySelector(".card-barriers").cloneNode();
    list.replaceChildren(...linesFor(card.dataset.signs.split(" "), chosen));
    card.querySelector(".card-foot").before(list);
  }
}

function say(text) {
  panel.querySelector("[role=status]").textContent = text;
}

function showForget() {
  panel.querySelector("[data-forget]").hidden = ticked().length === 0;
}

if (panel && words) {
  if (ticked().length === 0) {
    const chosen = kept();
    for (const box of boxes()) box.checked = chosen.includes(box.value);
  }
  for (const part of panel.querySelectorAll("[data-without-script]")) part.hidden = true;
  for (const part of panel.querySelectorAll("[data-with-script]")) part.hidden = false;
  panel.addEventListener("change", () => {
    keep(ticked());
    sayOnCards();
    showForget();
    say(panel.dataset.textSaid);
  });
  panel.addEventListener("submit", (event) => event.preventDefault());
  panel.querySelector("[data-forget]").addEventListener("click", () => {
    for (const box of boxes()) box.checked = false;
    keep([]);
    sayOnCards();
    showForget();
    say(panel.dataset.textForgotten);
    panel.querySelector("summary").focus();
  });
  document.addEventListener("results:changed", sayOnCards);
  showForget();
  sayOnCards();
}
