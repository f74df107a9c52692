"use strict";
// What the form of `form.js` does: on and back, from what was kept of an earlier sheet, and the one POST with everything.

// On: what is needed is there, what ends the sheet does not go on, and what came back is put right first.
function fits(section) {
  const keys = inside(section).filter(applies);
  const empty = keys.filter((key) => "required" in fields.get(key).dataset && !value(key));
  for (const key of empty) wrong(key, words.missing);
  const ends = keys.find((key) => fields.get(key).querySelector(".note-of[data-ends]:not([hidden])"));
  const first = empty[0] ?? ends;
  if (first) controls(first)[0].focus();
  return !first;
}

function onward() {
  notice.textContent = "";
  if (!fits(here)) return;
  const walk = shown();
  const pending = walk.find((section) => inside(section).some((key) => waiting.has(key)));
  if (pending && pending !== here) return go(pending);
  waiting = new Set();
  if (here !== walk[walk.length - 1]) return go(walk[walk.indexOf(here) + 1]);
  const open = walk.find((section) => inside(section).some((key) => applies(key) && "required" in fields.get(key).dataset && !value(key)));
  if (open) return go(open);
  send();
}

function everything() {
  const given = {};
  for (const key of fields.keys()) {
    if (!applies(key)) continue;
    given[key] = value(key);
    const way = value(`${key}.sure`);
    if (way) given[`${key}.sure`] = way;
  }
  return given;
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60000),
  });
}

// Only a browser gets what is the cell's own: the references, and the time to fill the form in.
let permit = "";
let earlier = {}; // by reference: the structure of its last sheet

// A sheet for the same reference starts from the last one's structure; what was answered already stays.
function asBefore(code) {
  const last = earlier[code];
  const into = one("earlier");
  into.replaceChildren(...(last ? last.lines.map((line) => make("p", "", line)) : []));
  into.hidden = !last;
  for (const [key, values] of Object.entries(last ? last.values : {})) {
    if (touched.has(key)) continue;
    for (const box of controls(key)) box.checked = values.includes(box.value);
  }
}
async function begin() {
  try {
    const answer = await post("/form/open", { token: told.token });
    const given = await answer.json();
    if (!answer.ok) return void (one("closed").textContent = given.text);
    permit = given.permit;
    const menu = controls("reference")[0];
    earlier = given.earlier;
    for (const code of given.codes) Object.assign(menu.appendChild(make("option", "", code)), { value: code });
  } catch {
    return void (one("closed").textContent = words.notOpened);
  }
  sheet.hidden = false;
  go(here, false);
}

async function send() {
  next.disabled = true;
  next.textContent = next.dataset.busy;
  try {
    const answer = await post("/form", { token: told.token, permit, fields: everything() });
    if (answer.ok) await finished(answer);
    else refused(await answer.json());
  } catch {
    notice.textContent = words.notSent;
  }
  next.disabled = false;
  refresh();
}

function refused(answer) {
  for (const key of fields.keys()) settle(key);
  sheet.querySelectorAll(".sure").forEach((node) => node.remove());
  const named = (answer.fields || []).filter((problem) => problem.problem);
  for (const problem of answer.fields || []) if (problem.key.endsWith(".sure")) sure(problem);
  const beyond = named.filter((problem) => !wrong(problem.key, problem.problem));
  waiting = new Set(named.map((problem) => problem.key).filter((key) => fields.has(key)));
  const lines = beyond.map((problem) => `${problem.label}: ${problem.problem}`);
  const first = [...waiting][0];
  if (first) {
    unread();
    go(fields.get(first).closest("section"), false);
    controls(first)[0].focus();
  }
  notice.textContent = [answer.text || (named.length ? words.problems : words.ended), ...lines].join(" ");
}

// A file that came back, behind a button; what saves it.
async function offer(button, answer) {
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  const url = URL.createObjectURL(await answer.blob());
  const save = () => {
    const link = make("a");
    Object.assign(link, { href: url, download: name });
    link.click();
  };
  button.textContent = button.dataset.label.replace("{name}", name);
  button.addEventListener("click", save);
  button.hidden = false;
  return save;
}

async function finished(answer) {
  const save = await offer(one("again"), answer);
  const print = await post("/form", { token: told.token, form: "pdf", fields: {} }).catch(() => null);
  if (print && print.ok) await offer(one("print"), print);
  typed = false;
  one("done-words").textContent = decodeURIComponent(answer.headers.get("X-Spil-Words"));
  sheet.reset();
  one("read").replaceChildren();
  sheet.hidden = true;
  one("done").hidden = false;
  one("done-head").focus();
  save();
}

sheet.addEventListener("input", (event) => {
  typed = true;
  const key = event.target.name.replace(/\.sure$/, "");
  touched.add(key);
  if (key === "reference") asBefore(value(key));
  settle(key);
  if (event.target.name === key && fields.get(key)) fields.get(key).querySelectorAll(".sure").forEach((node) => node.remove());
  if (!END.includes(key.split(".")[0])) unread();
  refresh();
});
sheet.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!next.disabled) onward();
});
back.addEventListener("click", () => {
  const walk = shown();
  notice.textContent = "";
  go(walk[walk.indexOf(here) - 1]);
});
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
// For the screen that a table sees: larger, in this page only.
one("larger").addEventListener("click", () => {
  const large = document.documentElement.classList.toggle("large");
  one("larger").setAttribute("aria-pressed", String(large));
});
begin();
