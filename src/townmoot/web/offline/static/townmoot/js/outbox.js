/* The outbox: what is handed in while cut off is kept on this device and sent on return, in order.

   A form with data-outbox="<what it is>" is kept with its act id and the device's own time (a
   claim), sent by fetch and answered in JSON (web/offline/quiet.py). The act id makes a retry
   harmless. Refused at once: the form is posted as without script, and the page says why. Refused
   later: it is listed with its reason until the person has read it. Each thing bears the account
   it was made under and is neither shown to nor sent by another. Where there is no IndexedDB the
   forms work as without script.

   Other scripts: Townmoot.outbox.keep(form) keeps a form's present fields and sends when it can. */
(function () {
  "use strict";

  const root = document.querySelector("[data-offline]");
  if (!root) return;
  const { account, worker, waiting: waitingUrl } = root.dataset;
  const STORE = "outbox";
  const PAGES = "townmoot-pages-";
  const PATIENCE = 20000; // ms for one answer
  const AGAIN = 10000; // ms between tries, and as much again by chance
  const word = (name) => root.querySelector(`[data-word="${name}"]`).content.cloneNode(true);

  /* ---------------------------------------------------------------- what is kept */
  const wanted = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  let opened;
  function database() {
    if (!opened) {
      const request = indexedDB.open("townmoot", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore(STORE, { keyPath: "n", autoIncrement: true });
      opened = wanted(request);
    }
    return opened;
  }

  const store = async (mode, work) => wanted(work((await database()).transaction(STORE, mode).objectStore(STORE)));
  const add = (item) => store("readwrite", (rows) => rows.add(item));
  const put = (item) => store("readwrite", (rows) => rows.put(item));
  const remove = (n) => store("readwrite", (rows) => rows.delete(n));
  const mine = async () =>
    (await store("readonly", (rows) => rows.getAll())).filter((item) => item.account === account);

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const now = BigInt(Date.now());
    for (let place = 0; place < 6; place += 1) {
      bytes[place] = Number((now >> BigInt(40 - 8 * place)) & 255n);
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /* ---------------------------------------------------------------- sending */
  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
    return found ? decodeURIComponent(found[1]) : "";
  }

  /* {done, told} | {refused, told} | {wait: "line" | "account"} */
  async function send(item) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(item.url, {
        method: "POST",
        body: new URLSearchParams(item.fields),
        headers: { "X-Townmoot": "quiet", "X-Townmoot-Account": item.account, "X-CSRFToken": token() },
        signal: stop.signal,
        cache: "no-store",
      });
      const told = await answer.json();
      if (answer.ok && told.ok === true) return { done: true, told };
      if (answer.status === 401) return { wait: "account" };
      if (answer.status === 429 || answer.status >= 500 || told.ok !== false) return { wait: "line" };
      return { refused: true, told };
    } catch {
      return { wait: "line" }; // no line, no answer, or somebody else's answer
    } finally {
      clearTimeout(timer);
    }
  }

  let timer;
  let running = null;
  let stuck = "";

  async function settle(item) {
    const result = await send(item);
    if (result.done) await remove(item.n);
    if (result.refused) {
      const { status, reasons } = result.told;
      await put({ ...item, state: "refused", status, reasons });
    }
    return result;
  }

  async function sendAll() {
    clearTimeout(timer);
    const items = (await mine()).filter((item) => item.state === "waits");
    stuck = "";
    for (const item of items) {
      const result = await settle(item);
      if (result.wait) {
        stuck = result.wait;
        break;
      }
    }
    await show();
    if (stuck) timer = setTimeout(flush, AGAIN * (1 + Math.random()));
  }

  /* One round at a time in this page; another page may send the same, which the act id allows. */
  function flush() {
    if (!account) return Promise.resolve();
    running = running || sendAll().finally(() => (running = null));
    return running;
  }

  /* ---------------------------------------------------------------- what is seen */
  function time(moment) {
    return new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: "short",
      timeStyle: "short",
    }).format(new Date(moment));
  }

  function line(item) {
    const row = word(item.state);
    row.querySelector("[data-label]").textContent = item.label;
    row.querySelector("[data-at]").textContent = time(item.at);
    const why = row.querySelector("[data-reasons]");
    if (why) why.textContent = item.reasons.join(" ");
    row.querySelector("button").addEventListener("click", async () => {
      await remove(item.n);
      await show();
    });
    return row;
  }

  async function show() {
    const items = await mine();
    const count = (state) => items.filter((item) => item.state === state).length;
    root.querySelectorAll("[data-count]").forEach((part) => {
      const n = count(part.dataset.count);
      part.hidden = n === 0;
      part.querySelector("[data-n]").textContent = n;
    });
    root.querySelector("[data-sign-in]").hidden = stuck !== "account";
    root.querySelector("[data-strip]").hidden = items.length === 0;
    document.querySelectorAll("[data-list]").forEach((list) => {
      const rows = items.filter((item) => item.state === list.dataset.list);
      list.replaceChildren(...rows.map(line));
      list.closest("section").hidden = rows.length === 0;
    });
    const none = document.querySelector("[data-none]");
    if (none) none.hidden = items.length > 0;
  }

  function note(part, where) {
    where.prepend(word(part));
    return where.firstElementChild;
  }

  /* ---------------------------------------------------------------- forms */
  function fieldsOf(form, submitter) {
    const fields = [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "claimed_at"
    );
    if (submitter && submitter.name) fields.push([submitter.name, submitter.value]);
    return fields;
  }

  async function keep(form, submitter) {
    const at = new Date().toISOString();
    const fields = [...fieldsOf(form, submitter), ["claimed_at", at]];
    if (!fields.some(([name, value]) => name === "act_id" && value)) fields.push(["act_id", newId()]);
    const item = { account, label: form.dataset.outbox, url: form.action, fields, at, state: "waits" };
    return { ...item, n: await add(item) };
  }

  /* A desk goes on with the next one; any other form has been used. */
  function keptHere(form) {
    const before = form.previousElementSibling;
    if (before && before.matches("[data-kept]")) before.remove();
    form.before(word(stuck === "account" ? "stranger" : "kept"));
    if ("outboxMany" in form.dataset) {
      form.reset();
      form.elements.act_id.value = newId();
      form.querySelector("input:not([type=hidden]), select, textarea").focus();
    } else {
      form.querySelectorAll("button").forEach((button) => (button.disabled = true));
      form.previousElementSibling.focus();
    }
  }

  async function handIn(form, submitter) {
    let item;
    try {
      await flush(); // what waits goes first
      item = await keep(form, submitter);
    } catch {
      form.submit(); // nothing can be kept here: as without script
      return;
    }
    const result = stuck ? { wait: stuck } : await settle(item);
    if (result.done) {
      sessionStorage.setItem("townmoot-said", result.told.said || "");
      if (result.told.to.split("#")[0] === location.pathname + location.search) location.reload();
      else location.assign(result.told.to);
    } else if (result.refused) {
      await remove(item.n);
      form.submit(); // the page says why, as without script
    } else {
      stuck = result.wait;
      keptHere(form);
      await show();
      timer = setTimeout(flush, AGAIN * (1 + Math.random()));
    }
  }

  function freshIds() {
    document.querySelectorAll("form[data-outbox] [name=act_id]").forEach((input) => {
      input.value = newId();
    });
  }

  /* A hall's code leads to the hall's page, which can be made up while cut off; a post could not. */
  function goByCode() {
    document.querySelectorAll("form[data-go]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        const code = form.elements.code.value.trim();
        if (!/^[A-Za-z0-9_-]{8,40}$/.test(code)) return;
        event.preventDefault();
        location.assign(`${form.dataset.go}${code}/`);
      });
    });
  }

  function takeForms() {
    freshIds(); // a kept page may have been used before, and so may one that is come back to
    addEventListener("pageshow", freshIds);
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("form[data-outbox]") || event.defaultPrevented) return;
      if (!form.noValidate && !form.reportValidity()) return;
      event.preventDefault();
      if (form.dataset.sending) return;
      form.dataset.sending = "yes";
      handIn(form, event.submitter).finally(() => delete form.dataset.sending);
    });
  }

  /* ---------------------------------------------------------------- the page itself */
  function said() {
    const words = sessionStorage.getItem("townmoot-said");
    sessionStorage.removeItem("townmoot-said");
    if (words) note("said", document.querySelector("main .wrap")).querySelector("p").textContent = words;
  }

  /* A page in place of one that is not kept: say so, and let a hall's code be used all the same. */
  function inPlace() {
    const missing = document.querySelector("[data-missing]");
    if (!missing || location.pathname === waitingUrl) return;
    missing.hidden = false;
    const door = document.querySelector("form[data-door]");
    const path = location.pathname.startsWith(door.dataset.door) ? location.pathname.slice(door.dataset.door.length) : null;
    const code = path === null ? "" : path.replace(/\/$/, "") || new URLSearchParams(location.search).get("code");
    if (/^[A-Za-z0-9_-]{8,40}$/.test(code || "")) {
      door.action = `${door.dataset.door}${code}/`;
      door.hidden = false;
    }
  }

  function askAge() {
    const { controller } = navigator.serviceWorker;
    if (!controller) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (!data || document.querySelector("[data-missing]")) return;
      const made = note("old", document.querySelector("main .wrap"));
      made.querySelector("[data-at]").textContent = data.when ? time(data.when) : "";
    };
    controller.postMessage(location.href, [port2]);
  }

  async function dropPages() {
    if (!window.caches) return;
    const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
    await Promise.all(names.filter((name) => name !== PAGES + account).map((name) => caches.delete(name)));
  }

  /* Signing out: what waits is sent first; what then remains is told before it is thrown away. */
  async function leaving(form) {
    const lost = form.querySelector("[data-lost]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await flush();
      const items = await mine();
      if (items.length && lost.hidden) {
        lost.hidden = false;
        return;
      }
      for (const item of items) await remove(item.n);
      if (window.caches) {
        const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
        await Promise.all(names.map((name) => caches.delete(name)));
      }
      form.submit();
    });
    await flush();
    lost.hidden = (await mine()).length === 0;
  }

  async function begin() {
    await dropPages();
    document.querySelectorAll("[data-insecure]").forEach((part) => (part.hidden = isSecureContext));
    if (!account) return;
    if (worker && "serviceWorker" in navigator) {
      askAge();
      navigator.serviceWorker.register(worker).catch(() => {}); // refused in a private window
    }
    said();
    inPlace();
    goByCode();
    await database();
    takeForms();
    const form = document.querySelector("form[data-leaving]");
    await (form ? leaving(form) : flush());
    addEventListener("online", () => setTimeout(flush, 2000 * Math.random()));
    document.addEventListener("visibilitychange", () => document.hidden || flush());
  }

  window.Townmoot = Object.assign(window.Townmoot || {}, {
    outbox: {
      keep: async (form) => {
        await keep(form);
        await show();
        return flush();
      },
    },
  });
  begin().catch(() => {}); // no IndexedDB: forms work as without script
})();
