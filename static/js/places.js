// Two comforts for the place field: suggestions while typing, and "use my location", rounded here before it is sent.
const WAIT_MS = 180;
const DECIMALS = 2;

function suggest(input) {
  const list = document.getElementById(input.getAttribute("list"));
  let timer;
  let running;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const text = input.value.trim();
      if (text.length < 2) return list.replaceChildren();
      try {
        const answer = await fetch(`${input.dataset.placesUrl}?q=${encodeURIComponent(text)}`, { signal: running.signal });
        const { places } = await answer.json();
        list.replaceChildren(...places.map(({ label }) => Object.assign(document.createElement("option"), { value: label })));
      } catch {
        // Typing goes on; suggestions are an extra.
      }
    }, WAIT_MS);
  });
}

function locate(button) {
  const box = button.closest(".near-field");
  const input = box.querySelector("input[name=near]");
  const note = box.querySelector(".locate-note");
  button.hidden = false;
  button.addEventListener("click", () => {
    const before = input.value;
    note.textContent = button.dataset.textBusy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        note.textContent = "";
        if (input.value !== before) return; // a place was typed while the browser asked
        input.value = `${coords.latitude.toFixed(DECIMALS)}, ${coords.longitude.toFixed(DECIMALS)}`;
      },
      () => {
        note.textContent = button.dataset.textFailed;
      },
      { maximumAge: 600000, timeout: 8000 },
    );
  });
}

document.querySelectorAll("input[data-places-url]").forEach(suggest);
if ("geolocation" in navigator) document.querySelectorAll(".locate").forEach(locate);
