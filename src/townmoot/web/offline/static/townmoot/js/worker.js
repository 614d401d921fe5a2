/* The floor's service worker. Before it stand FILES (address -> hash) and WAITING.

   Static files are kept by their hash; pages of the floor as they were last seen, for reading
   while cut off. Pages bear the name of the account they were made for: those of one account are
   dropped as soon as a page of another is seen, and by the sign-in and sign-out pages. Live streams
   pass by untouched. */
"use strict";

const SHELL = "townmoot-shell";
const PAGES = "townmoot-pages-";
const MOST = 60; // pages kept
const PATIENCE = 8000; // ms after which a kept page is shown instead of a slow one

const hashed = (path) => `${path}?${FILES[path]}`;

async function fill() {
  const shell = await caches.open(SHELL);
  await Promise.all(
    Object.keys(FILES).map(async (path) => {
      if (!(await shell.match(hashed(path)))) {
        const answer = await fetch(path, { cache: "reload" });
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        await shell.put(hashed(path), answer);
      }
    })
  );
}

async function sweep() {
  const shell = await caches.open(SHELL);
  const wanted = new Set(Object.keys(FILES).map((path) => new URL(hashed(path), origin).href));
  const kept = await shell.keys();
  await Promise.all(kept.filter((one) => !wanted.has(one.url)).map((one) => shell.delete(one)));
}

async function dropOthers(name) {
  const names = await caches.keys();
  const others = names.filter((one) => one.startsWith(PAGES) && one !== name);
  await Promise.all(others.map((one) => caches.delete(one)));
}

async function keep(request, answer) {
  const account = answer.headers.get("X-Townmoot-Account");
  if (!account || !answer.ok || answer.redirected) return;
  const name = PAGES + account;
  await dropOthers(name);
  const pages = await caches.open(name);
  await pages.delete(request.url);
  await pages.put(request.url, answer);
  if (!(await pages.match(WAITING))) {
    const waiting = await fetch(WAITING);
    if (waiting.headers.get("X-Townmoot-Account") === account) await pages.put(WAITING, waiting);
  }
  const all = await pages.keys();
  const old = all.filter((one) => !one.url.endsWith(WAITING)).slice(0, Math.max(0, all.length - MOST));
  await Promise.all(old.map((one) => pages.delete(one)));
}

async function kept(address) {
  const names = await caches.keys();
  const name = names.find((one) => one.startsWith(PAGES));
  return name && (await caches.open(name)).match(address, { ignoreVary: true });
}

const later = (ms, value) => new Promise((done) => setTimeout(done, ms, value));

const shownOld = new Map(); // address -> when the page shown there was made
function old(request, answer) {
  shownOld.set(request.url, answer.headers.get("Date") || "");
  return answer;
}

async function page(event) {
  const { request } = event;
  const fresh = fetch(request).then((answer) => {
    if (answer.status >= 502 && answer.status <= 504) throw new Error("nobody behind the proxy");
    event.waitUntil(keep(request, answer.clone()));
    return answer;
  });
  const known = await kept(request.url);
  try {
    const answer = await (known ? Promise.race([fresh, later(PATIENCE, known)]) : fresh);
    if (answer === known) return old(request, known);
    shownOld.delete(request.url);
    return answer;
  } catch {
    const instead = known || (await kept(WAITING));
    return instead ? old(request, instead) : Response.error();
  }
}

async function unsent(request) {
  const instead = await kept(WAITING);
  return instead ? old(request, instead) : Response.error();
}

async function file(request, path) {
  return (await (await caches.open(SHELL)).match(hashed(path))) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) =>
  event.waitUntil(sweep().then(() => self.clients.claim()))
);
self.addEventListener("message", (event) => {
  const when = shownOld.get(event.data);
  event.ports[0].postMessage(when === undefined ? null : { when });
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== origin) return;
  if (request.method !== "GET") {
    if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => unsent(request)));
  } else if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname in FILES) event.respondWith(file(request, url.pathname));
});
