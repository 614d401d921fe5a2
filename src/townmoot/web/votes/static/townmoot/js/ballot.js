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

async function send() {
  const answer = await fetch(`/ballots/${form.dataset.ballot}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Townmoot-Token": await token() },
    body: JSON.stringify({ act: form.elements.act_id.value, answers: answers() }),
  });
  if (answer.ok) {
    location.reload();
    return;
  }
  const told = await answer.json();
  const said = form.querySelector("[data-said]");
  const reasons = (told.problems || []).map((one) => one.reason);
  said.textContent = reasons.join(" ") || told.reason || form.dataset.failed;
  said.hidden = false;
}

if (form) {
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine || form.dataset.plain) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    send()
      .catch(() => {
        form.dataset.plain = "1";
        form.requestSubmit();
      })
      .finally(() => {
        button.disabled = false;
      });
  }, true);
}
