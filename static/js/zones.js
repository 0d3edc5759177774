// Beside each time by the clock of its place, the same moment by the visitor's own, where the two differ.
// The text comes with the page; without script nothing is missing, as the zone of the place stands there anyway.
import { language } from "./language.js";

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayAndClock = new Intl.DateTimeFormat(language, {
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

// Minutes that the clock of the place is ahead of UTC, as its time says at its end: “2026-03-03T18:30-05:00”.
function offsetOf(text) {
  const [, sign, hours, minutes] = text.match(/([+-])(\d\d):(\d\d)/) ?? [text, "+", 0, 0];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

// How many days ahead of today a moment is, by a clock so many minutes ahead of UTC.
function daysAhead(moment, minutes) {
  const dayOf = (instant) => Math.floor((Number(instant) + minutes * 60_000) / 86_400_000);
  return dayOf(moment) - dayOf(Date.now());
}

function tell(time) {
  const moment = new Date(time.dateTime);
  const [there, here] = [offsetOf(time.dateTime), -moment.getTimezoneOffset()];
  const isTold = time.nextElementSibling?.classList.contains("your-time");
  if (isTold || Number.isNaN(moment.getTime()) || there === here) return;
  const [ahead, aheadHere] = [daysAhead(moment, there), daysAhead(moment, here)];
  // “Today” and “tomorrow” are those of the place: where the visitor's are others, their weekday is named.
  const isCalledOtherwise = Math.min(ahead, aheadHere) < 2 && ahead !== aheadHere;
  const isAnotherDay = Number(time.dateTime.slice(8, 10)) !== moment.getDate() || isCalledOtherwise;
  const yours = document.createElement("span");
  yours.className = "your-time";
  yours.textContent = time.dataset.yours.replace("{time}", (isAnotherDay ? dayAndClock : clock).format(moment));
  time.after(" ", yours);
}

const tellAll = (part) => part.querySelectorAll("time[data-yours]").forEach(tell);

tellAll(document);
document.addEventListener("results:changed", (event) => tellAll(event.target));
