"use strict";
// The page of the web chat. Builds elements from text only (never markup), and has no words of its own.

const one = (id) => document.getElementById(id);
const [log, box, notice, standing, welcome] = ["log", "box", "notice", "standing", "welcome"].map(one);
const words = one("words").dataset;
const shown = new Set(); // rows by id: a row that comes twice is shown once
let unsent = null; // what could not be sent, with its event id: sent again it is the same event
let queue = Promise.resolve();

function make(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Text: emphasis between two private characters, paragraphs by an empty line, lists by "- ". A link to a page of
// our own can be followed; no other address can.
const own = new RegExp(`(${location.origin.replace(/[.[\]]/g, "\\$&")}/(?:form|document|screen)/[\\w-]{32}(?![\\w-]))`);

function write(node, text) {
  let into = node;
  for (const part of text.split(/([\ue000\ue001\n])/).flatMap((piece) => piece.split(own))) {
    if (part === "\ue000") into = node.appendChild(make("strong"));
    else if (part === "\ue001") into = node;
    else if (part === "\n") into.append(make("br"));
    else if (own.test(part)) Object.assign(into.appendChild(make("a", "", part)), { href: part, target: "_blank", rel: "noopener" });
    else into.append(part);
  }
  return node;
}

function paragraphs(text) {
  return text.split(/\n{2,}/).filter((part) => part.trim()).map((part) => {
    const lines = part.split("\n");
    if (!lines.every((line) => line.startsWith("- "))) return write(make("p"), part);
    const list = make("ul");
    for (const line of lines) list.append(write(make("li"), line.slice(2)));
    return list;
  });
}

function day(date) {
  if (!date) return words.undated;
  const [year, month, date_] = date.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, date_ || 1));
  if (!month || Number.isNaN(at.getTime())) return date;
  const form = { year: "numeric", month: "long", timeZone: "UTC", ...(date_ ? { day: "numeric" } : {}) };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(at);
}

// Footnotes: the line with the number opens its source in place; so does the number in the text, for the mouse.
function source(note, panelId) {
  const panel = make("div", "source");
  panel.id = panelId;
  panel.hidden = true;
  const list = panel.appendChild(make("dl"));
  const status = words[`status${(note.status || "").replace(/^./, (c) => c.toUpperCase())}`];
  for (const [term, value] of [[words.section, note.section], [words.dated, day(note.date)], [words.status, status]]) {
    if (value) list.append(make("dt", "", term), make("dd", "", value));
  }
  if (note.url && URL.canParse(note.url)) {
    const link = make("a", "", `${words.open} (${new URL(note.url).hostname})`);
    link.href = note.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    panel.appendChild(make("p")).append(link);
  }
  return panel;
}

function footnotes(turn, row, text) {
  const list = make("ol", "notes");
  const marks = text.appendChild(make("span", "marks"));
  marks.setAttribute("aria-hidden", "true");
  row.citations.forEach((note, index) => {
    const number = String(index + 1);
    const panel = source(note, `source-${shown.size}-${number}`);
    const line = make("button", "note");
    line.type = "button";
    line.append(make("b", "", number), make("span", "", note.title));
    line.setAttribute("aria-label", `${words.note.replace("{n}", number)}: ${note.title}`);
    line.setAttribute("aria-expanded", "false");
    line.setAttribute("aria-controls", panel.id);
    const open = () => {
      panel.hidden = !panel.hidden;
      line.setAttribute("aria-expanded", String(!panel.hidden));
    };
    line.addEventListener("click", open);
    marks.appendChild(make("span", "mark", number)).addEventListener("click", open);
    list.appendChild(make("li")).append(line, panel);
  });
  turn.append(list);
}

function choices(turn, row) {
  const list = make("ul", "choices");
  for (const choice of row.choices) {
    const button = make("button", "choice", choice.label);
    button.type = "button";
    button.addEventListener("click", () => {
      grey(list, button);
      say({ choice: choice.id }, choice.label, () => grey(list, null));
    });
    list.appendChild(make("li")).append(button);
  }
  turn.append(list);
}

function grey(list, pressed) {
  const away = list.contains(document.activeElement);
  for (const button of list.querySelectorAll("button")) {
    button.disabled = pressed !== null;
    button.classList.toggle("pressed", button === pressed);
  }
  if (away && pressed) focusBox();
}

function file(turn, row, direct) {
  if (!row.file) return turn.append(make("p", "problem", words.noFile));
  const bytes = Uint8Array.from(atob(row.file.content), (c) => c.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: row.file.type }));
  const button = make("button", "send", words.download.replace("{name}", row.file.name));
  button.type = "button";
  button.addEventListener("click", () => {
    const link = make("a");
    link.href = url;
    link.download = row.file.name;
    link.click();
  });
  turn.appendChild(make("p", "file")).append(button);
  if (direct) turn.append(make("p", "small", words.once)); // Not a row: it comes this once.
}

