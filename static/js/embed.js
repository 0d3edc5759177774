// Puts the finder where this script stands. Nothing is kept and nobody but the site this comes from is asked.
//   data-search   what it shows, as in the address of /embed/
//   data-title    the name of the frame
//   data-colours  "page": background, text and links as they are around the script
(() => {
  const script = document.currentScript;
  const address = new URL("embed/", script.src);
  const asked = new URLSearchParams(script.dataset.search);

  // Any colour CSS can name, as "#rrggbb"; null where something shines through.
  function hex(colour) {
    const brush = document.createElement("canvas").getContext("2d");
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return alpha < 255 ? null : `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }

  // What the browser paints under a page without a background, and a link, are read off one that stands there briefly.
  function coloursAround(place) {
    const link = document.createElement("a");
    link.href = address;
    link.style.backgroundColor = "Canvas";
    place.append(link);
    const { color: accent, backgroundColor: canvas } = getComputedStyle(link);
    link.remove();
    let paper = null;
    for (let box = place; box && !paper; box = box.parentElement) paper = hex(getComputedStyle(box).backgroundColor);
    return { accent: hex(accent), paper: paper ?? hex(canvas), ink: hex(getComputedStyle(place).color) };
  }

  const set = (name, value) => value && !asked.has(name) && asked.set(name, value);
  set("lang", script.closest("[lang]")?.lang);
  if (script.dataset.colours === "page") Object.entries(coloursAround(script.parentElement)).forEach((pair) => set(...pair));
  address.search = asked;

  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, title: script.dataset.title || "Support Finder" });
  Object.assign(frame, { referrerPolicy: "no-referrer", loading: "lazy" });
  // Never higher than most of a screen: the help line at its top stays in view.
  Object.assign(frame.style, { display: "block", border: "0", width: "100%", height: "400px", maxHeight: "85vh" });
  addEventListener("message", ({ origin, source, data }) => {
    const height = data?.supportFinderHeight;
    if (origin === address.origin && source === frame.contentWindow && height > 0) frame.style.height = `${height}px`;
  });
  script.after(frame);
})();
