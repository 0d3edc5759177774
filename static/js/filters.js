// A changed filter shows its results at once; groups somebody opened stay open.
const form = document.getElementById("search-form");
const body = document.getElementById("search-body");

if (form && body && window.htmx) {
  window.htmx.config.includeIndicatorStyles = false;
  window.htmx.config.allowEval = false;
  window.htmx.config.historyCacheSize = 0;
  window.htmx.config.attributesToSettle = ["class"]; // a copied style attribute would break the security policy

  const announced = document.getElementById("live-count");
  body.addEventListener("change", ({ target }) => {
    if (target.form !== form) return; // the box of a card, say, which asks for nothing
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.getAttribute("action").split("#")[0]}?${query}`;
    const open = [...body.querySelectorAll("details[open]")].map((group) => group.dataset.facet ?? "");
    const before = target.getBoundingClientRect().top;
    window.htmx.ajax("GET", address, { target: body, swap: "innerHTML" }).then(() => {
      window.history.replaceState(null, "", address);
      body.querySelectorAll("details").forEach((group) => {
        if (open.includes(group.dataset.facet ?? "")) group.open = true;
      });
      const same = document.getElementById(target.id);
      same?.focus({ preventScroll: true });
      if (same) window.scrollBy(0, same.getBoundingClientRect().top - before); // what was ticked stays under the finger
      announced.textContent = document.getElementById("results-count").textContent;
      body.dispatchEvent(new CustomEvent("results:changed", { bubbles: true }));
    });
  });
}