function show(row, direct = false) {
  acknowledge(row.id);
  if (shown.has(row.id)) return;
  shown.add(row.id);
  const turn = make("article", `turn ${row.kind}`);
  turn.append(make("span", "unseen", words.spil), ...paragraphs(row.text));
  const said = [...turn.querySelectorAll("p")]; // The numbers stand by what is answered, not by a line that leads to it.
  const text = said.find((line) => !line.textContent.trimEnd().endsWith(":")) || said[0] || turn;
  if ("file" in row) file(turn, row, direct);
  if (row.citations.length) footnotes(turn, row, text);
  if (row.choices.length) choices(turn, row);
  add(turn);
}

function mine(text) {
  const turn = make("article", "turn mine");
  turn.append(make("span", "unseen", words.you), make("p", "", text));
  add(turn, true);
  return turn;
}

// Moves the page only where the person is already reading the end; a long answer from its beginning, one's own long
// words to their end, below which the answer comes.
function add(turn, always = false) {
  const page = document.documentElement;
  const following = always || page.scrollHeight - page.scrollTop - page.clientHeight < 160;
  welcome.hidden = true;
  log.append(turn);
  if (!following) return;
  const room = page.clientHeight - document.querySelector("footer").offsetHeight;
  if (!always && turn.offsetHeight > room - 40) turn.scrollIntoView({ block: "start" });
  else page.scrollTop = page.scrollHeight;
}

// Sending: one at a time and in order; lost answers are asked for again under the same event id.
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const newEvent = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Spil-Token": document.body.dataset.token },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30000),
  });
}

async function send(body) {
  for (const pause of [500, 1500, 0]) {
    try {
      const answer = await post("/messages", body);
      const given = await answer.json();
      return answer.ok ? given : { refused: given.text };
    } catch {
      await wait(pause);
    }
  }
  return { lost: true };
}

function acknowledge(id) {
  post("/ack", { id }).catch(() => {}); // The row comes again; it is shown once.
}

function say(content, label, undo) {
  const again = unsent && JSON.stringify(unsent.content) === JSON.stringify(content);
  const event = again ? unsent.event : newEvent();
  unsent = null;
  notice.textContent = "";
  const bubble = mine(label);
  queue = queue.then(async () => {
    const stop = writing();
    const answer = await send({ ...content, event });
    stop();
    if (answer.replies) answer.replies.forEach((row) => show(row, true));
    else giveBack(content, event, bubble, undo, answer);
    look();
  });
}

// Nothing typed is lost: it goes back into the box.
function giveBack(content, event, bubble, undo, answer) {
  bubble.remove();
  if (undo) undo();
  if (content.text) box.value = [content.text, box.value].filter(Boolean).join("\n");
  if (answer.lost) unsent = { content, event };
  notice.textContent = answer.lost ? words.notSent : answer.refused;
  welcome.hidden = log.childElementCount > 0;
  grow();
}

function writing() {
  const dots = one("writing").firstElementChild;
  const before = log.childElementCount;
  const timer = setTimeout(() => { dots.hidden = log.childElementCount > before; }, 400);
  return () => { clearTimeout(timer); dots.hidden = true; };
}

// The box.
function grow() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function focusBox() {
  if (matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
}

function submit() {
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  grow();
  say({ text }, text);
}

box.addEventListener("input", grow);
addEventListener("resize", grow);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
one("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
  focusBox();
});
welcome.addEventListener("click", (event) => {
  const said = event.target.closest("button")?.dataset.say;
  if (!said) return;
  say({ text: said }, said);
  focusBox();
});

// How things stand, and rows as they fall due.
let trouble = "";
async function look() {
  try {
    const answer = await fetch("/state");
    const state = await answer.json();
    if (!answer.ok) {
      notice.textContent = trouble = state.text;
      return;
    }
    if (notice.textContent === trouble) notice.textContent = "";
    standing.textContent = state.line.join(" · ");
    const button = one("resume").firstElementChild;
    one("resume").hidden = !state.resume;
    button.textContent = button.dataset.say = state.resume || "";
  } catch {
    // No connection: the line below says so.
  }
}

const lost = one("lost").firstElementChild;
let pause = 1000;
let silence = null;
function listen() {
  const events = new EventSource("/events");
  events.addEventListener("row", (event) => show(JSON.parse(event.data)));
  events.onopen = () => {
    clearTimeout(silence);
    silence = null;
    pause = 1000;
    lost.hidden = true;
    look();
  };
  events.onerror = () => {
    silence ??= setTimeout(() => { lost.hidden = Boolean(trouble); }, 1500); // A blink is not worth a word.
    if (events.readyState !== EventSource.CLOSED) return;
    look(); // Refused rather than lost: the answer says why.
    setTimeout(listen, pause);
    pause = Math.min(pause * 2, 15000);
  };
}

history.scrollRestoration = "manual"; // A reload begins at the top, with how things stand.
// Ready: until now nothing typed could have gone anywhere.
box.readOnly = false;
one("composer").querySelector("button").disabled = false;
listen();
focusBox();
