// A changed filter shows its results at once; groups somebody opened stay open.
const form = document.getElementById("search-form");
const body = document.getElementById("search-body");

if (form && body && window.htmx) {
  window.htmx.config.includeIndicatorStyles = false;
  window.htmx.config.allowEval = false;
  window.htmx.config.historyCacheSize = 0;

  body.addEventListener("change", () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.getAttribute("action")}?${query}`;
    const open = [...body.querySelectorAll("details[open]")].map((group) => group.dataset.facet ?? "");
    const focused = document.activeElement?.id;
    window.htmx.ajax("GET", address, { target: body, swap: "innerHTML" }).then(() => {
      window.history.replaceState(null, "", address);
      body.querySelectorAll("details").forEach((group) => {
        if (open.includes(group.dataset.facet ?? "")) group.open = true;
      });
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      body.dispatchEvent(new CustomEvent("results:changed", { bubbles: true }));
    });
  });
}
