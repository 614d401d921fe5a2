/* A page that goes on by itself. The server sends parts of it, already written, over one stream;
   this puts them in place, says how the line stands, and runs the clocks on the server's time.
   Every page is whole without it. */
(function () {
  "use strict";

  const main = document.getElementById("main");
  if (!main || !main.dataset.liveTokenUrl || !window.fetch || !window.ReadableStream) {
    return;
  }

  const DEAD = 40000; /* nothing heard for so long, not even a heartbeat: the line is lost */
  const LONGEST = document.body.classList.contains("room--venue") ? 4000 : 20000;
  const me = main.dataset.livePerson;
  let after = main.dataset.liveAfter;
  let before = after; /* the place before the last one heard of */
  let heard = 0;
  let tries = 0;
  let open = null;
  let timer = 0;
  let offset = 0;

  /* ---- the parts of the page ---- */

  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, function (byte) {
      return byte.toString(16).padStart(2, "0");
    }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  const secret = (function () {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return main.dataset.liveSecret || (field ? field.value : "");
  })();

  /* what the server writes for all of an audience is made this reader's own */
  function own(part) {
    part.querySelectorAll("form").forEach(function (form) {
      if (form.method !== "post") {
        return;
      }
      let field = form.elements.namedItem("csrfmiddlewaretoken");
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = "csrfmiddlewaretoken";
        form.prepend(field);
      }
      field.value = secret;
      const act = form.elements.namedItem("act_id");
      if (act) {
        act.value = fresh();
      }
    });
    mark(part);
  }

  document.addEventListener("live:done", function (done) {
    const act = done.detail.form.elements.namedItem("act_id");
    if (act) {
      act.value = fresh();
    }
  });

  function mark(part) {
    if (!me) {
      return;
    }
    const mine = part.querySelectorAll('[data-person="' + me + '"]');
    mine.forEach(function (line) {
      line.dataset.me = "";
    });
    part.toggleAttribute("data-mine", mine.length > 0);
  }

  function place(element, root) {
    const all = Array.from(root.querySelectorAll("a[href], button, input, select, textarea, summary"));
    const action = element.form ? element.form.getAttribute("action") : null;
    return {
      id: element.id,
      name: element.name || "",
      action: action,
      at: all.indexOf(element),
      text: element.textContent,
      start: element.selectionStart,
      end: element.selectionEnd,
    };
  }

  function again(root, was) {
    const all = Array.from(root.querySelectorAll("a[href], button, input, select, textarea, summary"));
    const same = all.filter(function (element) {
      const action = element.form ? element.form.getAttribute("action") : null;
      return was.id ? element.id === was.id : action === was.action && (element.name || "") === was.name;
    });
    return (
      same.find(function (element) {
        return element.textContent === was.text;
      }) || same[0] || all[Math.min(was.at, all.length - 1)]
    );
  }

  function typed(root) {
    return Array.from(root.querySelectorAll("input, textarea, select"))
      .filter(function (field) {
        const kind = field.type;
        return kind === "checkbox" || kind === "radio"
          ? field.checked !== field.defaultChecked
          : kind !== "hidden" && field.value !== (field.defaultValue || "") && field.tagName !== "SELECT";
      })
      .map(function (field) {
        return { name: field.name, value: field.value, checked: field.checked, action: field.form && field.form.getAttribute("action") };
      });
  }

  function retype(root, kept) {
    kept.forEach(function (was) {
      root.querySelectorAll("input, textarea").forEach(function (field) {
        const action = field.form && field.form.getAttribute("action");
        if (field.name !== was.name || action !== was.action) {
          return;
        }
        if (field.type === "checkbox" || field.type === "radio") {
          field.checked = field.value === was.value ? was.checked : field.checked;
        } else {
          field.value = was.value;
        }
      });
    });
  }

  /* what is this reader's alone comes with the page, which is asked for again, not all at once */
  let stale = null;

  function refetch(name) {
    const parts = Array.from(document.querySelectorAll("[data-live-refetch]")).filter(function (part) {
      return part.dataset.liveRefetch.split(" ").includes(name);
    });
    if (!parts.length || stale) {
      return;
    }
    const few = main.dataset.liveTokenUrl.indexOf("/floor/") < 0;
    stale = setTimeout(function () {
      stale = null;
      fetch(location.href, { cache: "no-store" })
        .then(function (answer) {
          return answer.ok && !answer.redirected ? answer.text() : "";
        })
        .then(function (text) {
          const page = new DOMParser().parseFromString(text, "text/html");
          document.querySelectorAll("[data-live-refetch]").forEach(function (old) {
            const part = page.getElementById(old.id);
            if (part && part.innerHTML !== old.innerHTML) {
              swap(old, document.adoptNode(part));
            }
          });
        })
        .catch(function () {});
    }, 150 + Math.random() * (few ? 400 : 6000));
  }

  function put(name, html) {
    refetch(name.replace(/-[0-9a-f-]{36}$/, ""));
    const old = document.getElementById("live-" + name);
    if (!old) {
      return;
    }
    if (!html.trim()) {
      old.remove();
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const part = holder.content.firstElementChild;
    own(part);
    swap(old, part);
    clocks();
    document.dispatchEvent(new CustomEvent("live:piece", { detail: { name: name, part: part } }));
  }

  function swap(old, part) {
    const focus = old.contains(document.activeElement) ? place(document.activeElement, old) : null;
    const opened = Array.from(old.querySelectorAll("details[open]"), function (detail) {
      return detail.id || (detail.firstElementChild && detail.firstElementChild.textContent);
    });
    const scrolls = Array.from(old.querySelectorAll("[data-scroll]"), function (box) {
      return box.scrollTop;
    });
    const kept = typed(old);
    const said = old.textContent;
    old.replaceWith(part);
    part.querySelectorAll("details").forEach(function (detail) {
      const called = detail.id || (detail.firstElementChild && detail.firstElementChild.textContent);
      detail.open = detail.open || opened.includes(called);
    });
    part.querySelectorAll("[data-scroll]").forEach(function (box, at) {
      box.scrollTop = scrolls[at] || 0;
    });
    retype(part, kept);
    if (focus) {
      const found = again(part, focus);
      if (found) {
        found.focus({ preventScroll: true });
        if (focus.start !== null && focus.start !== undefined && found.setSelectionRange && found.type !== "number") {
          found.setSelectionRange(focus.start, focus.end);
        }
      }
    }
    announce(part, said);
  }

  function announce(part, said) {
    const box = document.getElementById("live-said");
    const from = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    if (!box || !from || part.textContent.trim() === said.trim()) {
      return;
    }
    box.textContent = (from.dataset.announce || from.textContent).replace(/\s+/g, " ").trim();
  }

  /* ---- how the line stands ---- */

  function line(state) {
    document.documentElement.dataset.line = state;
    document.querySelectorAll("[data-line-word]").forEach(function (word) {
      word.hidden = word.dataset.lineWord !== state;
    });
    if (state === "lost") {
      const at = new Date(heard ? heard : Date.now());
      const time = String(at.getHours()).padStart(2, "0") + ":" + String(at.getMinutes()).padStart(2, "0");
      document.querySelectorAll("[data-line-time]").forEach(function (place) {
        place.textContent = time;
      });
    }
  }

  function later(least, most) {
    clearTimeout(timer);
    timer = setTimeout(connect, least + Math.random() * (most - least));
  }

  function lost() {
    stop();
    line("lost");
    tries += 1;
    const most = Math.min(LONGEST, 1000 * Math.pow(2, Math.min(tries, 5)));
    later(most / 4, most);
  }

  function stop() {
    clearTimeout(timer);
    if (open) {
      const was = open;
      open = null;
      was.abort();
    }
  }

  /* ---- the stream ---- */

  function connect() {
    stop();
    const control = new AbortController();
    open = control;
    if (document.documentElement.dataset.line === "lost") {
      line("catching");
    }
    ask(main.dataset.liveTokenUrl, control)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (made) {
        const from = Date.now() - heard > 1000 ? after : before;
        const url = "/live/stream?token=" + encodeURIComponent(made.token) + "&after=" + encodeURIComponent(from);
        return ask(url, control, { Accept: "text/event-stream" });
      })
      .then(function (answer) {
        tries = 0;
        heard = Date.now();
        line("live");
        return read(answer.body.getReader(), control);
      })
      .catch(function (error) {
        if (open !== control) {
          return;
        }
        if (error && error.absent) {
          stop();
          return;
        }
        if (error && error.gone) {
          left();
        } else {
          lost();
        }
      });
  }

  /* an answer that is good; `gone` where the page is no longer for this reader, `absent` where the
     server sends no streams: then the page stands still */
  function ask(url, control, headers) {
    const limit = setTimeout(function () {
      control.abort();
    }, 15000);
    return fetch(url, { signal: control.signal, headers: headers || {}, cache: "no-store" }).then(function (answer) {
      clearTimeout(limit);
      if (answer.ok && !answer.redirected) {
        return answer;
      }
      const error = new Error(String(answer.status));
      error.absent = Boolean(headers) && answer.status === 404;
      error.gone = answer.redirected || answer.status === 403 || (answer.status === 404 && !error.absent);
      throw error;
    });
  }

  /* rights have changed: the page itself says what is to be seen now; a wall only says so */
  function left() {
    stop();
    const last = Number(sessionStorage.getItem("live-left") || 0);
    if (document.body.classList.contains("room--venue") || Date.now() - last < 30000) {
      lost();
      return;
    }
    sessionStorage.setItem("live-left", String(Date.now()));
    location.reload();
  }

  function read(reader, control) {
    const decoder = new TextDecoder();
    let rest = "";
    let alive = Date.now();
    const guard = setInterval(function () {
      if (Date.now() - alive > DEAD) {
        control.abort();
      }
    }, 5000);
    function next() {
      return reader.read().then(function (got) {
        if (got.done) {
          throw new Error("ended");
        }
        alive = Date.now();
        heard = alive;
        rest += decoder.decode(got.value, { stream: true }).replace(/\r\n?/g, "\n");
        const blocks = rest.split("\n\n");
        rest = blocks.pop();
        blocks.forEach(function (block) {
          if (open === control) {
            event(block);
          }
        });
        return open === control ? next() : undefined;
      });
    }
    return next().finally(function () {
      clearInterval(guard);
    });
  }

  function event(block) {
    const told = { name: "message", data: [] };
    block.split("\n").forEach(function (row) {
      const at = row.indexOf(":");
      const field = at < 0 ? row : row.slice(0, at);
      const value = at < 0 ? "" : row.slice(at + 1).replace(/^ /, "");
      if (field === "event") {
        told.name = value;
      } else if (field === "data") {
        told.data.push(value);
      } else if (field === "id") {
        told.id = value;
      }
    });
    if (told.id && told.id !== after) {
      before = after;
      after = told.id;
    }
    if (told.name === "piece") {
      put(told.data[0], told.data.slice(1).join("\n"));
    } else if (told.name === "bye") {
      stop();
      later(300, 2500);
    } else if (told.name === "renew") {
      stop();
      later(0, 1000);
    } else if (told.name === "fresh") {
      stop();
      line("catching");
      timer = setTimeout(anew, Math.random() * 1500);
    }
  }

  /* every part of the page anew, where the stream cannot go on from where this page is */
  function anew() {
    const control = new AbortController();
    open = control;
    const names = Array.from(document.querySelectorAll('[id^="live-"]'))
      .filter(function (part) {
        return part.id !== "live-said" && !(part.parentElement && part.parentElement.closest('[id^="live-"]'));
      })
      .map(function (part) {
        return "name=" + encodeURIComponent(part.id.slice(5));
      });
    ask(main.dataset.livePiecesUrl + "?" + names.join("&"), control)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (made) {
        Object.keys(made.pieces).forEach(function (name) {
          if (made.pieces[name] !== null) {
            put(name, made.pieces[name]);
          }
        });
        after = before = made.after;
        connect();
      })
      .catch(function (error) {
        if (open !== control) {
          return;
        }
        if (error && error.gone) {
          left();
        } else {
          stop();
          line("lost");
          tries += 1;
          timer = setTimeout(anew, 1000 + Math.random() * Math.min(LONGEST, 1000 * Math.pow(2, tries)));
        }
      });
  }

  window.addEventListener("offline", function () {
    lost();
  });
  window.addEventListener("online", function () {
    tries = 0;
    later(0, 500);
  });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && document.documentElement.dataset.line === "lost") {
      tries = 0;
      later(0, 300);
    }
  });
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", function (shown) {
    if (shown.persisted) {
      connect();
    }
  });

  /* ---- clocks, on the server's time ---- */

  function sync() {
    let best = Infinity;
    let chain = Promise.resolve();
    for (let round = 0; round < 3; round += 1) {
      chain = chain.then(function () {
        const sent = Date.now();
        return fetch("/live/time", { cache: "no-store" })
          .then(function (answer) {
            return answer.ok ? answer.text() : "";
          })
          .then(function (text) {
            const now = Date.now();
            const told = Number((text.match(/\d{12,}/) || [])[0]);
            if (told && now - sent < best) {
              best = now - sent;
              offset = told - (sent + now) / 2;
            }
          });
      });
    }
    chain.catch(function () {}).then(clocks);
  }

  function clocks() {
    const now = Date.now() + offset;
    document.querySelectorAll("[data-until], [data-since]").forEach(function (clock) {
      const until = clock.dataset.until;
      const gap = until ? Number(until) - now : now - Number(clock.dataset.since);
      const seconds = until && gap >= 0 ? Math.ceil(gap / 1000) : Math.floor((until ? -gap : Math.max(0, gap)) / 1000);
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor((seconds % 3600) / 60);
      const words =
        (until && gap < 0 && seconds ? "+" : "") +
        (hours ? hours + ":" + String(minutes).padStart(2, "0") : String(minutes)) +
        ":" +
        String(seconds % 60).padStart(2, "0");
      if (clock.textContent !== words) {
        clock.textContent = words;
      }
      clock.toggleAttribute("data-over", Boolean(until) && gap < 0);
      clock.toggleAttribute("data-soon", Boolean(until) && gap >= 0 && gap < 30000);
    });
  }

  /* a hall's page says that it is there, so that the chair sees whose line is lost */
  function beat() {
    if (document.documentElement.dataset.line === "live") {
      fetch(main.dataset.liveBeatUrl, { method: "POST", headers: { "X-CSRFToken": secret } }).catch(function () {});
    }
  }

  if (main.dataset.liveBeatUrl) {
    setInterval(beat, 10000);
    setTimeout(beat, 1500);
  }

  mark(main);
  main.removeAttribute("data-mine");
  document.querySelectorAll('[id^="live-"]').forEach(mark);
  sync();
  setInterval(sync, 300000);
  setInterval(clocks, 200);
  connect();
})();
