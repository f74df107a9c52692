"use strict";
// Shows a running sheet as it grows. It only looks; what it shows lives in this page and nowhere else.

const one = (id) => document.getElementById(id);
const told = one("screen").dataset;
const EVERY = 2000;
let before = "";

function line([strong, rest]) {
  const node = document.createElement("p");
  if (strong) node.append(Object.assign(document.createElement("strong"), { textContent: strong }), rest ? ` ${rest}` : "");
  else node.textContent = rest;
  node.classList.toggle("strong", Boolean(strong) && !rest);
  return node;
}

function show(seen) {
  const now = JSON.stringify(seen);
  if (now === before) return;
  before = now;
  one("asked").replaceChildren(...seen.asked.map(line));
  one("lines").replaceChildren(...seen.filled.map(line));
  one("screen").classList.toggle("whole", Boolean(seen.whole));
  one("filled").scrollTop = seen.whole ? 0 : one("filled").scrollHeight; // What is read back is read from its beginning.
  more();
}

// Nobody agrees with what they did not see: what is below the edge is announced.
function more() {
  const { scrollHeight, scrollTop, clientHeight } = one("filled");
  one("more").hidden = scrollHeight - scrollTop - clientHeight < 8;
}

function end(text) {
  show({ asked: [], filled: [] });
  sessionStorage.removeItem("look");
  one("closed").textContent = text;
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  return [answer.status, await answer.json()];
}

// A reload goes on with what opened the link: the link itself opens once.
async function watch() {
  try {
    let look = sessionStorage.getItem("look");
    if (!look) {
      const [status, given] = await post("/screen/open", { token: told.token });
      if (status !== 200) return end(given.text);
      look = given.look;
      sessionStorage.setItem("look", look);
    }
    const [status, seen] = await post("/screen/now", { look });
    if (status === 410) return end(seen.text);
    if (seen.over) return end(told.over);
    one("closed").textContent = "";
    if (status === 200) show(seen);
  } catch {
    one("closed").textContent = told.away;
  }
  setTimeout(watch, EVERY);
}
one("filled").addEventListener("scroll", more);
addEventListener("resize", more);
watch();
