// Reads calendar files from standard input; writes for each reader the moments that it takes from each of them.
const { createRequire } = require("node:module");
const load = createRequire(process.cwd() + "/");
const far = (text) => new Date(new Date(text).getTime() + 15 * 86400e3);

async function icalJs(asked) {
  const ICAL = (await import(load.resolve("ical.js"))).default;
  return asked.map(({ file, until }) => {
    const calendar = new ICAL.Component(ICAL.parse(file));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    const master = events.find((one) => !one.isRecurrenceException());
    if (!master.isRecurring()) return [master.startDate.toJSDate().toISOString()];
    for (const one of events) if (one.isRecurrenceException()) master.relateException(one);
    const found = [], each = master.iterator();
    for (let next; (next = each.next()) && next.toJSDate() < far(until); )
      found.push(master.getOccurrenceDetails(next).startDate.toJSDate().toISOString());
    return found;
  });
}

async function nodeIcal(asked) {
  const ical = load("node-ical");
  return asked.map(({ file, until }) => {
    const events = Object.values(ical.sync.parseICS(file)).filter((one) => one.type === "VEVENT");
    return events.flatMap((one) =>
      one.rrule
        ? ical.expandRecurringEvent(one, { from: new Date("2025-01-01"), to: far(until) }).map((i) => i.start.toISOString())
        : [one.start.toISOString()],
    );
  });
}

let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", async () => {
  const asked = JSON.parse(text);
  process.stdout.write(JSON.stringify({ "ical.js": await icalJs(asked), "node-ical": await nodeIcal(asked) }));
});
