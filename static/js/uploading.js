// The progress of a table is asked for by htmx, which would write a style sheet of its own into the page.
if (window.htmx) {
  window.htmx.config.includeIndicatorStyles = false;
  window.htmx.config.allowEval = false;
  window.htmx.config.attributesToSettle = ["class"]; // a copied style attribute would break the security policy
}
