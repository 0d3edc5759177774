// Times in plain words: only the questions that fit, the coming dates while typing, one slot more or less in place.
const editor = document.getElementById("times");

if (editor) {
  const form = editor.closest("form");
  const slots = document.getElementById("times-slots");
  const dates = document.getElementById("times-dates");
  const none = editor.querySelector(`[name="${editor.dataset.prefix}-no_fixed_times"]`);
  const show = editor.querySelector(".times-show");
  let asking = new AbortController();
  let waiting;
  let isReshaping = false;

  // Nothing but the editor's own fields leaves the page: a private address beside it is nobody's business here.
  const typed = () => {
    const isOurs = ([name]) => name.startsWith(`${editor.dataset.prefix}-`) || name === "csrfmiddlewaretoken";
    return new URLSearchParams([...new FormData(form)].filter(isOurs)).toString();
  };

  const ask = async (button, signal) => {
    const sent = new URLSearchParams(typed());
    sent.append(button.name, button.value);
    const answer = await fetch(editor.dataset.datesUrl, { method: "POST", body: sent, signal });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };

  const fit = () => {
    slots.hidden = none.checked;
    for (const slot of slots.querySelectorAll(".slot")) {
      const choice = slot.querySelector("[data-repeats]").value;
      for (const part of slot.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(choice);
    }
  };

  // An answer that comes late makes the page longer above somebody who is already further down: they stay where they are.
  const fill = (text) => {
    const at = document.activeElement;
    const before = at.getBoundingClientRect().top;
    dates.innerHTML = text;
    const isSeen = at !== document.body && before >= 0 && before < innerHeight;
    if (isSeen) scrollBy({ top: at.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const preview = async () => {
    asking.abort();
    asking = new AbortController();
    try {
      fill(await ask(show, asking.signal));
    } catch {
      // The next change asks again, and the page says the same once it is sent.
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(preview, 400);
  };

  // The answer holds what was typed when it was asked for: whoever typed on meanwhile is asked for again.
  const reshaped = async (button) => {
    const asked = typed();
    const answer = await ask(button);
    return typed() === asked ? answer : reshaped(button);
  };

  const reshape = async (button) => {
    if (isReshaping) return;
    isReshaping = true;
    try {
      slots.innerHTML = await reshaped(button);
    } catch {
      editor.dataset.isPlain = "yes";
      form.requestSubmit(button);
      return;
    } finally {
      isReshaping = false;
    }
    fit();
    (slots.querySelector("[autofocus]") ?? slots.querySelector(".times-add button"))?.focus();
    preview();
  };

  editor.classList.add("is-live");
  fit();
  editor.addEventListener("input", soon);
  editor.addEventListener("change", () => {
    fit();
    soon();
  });
  editor.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || editor.dataset.isPlain) return;
    event.preventDefault();
    reshape(button);
  });
}
