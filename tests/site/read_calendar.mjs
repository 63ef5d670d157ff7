// Reads a calendar from the standard input with ical.js, the reader of Thunderbird, and prints its events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const events = calendar.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part);
  return {
    uid: event.uid,
    begin: event.startDate.toUnixTime(),
    end: event.endDate.toUnixTime(),
    sequence: event.sequence,
    status: part.getFirstPropertyValue("status"),
    summary: event.summary,
    description: event.description,
    location: event.location,
  };
});
process.stdout.write(JSON.stringify(events));
