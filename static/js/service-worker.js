// Keeps the pages of saved listings, with what they need, for somebody who asked for it; see docs/privacy-on-device.md.
// It stands in every browser only after a press on the switch of “Saved”. The view that serves it puts `SITE` in front:
// the paths of this site by language.
const PAGES = "kept-pages";
const FILES = "kept-files";
const MOST_LISTINGS = 50;
const MOST_CHARACTERS = 400_000; // of one page
const PATIENCE_MS = 5000; // on a bad line, where there is a kept copy
const OLD_MS = 12 * 60 * 60 * 1000; // then it is fetched anew, whichever page is opened
const KEPT_AT = "X-Kept-At";
let wish = new AbortController(); // a newer wish ends what is done for an older one
let turn = Promise.resolve();

const pathOf = ({ url }) => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
const isListing = (path) => SITE.languages.some(({ listing }) => listing.test(path));
for (const language of SITE.languages) language.listing = new RegExp(`^${language.listings}[\\w-]+/$`);

// The last one that fits: English has no prefix and fits them all.
function languageOf(path) {
  return SITE.languages.findLast(({ prefix }) => path.startsWith(prefix));
}

// Keeping

function wantedPages(listings, here) {
  const wanted = listings.filter(isListing).slice(0, MOST_LISTINGS);
  const languages = new Set([here, ...wanted].map(languageOf));
  return [...new Set([...[...languages].flatMap(({ offline, saved, help }) => [offline, saved, help]), ...wanted])];
}

async function reconcile({ listings, here }, signal) {
  const wanted = wantedPages(listings, here);
  await dropPages([...wanted, ...(await linesLinked(wanted))]);
  for (const path of wanted) await keepPage(path, signal);
  for (const path of await linesLinked(wanted)) await keepPage(path, signal);
  await dropFiles();
  return { kept: (await keptPaths()).filter(isListing).length, of: listings.length };
}

// The crisis lines of one country, where a page for no internet leads to them.
async function linesLinked(wanted) {
  const languages = SITE.languages.filter(({ offline }) => wanted.includes(offline));
  const texts = await Promise.all(languages.map(async ({ offline }) => (await kept(offline))?.text() ?? ""));
  const links = texts.flatMap((text) => [...text.matchAll(/"([^"?]+\?country=[A-Z]{2})"/g)].map(([, path]) => path));
  return [...new Set(links)].filter((path) => languages.some(({ help }) => path.startsWith(`${help}?`)));
}

async function keptPaths() {
  return (await caches.has(PAGES)) ? (await (await caches.open(PAGES)).keys()).map(pathOf) : [];
}

async function dropPages(wanted) {
  const pages = await caches.open(PAGES);
  for (const path of await keptPaths()) if (!wanted.includes(path)) await pages.delete(path);
}

// Without cookies, so that what comes back is what anybody gets, whoever is signed in here.
async function keepPage(path, signal) {
  try {
    const answer = await fetch(path, { credentials: "omit", cache: "no-cache", signal });
    if ([404, 410].includes(answer.status)) return await (await caches.open(PAGES)).delete(path);
    const text = await answer.text();
    const isOurs = new URL(answer.url).origin === location.origin;
    if (!answer.ok || !isOurs || text.length > MOST_CHARACTERS) return;
    for (const file of filesIn(text, path)) await keepFile(file, signal);
    if (signal.aborted) return;
    await (await caches.open(PAGES)).put(path, new Response(text, { headers: headersOf(answer) }));
  } catch {
    // No internet, no room, or another wish: what was kept before is still there.
  }
}

function headersOf(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set(KEPT_AT, new Date().toISOString());
  return headers;
}

// Files: names carry a hash of the content, so one that is kept is right for good. A file is put there after those it
// names, so one that is there is whole.

const NAMED_IN = [
  [".css", /url\("?([^")]+)"?\)/g],
  [".js", /from "(\.[^"]+)"/g],
  ["", /\s(?:href|src)="([^"]+)"/g],
];

function filesIn(text, path) {
  const [, names] = NAMED_IN.find(([ending]) => path.endsWith(ending));
  const found = [...text.matchAll(names)].map(([, name]) => new URL(name, new URL(path, location.origin)));
  return [...new Set(found.filter(isFile).map(({ pathname }) => pathname))];
}

