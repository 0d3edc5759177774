"""Where the focus is: that it is marked well enough to be found, that nothing hides it, and that it goes in order."""

MARKS = """() => {
  const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    .getContext("2d", {willReadFrequently: true});
  const rgba = colour => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const ground = e => {  // what is painted behind: the nearest that is not see-through
    for (; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const faults = [];
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  for (const e of all) {
    if (e.disabled || e.type === "hidden" || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) continue;
    e.focus();
    if (document.activeElement !== e) continue;
    const style = getComputedStyle(e), offset = parseFloat(style.outlineOffset);
    const says = `${e.tagName} ${(e.innerText || e.name || e.id).trim().slice(0, 30)}`;
    const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    if (width < 2) { faults.push(`${says}: a mark of ${width} px`); continue }
    const beside = ground(offset < 0 ? e : e.parentElement);
    const found = contrast(rgba(style.outlineColor), beside);
    if (found < 3) faults.push(`${says}: ${style.outlineColor} on ${beside} is ${found.toFixed(2)}`);
    const box = e.getClientRects()[0];
    const at = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]
      .map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
    const mine = on => on && (e.contains(on) || on.contains(e) || [...e.labels || []].some(l => l.contains(on)));
    if (!at.some(mine)) faults.push(`${says}: hidden by ${at.map(on => on?.className || on?.tagName)}`);
  }
  return faults;
}"""
"""What is wrong with the mark of the focus at each thing that can have it, as sentences (WCAG 2.4.7, 2.4.11, 1.4.11).

A key has to be pressed before: after a click browsers mark no buttons.
"""

ORDER = """() => {
  const rtl = getComputedStyle(document.documentElement).direction === "rtl";
  const stops = [...document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, h1, h2, h3, [tabindex='0']")]
    .filter(e => e.tabIndex >= 0 || /^H\\d$/.test(e.tagName))
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => !e.closest(".skips, #quick-exit, .leaflet-container, svg, .unseen"))
    .map(e => ({e, box: e.getClientRects()[0]}))
    .filter(({e, box}) => box && box.width > 2 && box.height > 2)
    .map(({e, box}) => ({e, says: (e.innerText || e.name || e.id || e.tagName).trim().slice(0, 25), top: box.top,
      bottom: box.bottom, from: rtl ? -box.right : box.left, to: rtl ? -box.left : box.right}));
  const ancestors = function* (e) { while ((e = e.parentElement)) yield e };
  const faults = [];
  stops.slice(1).forEach((next, i) => {
    const last = stops[i], low = Math.min(last.bottom - last.top, next.bottom - next.top);
    const inLine = Math.min(last.bottom, next.bottom) - Math.max(last.top, next.top) > low / 2;
    const isBack = inLine ? next.to <= last.from + 1 : next.bottom <= last.top + 1 && next.from < last.to - 1;
    const isProse = last.e.parentElement === next.e.parentElement
      && [last.e, next.e].every(e => getComputedStyle(e).display === "inline");
    const whole = [...ancestors(last.e)].find(e => e.contains(next.e));
    const isNextColumn = !inLine && getComputedStyle(whole).display === "grid" && next.to <= last.from + 1;
    if (isBack && !isProse && !isNextColumn) faults.push(`${last.says} | ${next.says}`);
  });
  return faults;
}"""
"""Neighbours in the order of the page of which the second is seen before the first, as "first | second".

Seen before means further to the beginning of the same line, or above without being in a column further on. Links in
one sentence go as its letters do; a grid may go on in a column nearer to the beginning, but not in its line. The way
out stays in its corner, and a skip link leads to it.
"""
