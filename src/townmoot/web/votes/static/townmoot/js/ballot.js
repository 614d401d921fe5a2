/* Sends a ballot the fast way, below the pages: POST /ballots/<poll> with a short token. Where that
   fails for want of a line, the form goes its usual way, which the outbox keeps until the line is
   back; without this script it is a plain form. */

const form = document.querySelector("form[data-ballot]");

function answerOf(method, data, order) {
  const name = `q-${order}`;
  if (method === "approval" || method === "projects") {
    return data.getAll(name);
  }
  const under = Array.from(data).filter(([key]) => key.startsWith(`${name}-`));
  if (method === "ranked") {
    return under.map(([, value]) => value).filter(Boolean);
  }
  if (method !== "election") {
    return data.get(name) || "";
  }
  const marks = {};
  for (const [key, value] of under) {
    const what = key.slice(name.length + 1);
    if (what !== "others") {
      marks[what] = value;
    } else {
      const names = value.split("\n").map((line) => line.trim()).filter(Boolean);
      if (names.length) {
        marks.others = names;
      }
    }
  }
  return marks;
}

function answers() {
  const data = new FormData(form);
  const found = {};
  for (const question of form.querySelectorAll("[data-question]")) {
    const order = question.dataset.question;
    found[question.value] = answerOf(form.dataset.method, data, order);
  }
  return found;
}

async function token() {
  const answer = await fetch(form.dataset.tokenUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new TypeError("no token");
  }
  return (await answer.json()).token;
}

function say(text) {
  const said = form.querySelector("[data-said]");
  said.textContent = text;
  said.hidden = false;
}

/* What the ballot says: sealed here where the vote is secret. null where this device cannot. */
async function ballot() {
  if (!form.dataset.key) {
    return { told: { answers: answers() }, code: "" };
  }
  const sealer = await import(form.dataset.sealer);
  if (!sealer.canSeal()) {
    return "sealedHere" in form.dataset ? { told: { answers: answers() }, code: "" } : null;
  }
  const code = "code" in form.dataset ? sealer.trackingCode() : "";
  const { ballot: poll, key, length } = form.dataset;
  const sealed = await sealer.seal({ poll, key, length: Number(length) }, answers(), code);
  return { told: { sealed }, code };
}

/* The usual way, which the outbox keeps where there is no line: a sealed ballot goes sealed. */
function post(made) {
  if (made.told.sealed) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "sealed", value: made.told.sealed });
    for (const open of form.querySelectorAll("[name^='q-']")) {
      open.disabled = true;
    }
    form.append(field);
  }
  form.dataset.plain = "1";
  form.requestSubmit();
}

async function send(made) {
  const answer = await fetch(`/ballots/${form.dataset.ballot}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Townmoot-Token": await token() },
    body: JSON.stringify({ act: form.elements.act_id.value, ...made.told }),
  });
  const told = await answer.json();
  if (answer.ok && !form.dataset.key) {
    location.reload();
  } else if (answer.ok) {
    const code = made.code ? ` ${form.dataset.codeWord} ${made.code}` : "";
    form.querySelector(".form__acts").hidden = true;
    say(`${form.dataset.done} ${told.receipt}${code}`);
  } else {
    const reasons = (told.problems || []).map((one) => one.reason);
    say(reasons.join(" ") || told.reason || form.dataset.failed);
  }
}

async function vote() {
  const made = await ballot();
  if (made === null) {
    say(form.dataset.unsealed);
  } else if (!navigator.onLine) {
    post(made);
  } else {
    await send(made).catch(() => post(made));
  }
}

if (form) {
  form.addEventListener(
    "submit",
    (event) => {
      if (form.dataset.plain || (!navigator.onLine && !form.dataset.key)) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = form.querySelector("button[type=submit]");
      button.disabled = true;
      vote().finally(() => {
        button.disabled = false;
      });
    },
    true,
  );
}
