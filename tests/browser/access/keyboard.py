"""Somebody who uses the keyboard alone: each stop of Tab has to be seen, uncovered and in order."""

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const label = at.getAttribute("aria-label") || (at.labels && at.labels[0] && at.labels[0].innerText);
  const words = (label || at.innerText || at.value || at.id || at.tagName).trim().replace(/\\s+/g, " ");
  const style = getComputedStyle(at), box = at.getClientRects()[0];
  const isInside = ["date", "time"].includes(at.type) && !at.matches(":focus-visible");  // its button
  const isMarked = isInside || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!box) return {words, faults: ["has no box"]};
  const faults = isMarked ? [] : ["shows no focus"];
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
  const on = document.elementFromPoint(x, y);
  if (!on) faults.push("is out of sight");
  else if (!at.contains(on) && !on.contains(at) && !(at.labels && [...at.labels].some(l => l.contains(on))))
    faults.push(`is covered by ${on.className || on.tagName}`);
  return {words, faults, top: box.top + scrollY, bottom: box.bottom + scrollY};
}"""
"""The element in focus: its words, what is wrong with it, and where it stands in the page."""


class Hands:
    """Presses keys in a page, counts them, and remembers each stop that was wrong in `faults`."""

    def __init__(self, page):
        self.page, self.presses, self.faults = page, 0, []

    def press(self, key):
        self.page.keyboard.press(key)
        self.presses += 1

    def stop(self):
        """Where the focus is now; None when it is nowhere."""
        found = self.page.evaluate(STOP)
        if found and found["faults"]:  # a busy browser scrolls there a moment later
            self.page.wait_for_timeout(300)
            found = self.page.evaluate(STOP)
        if found:
            self.faults += [f"{found['words'][:60]!r} {fault}" for fault in found["faults"]]
        return found

    def reach(self, words, *, within=60, key="Tab"):
        """Tab until something that begins with `words` has the focus."""
        met = []
        for _ in range(within):
            self.press(key)
            found = self.stop()
            if found and found["words"].startswith(words):
                return found
            met.append(found and found["words"][:20])
        raise AssertionError(f"{words!r} was not reached by {within} presses of {key}, but {met}")

    def fill(self, words, text, **options):
        """Reach a field and type; what is typed is not counted."""
        self.reach(words, **options)
        self.page.keyboard.type(text)

    def use(self, words, key="Enter", **options):
        self.reach(words, **options)
        self.press(key)

    def walk(self, most=400):
        """Every stop from the top of the page to its end, where the focus leaves the page again."""
        stops = []
        for _ in range(most):
            self.press("Tab")
            found = self.stop()
            if not found:
                return stops
            stops.append(found)
        raise AssertionError(f"after {most} stops the focus is still in the page")
