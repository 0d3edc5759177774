// What the parts of the map are built from.

import { language } from "./language.js";

export const L = () => window.L;
export const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export const filled = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function button(label, sign, action) {
  const element = make("button", "map-button", sign);
  element.type = "button";
  element.setAttribute("aria-label", label);
  element.title = label;
  element.addEventListener("click", action);
  return element;
}

// Numbers as the language of the page writes them, in full and in short.
const inFull = new Intl.NumberFormat(language);
const inShort = new Intl.NumberFormat(language, { notation: "compact" });
export const written = (count) => inFull.format(count);
export const short = (count) => inShort.format(count);
