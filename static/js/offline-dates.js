// On a kept page: dates that have begun since it was kept are marked, and nothing is said to be on now.
const line = document.querySelector("[data-text-begun]");

for (const badge of document.querySelectorAll(".badge.live")) badge.remove();
for (const time of document.querySelectorAll("time[datetime]")) {
  if (!(Date.parse(time.dateTime) < Date.now())) continue;
  const mark = document.createElement("strong");
  mark.className = "badge over";
  mark.textContent = line.dataset.textBegun;
  (time.closest("a") ?? time).after(" ", mark);
  time.closest("li")?.classList.add("off");
}
