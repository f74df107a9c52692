"use strict";
// The sheet as a form of our own. What is typed stays in this page, in memory, until one POST with everything.
// Builds elements from text only (never markup), and has no words of its own.

const one = (id) => document.getElementById(id);
const [sheet, notice, next, back] = ["sheet", "notice", "next", "back"].map(one);
const words = one("words").dataset;
const told = sheet.dataset;
const fields = new Map([...sheet.querySelectorAll(".field")].map((node) => [node.dataset.key, node]));
const sections = [...sheet.querySelectorAll("section")];
const repeated = one("repeated");
const END = ["readback", repeated.dataset.key]; // counts for the text that was read back only
let here = sections[0];
let typed = false; // something would be lost by leaving
const touched = new Set(); // keys that somebody answered, be it with nothing
let waiting = new Set(); // keys of answers that came back and were not changed since

function make(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

// What is filled in, and what applies: the same rules as the form's own declaration.
const controls = (key) => [...sheet.elements].filter((node) => node.name === key);

function value(key) {
  const chosen = controls(key).filter((node) => !["radio", "checkbox"].includes(node.type) || node.checked);
  return chosen.map((node) => node.value.trim()).filter(Boolean).join("\n");
}

// A list that was answered opens only what was picked in it.
function inPicked(node) {
  return Object.entries(JSON.parse(node.dataset.picked || "{}")).every(([other, wanted]) => !applies(other) || !value(other) || value(other).split("\n").includes(wanted));
}

function applies(key) {
  const node = fields.get(key);
  if (!node || !inPicked(node)) return false;
  return Object.entries(JSON.parse(node.dataset.when)).every(([other, wanted]) => {
    if (!applies(other)) return false;
    const answer = value(other);
    return answer ? wanted.includes("filled") || wanted.includes(answer) : wanted.includes("skipped");
  });
}

const inside = (section) => [...section.querySelectorAll(".field")].map((node) => node.dataset.key);

// As `applies`, but what is still to be answered may yet open it: for how many steps there are.
function may(key) {
  const node = fields.get(key);
  return Boolean(node) && inPicked(node) && Object.entries(JSON.parse(node.dataset.when)).every(([other, wanted]) => {
    const ahead = sections.indexOf(fields.get(other).closest("section")) >= sections.indexOf(here);
    if (ahead && !value(other)) return may(other);
    return applies(other) && (value(other) ? wanted.includes("filled") || wanted.includes(value(other)) : wanted.includes("skipped"));
  });
}

const counted = () => sections.filter((section) => section.contains(repeated) || inside(section).some(may));
const shown = () => sections.filter((section) => section.contains(repeated) || inside(section).some(applies));

function refresh() {
  const other = value("direction") === "to_livc";
  for (const [key, node] of fields) {
    if (node.isConnected) node.hidden = !applies(key);
    for (const note of node.querySelectorAll(".note-of")) note.hidden = note.dataset.value !== value(key) || !(note.dataset.value || touched.has(key));
    if (node.dataset.otherLabel) {
      node.querySelector("legend, label").textContent = other ? node.dataset.otherLabel : node.dataset.label;
      const hint = node.querySelector(".hint");
      if (hint) hint.textContent = other ? node.dataset.otherHint : node.dataset.hint;
    }
  }
  const walk = counted();
  for (const section of sections) section.hidden = section !== here;
  const count = walk.indexOf(here) + 1;
  here.querySelector(".steps").textContent = words.step.replace("{n}", count).replace("{total}", walk.length);
  back.hidden = count <= 1;
  next.textContent = count === walk.length ? next.dataset.make : next.dataset.next;
}

function go(section, focus = true) {
  if (!section) return;
  here = section;
  if (section.querySelector("#read")) read();
  if (section.contains(repeated)) agreements();
  refresh();
  if (!focus) return;
  const title = section.querySelector("h2");
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// What is wrong stands at its field, and is read out with it.
function wrong(key, text) {
  const node = fields.get(key);
  const line = one(`wrong-${key}`);
  if (!node || !line) return null;
  line.textContent = text;
  line.hidden = !text;
  const control = controls(key)[0];
  if (node.tagName === "FIELDSET") node.toggleAttribute("data-wrong", Boolean(text));
  else if (text) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  return control;
}

function sure(problem) {
  const key = problem.key.replace(/\.sure$/, "");
  const node = fields.get(key);
  if (!node) return;
  const group = make("fieldset", "sure");
  group.append(make("legend", "", words.sure));
  const kind = problem.options.length > 1 ? "radio" : "checkbox";
  for (const [way, label] of problem.options) group.append(option(problem.key, way, label, kind));
  node.append(group);
}

function option(name, given, label, type = "radio") {
  const line = make("label", "option");
  const box = make("input");
  Object.assign(box, { type, name, value: given });
  line.append(box, make("span", "", label));
  return line;
}

function settle(key) {
  waiting.delete(key);
  wrong(key, "");
}

// The read-back: everything as it will stand in the document.
function read() {
  const into = one("read");
  const [plain, aside, empty] = [[], [], []];
  for (const [key, node] of fields) {
    if (told.unread.split(" ").includes(key)) continue;
    if (!applies(key)) {
      if (!inPicked(node)) empty.push([key, node.dataset.name]);
      continue;
    }
    const text = said(key);
    const last = plain[plain.length - 1];
    if (node.dataset.extends) {
      if (text && last) last[1] = [last[1], text].filter(Boolean).join("\n");
    } else if (!text) empty.push([key, node.dataset.name]);
    else (told.aside.split(" ").includes(key) ? aside : plain).push([node.dataset.name, text]);
  }
  const list = make("dl");
  for (const [name, text] of plain) list.append(make("dt", "", name), make("dd", "", text));
  for (const [name, text] of aside) list.append(make("dt", "", `${words.aside}: ${name}`), make("dd", "", text));
  const left = empty.filter(([key]) => !told.aside.split(" ").includes(key)).map(([, name]) => name);
  if (left.length) list.append(make("dt", "", words.empty), make("dd", "", left.join(", ")));
  into.replaceChildren(make("h3", "", words.head), list);
  const evaluated = told.evaluation.split(" ").some((key) => applies(key) && value(key));
  if (value("direction") === "to_ltf" && !evaluated) into.append(make("p", "problem", words.noEvaluation));
}

function said(key) {
  const chosen = controls(key).filter((node) => node.checked && node.value);
  if (chosen.length) return chosen.map((node) => node.nextElementSibling.textContent).join(", ");
  const menu = controls(key).find((node) => node.tagName === "SELECT");
  return menu && menu.value ? menu.selectedOptions[0].textContent : value(key);
}

// Who takes part is asked one by one: the list is cut where Spil itself cuts it.
function participants() {
  const parts = value(repeated.dataset.each).split(new RegExp(told.between)).map((part) => part.trim().replace(/^[-*–]\s{1,9}/, ""));
  return [...new Set(parts.map((part) => part.split(/\s+/).filter(Boolean).join(" ")).filter((part) => /[^ .]/.test(part)))].slice(0, 20);
}

function agreements() {
  const everybody = participants();
  const asked = everybody.map((about, index) => {
    const key = `${repeated.dataset.key}.${index + 1}`;
    const values = { about, here: index + 1, total: everybody.length };
    const fill = (text) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
    const group = make("fieldset", "field");
    Object.assign(group.dataset, { key, name: about, when: "{}", required: "" });
    group.id = `field-${key}`;
    group.setAttribute("aria-describedby", `wrong-${key}`);
    group.append(make("legend", "", fill(repeated.dataset.label)));
    for (const choice of repeated.querySelectorAll("span[data-value]")) group.append(option(key, choice.dataset.value, choice.textContent));
    const note = group.appendChild(make("p", "note-of", fill(repeated.dataset.note)));
    note.dataset.value = repeated.dataset.ends;
    note.dataset.ends = "";
    note.setAttribute("role", "status");
    group.appendChild(make("p", "problem")).id = `wrong-${key}`;
    group.lastElementChild.hidden = true;
    return [key, group];
  });
  const kept = new Map(asked.map(([key, group]) => [key, [group.dataset.name, value(key), fields.get(key)?.dataset.name]]));
  repeated.querySelectorAll(".field").forEach((node) => { fields.delete(node.dataset.key); node.remove(); });
  for (const [key, group] of asked) {
    fields.set(key, group);
    repeated.append(group);
    const [name, answer, before] = kept.get(key);
    if (name === before) for (const box of controls(key)) box.checked = box.value === answer;
  }
}

function unread() {
  for (const key of fields.keys()) {
    if (!END.includes(key.split(".")[0])) continue;
    for (const box of controls(key)) box.checked = false;
  }
}
