// The page that forgets everything: this takes what the device keeps, then asks the site to take its cookies away, and
// says what went. Without script the button does the same by what the site answers.
import { forgetDevice } from "./device.js";
import { language } from "./language.js";

const numbers = new Intl.NumberFormat(language);
const form = document.querySelector("[data-forget-everything]");

function say(removed) {
  const told = document.querySelector("[data-forgotten]");
  for (const line of told.querySelectorAll("[data-removed]")) {
    const count = removed[line.dataset.removed];
    line.hidden = !count;
    line.textContent = line.textContent.replace("{count}", numbers.format(count));
  }
  document.querySelector("[data-before]").remove();
  told.hidden = false;
  told.querySelector("h2").focus();
}

async function forgetCookies() {
  try {
    const body = new URLSearchParams(new FormData(form));
    const { ok } = await fetch(form.action, { method: "POST", body, redirect: "error" });
    return ok ? { cookies: 1 } : { failed: 1 };
  } catch {
    return { failed: 1 };
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  form.querySelector("button").disabled = true;
  const removed = await forgetDevice();
  const isEmpty = Object.values(removed).every((count) => count === 0);
  say({ ...removed, nothing: Number(isEmpty), ...(await forgetCookies()) });
});
