// Reads a feed, a calendar and a spreadsheet with readers from npm: node read-files.mjs < { "feed": …, "calendar": …, "csv": … }
import ICAL from 'ical.js';
import Parser from 'rss-parser';
import { parse } from 'csv-parse/sync';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const files = JSON.parse(text);

const feed = await new Parser().parseString(files.feed);
const calendar = new ICAL.Component(ICAL.parse(files.calendar));
const rows = parse(files.csv, { bom: true, columns: true });
console.log(JSON.stringify({
  feed: { title: feed.title, entries: feed.items.map(i => ({ id: i.id, title: i.title, at: i.isoDate, text: i.content })) },
  events: calendar.getAllSubcomponents('vevent').map(c => new ICAL.Event(c)).map(e => ({
    uid: e.uid, summary: e.summary, description: e.description, start: e.startDate.toString(), end: e.endDate.toString(), allDay: e.startDate.isDate,
  })),
  longest: Math.max(...files.calendar.split('\r\n').map(l => Buffer.byteLength(l))),
  rows,
}));
