// What the provider took, held against the ledger.
import { fault, look } from './verdict.mjs';

const hours = { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23', weekday: 'short' };
const london = new Intl.DateTimeFormat('en-GB', hours);

function isInHours(at) {
  const { hour, weekday } = Object.fromEntries(london.formatToParts(new Date(at)).map(part => [part.type, part.value]));
  return Number(hour) >= 8 && Number(hour) < 18 && !['Sat', 'Sun'].includes(weekday);
}

/** Each person gets one mail a day, a second copy only where the ledger knows of a doubt, and none outside sending hours. */
export function checkMails(facts, ledger) {
  const copies = new Map();
  for (const mail of facts.mails) {
    look('mail');
    const of = copies.get(mail.messageId) ?? { to: mail.to, times: 0 };
    if (of.to !== mail.to) fault('mail', 'wrong', `${mail.messageId} went to two people`);
    copies.set(mail.messageId, { ...of, times: of.times + 1 });
  }
  for (const { to, title } of facts.expectedMails) {
    if (!facts.mails.some(m => m.to === to && m.text.includes(title))) fault('mail', 'lost', `"${title}" was never told`);
  }
  const perOwner = new Map();
  for (const row of ledger) {
    const own = perOwner.get(row.Owner) ?? perOwner.set(row.Owner, []).get(row.Owner);
    own.push(row);
    if (row.Status === 'Sent' && !isInHours(row.SettledAt)) fault('mail', 'wrong', `${row.Owner} was told at ${row.SettledAt}`);
  }
  for (const [owner, rows] of perOwner) {
    const [plan, id] = owner.split('/');
    const address = id === 'programme-office' ? 'hub@example.org' : `${id}.${plan}@soak.example`;
    const mine = [...copies.values()].filter(c => c.to === address);
    const sent = rows.filter(r => r.Status === 'Sent').length;
    if (mine.length < sent) fault('mail', 'lost', `${owner} got ${mine.length} mails, the ledger says ${sent}`);
    if (mine.length > rows.length) fault('mail', 'doubled', `${owner} got ${mine.length} different mails on ${rows.length} days`);
    const again = mine.reduce((sum, c) => sum + c.times - 1, 0);
    const doubts = rows.reduce((sum, r) => sum + r.Attempts - 1, 0);
    if (again > doubts) fault('mail', 'doubled', `${owner} got ${again} second copies, the ledger knows of ${doubts}`);
    if (mine.some(c => c.times > 2)) fault('mail', 'doubled', `${owner} got a third copy`);
  }
}
