// Reading what was saved without internet, as somebody wished: the worker that keeps the pages, started and ended.
const ANSWER_WITHIN_MS = 60_000;
export const isPossible = "serviceWorker" in navigator && "caches" in window;

export async function worker() {
  return isPossible ? (await navigator.serviceWorker.getRegistration())?.active : undefined;
}

function tell(to, message) {
  return new Promise((done, fail) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data ? done(data) : fail()); // nothing: it went wrong there
    setTimeout(fail, ANSWER_WITHIN_MS);
    to.postMessage(message, [port2]);
  });
}

// Keeps the pages at these paths and no others; how many are kept, of how many.
export async function keep(listings) {
  const { active } = await navigator.serviceWorker.ready;
  return tell(active, { do: "keep", listings, here: location.pathname });
}

export async function turnOn(address, listings) {
  await navigator.serviceWorker.register(address);
  try {
    return await keep(listings);
  } catch (wrong) {
    await turnOff(); // the page says that nothing was changed
    throw wrong;
  }
}

// Also what is left of a worker that is gone; how many pages were kept.
export async function turnOff() {
  if (!isPossible) return 0;
  const active = await worker();
  const told = active && (await tell(active, { do: "forget" }).catch(() => null)); // one that hangs is ended all the same
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  return told?.forgotten ?? 0;
}
