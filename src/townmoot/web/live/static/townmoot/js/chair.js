/* The chair's page: what is pressed is sent without leaving the page. Without it each button loads
   the page anew, which does the same. */
(function () {
  "use strict";

  const main = document.querySelector("main[data-live-forms]");
  const box = document.getElementById("answer");
  if (!main || !box || !window.fetch) {
    return;
  }

  let hide = 0;

  function answer(words, refused) {
    clearTimeout(hide);
    if (!refused) {
      hide = setTimeout(function () {
        box.hidden = true;
      }, 5000);
    }
    box.replaceChildren();
    words.forEach(function (text) {
      const line = document.createElement("p");
      line.textContent = text;
      box.append(line);
    });
    box.setAttribute("role", refused ? "alert" : "status");
    box.classList.toggle("is-refused", refused);
    box.hidden = words.length === 0;
  }

  main.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || form.enctype === "multipart/form-data" || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    if (form.dataset.busy) {
      return;
    }
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) {
      body.append(event.submitter.name, event.submitter.value);
    }
    form.dataset.busy = "1";
    form.setAttribute("aria-busy", "true");
    answer([], false);
    fetch(form.action, { method: "POST", body: body, headers: { "X-Townmoot": "quiet" } })
      .then(function (got) {
        return got.headers.get("Content-Type") === "application/json" ? got.json() : null;
      })
      .then(function (told) {
        if (told === null) {
          form.submit(); /* a page of its own: it is shown as one */
          return;
        }
        if (!told.ok) {
          answer(told.reasons, true);
          return;
        }
        const to = new URL(told.to, location.href);
        if (to.pathname !== location.pathname) {
          location.assign(to);
        } else if (document.documentElement.dataset.line !== "live") {
          location.reload();
        } else {
          answer(told.said ? [told.said] : [], false);
          document.dispatchEvent(new CustomEvent("live:done", { detail: { form: form } }));
        }
      })
      .catch(function () {
        answer([box.dataset.lost], true);
      })
      .finally(function () {
        delete form.dataset.busy;
        form.removeAttribute("aria-busy");
      });
  });
})();