function isFile({ origin, pathname }) {
  return origin === location.origin && pathname.startsWith(SITE.files);
}

async function keepFile(path, signal) {
  const files = await caches.open(FILES);
  if (await files.match(path)) return;
  const answer = await fetch(path, { credentials: "omit", signal });
  if (!answer.ok) throw new Error(path);
  for (const name of await namedBy(path, answer.clone())) await keepFile(name, signal);
  await files.put(path, answer);
}

async function namedBy(path, answer) {
  return /\.(css|js)$/.test(path) ? filesIn(await answer.text(), path) : [];
}

// Of what no kept page needs any more.
async function dropFiles() {
  const [pages, files] = await Promise.all([caches.open(PAGES), caches.open(FILES)]);
  const needed = new Set();
  const need = async (path) => {
    const file = needed.has(path) ? null : await files.match(path);
    needed.add(path);
    if (file) for (const name of await namedBy(path, file)) await need(name);
  };
  for (const path of await keptPaths()) {
    for (const file of filesIn(await (await pages.match(path)).text(), path)) await need(file);
  }
  for (const request of await files.keys()) if (!needed.has(pathOf(request))) await files.delete(request);
}

async function forget() {
  const pages = await keptPaths();
  await Promise.all([caches.delete(PAGES), caches.delete(FILES)]);
  return { forgotten: pages.length };
}

// One after the other: what one wish keeps is there, or given up, before the next one looks.
function inTurn(act) {
  const { signal } = wish;
  turn = turn.then(() => act(signal)).catch(() => undefined);
  return turn;
}

// Answering

function kept(path) {
  return caches.match(path, { cacheName: PAGES });
}

async function answerTo(event) {
  const path = pathOf(event.request);
  const copy = await kept(path);
  try {
    const answer = await (copy ? soon(fetch(event.request)) : fetch(event.request));
    if (copy && answer.status >= 500) return await withLine(path, copy);
    event.waitUntil(inTurn((signal) => refresh(path, signal)));
    return answer;
  } catch {
    return copy ? withLine(path, copy) : instead(path);
  }
}

function soon(answer) {
  return Promise.race([answer, new Promise((_done, fail) => setTimeout(fail, PATIENCE_MS))]);
}

async function refresh(opened, signal) {
  for (const path of await keptPaths()) {
    const keptAt = Date.parse((await kept(path))?.headers.get(KEPT_AT));
    if (path === opened || Date.now() - keptAt > OLD_MS) await keepPage(path, signal);
  }
}

// The words for a kept page stand in the page for no internet, as templates.
async function withLine(path, copy) {
  const language = languageOf(path);
  const words = (await (await kept(language.offline))?.text()) ?? "";
  const kind = isListing(path) ? "listing" : path === language.saved ? "saved" : "help";
  const line = new RegExp(`<template data-line="${kind}">(.*?)</template>`, "s").exec(words)?.[1] ?? "";
  const day = new Intl.DateTimeFormat(language.dates, { dateStyle: "full" }).format(new Date(copy.headers.get(KEPT_AT)));
  const text = await copy.text();
  const page = text.replace(/<main[^>]*>/, (main) => main + line.replace("{day}", day));
  return new Response(page, { headers: copy.headers });
}

async function instead(path) {
  return (await kept(languageOf(path).offline)) ?? (await keptOffline()) ?? Response.error();
}

async function keptOffline() {
  const paths = await keptPaths();
  const { offline } = SITE.languages.find((language) => paths.includes(language.offline)) ?? {};
  return offline && kept(offline);
}

async function file(request) {
  return (await caches.match(request, { cacheName: FILES, ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());

// The way out is never ours: without internet the browser says so in its own words.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(SITE.files)) event.respondWith(file(request));
  else if (request.destination === "document" && !SITE.languages.some(({ exit }) => exit === pathname)) {
    event.respondWith(answerTo(event));
  }
});

self.addEventListener("message", (event) => {
  const { data } = event;
  wish.abort();
  wish = new AbortController();
  const done = inTurn((signal) => (data.do === "keep" ? reconcile(data, signal) : forget()));
  event.waitUntil(done.then((answer) => event.ports[0]?.postMessage(answer)));
});
