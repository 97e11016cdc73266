// Reads what two workers left behind, with Microsoft's own clients, and counts what is lost, doubled, wrong or leaked.
// node check.mjs <connection> < facts.json      prints { kinds, faults }
import { BlobServiceClient } from '@azure/storage-blob';
import { TableClient } from '@azure/data-tables';
import { createHash } from 'node:crypto';
import { checkMails } from './mails.mjs';
import { fault, look, verdict } from './verdict.mjs';

const [connection] = process.argv.slice(2);
let input = '';
for await (const chunk of process.stdin) input += chunk;
const facts = JSON.parse(input);

async function rowsOf(name) {
  const table = TableClient.fromConnectionString(connection, name, { allowInsecureConnection: true });
  const rows = [];
  for await (const row of table.listEntities()) rows.push(row);
  return rows;
}

/** A text of any length over columns Name, Name2, Name3 … */
function long(row, name) {
  let text = row[name];
  for (let part = 2; text !== undefined && row[`${name}${part}`] !== undefined; part++) text += row[`${name}${part}`];
  return text;
}

const json = (row, name) => (row[name] === undefined ? undefined : JSON.parse(long(row, name)));

/** Every change stands once in the history of its item, and nothing else does. */
function checkChanges(history) {
  const sent = new Map(Object.entries(facts.changes));
  const times = new Map();
  for (const { plan, item, entry } of history) {
    const text = entry.update?.summary ?? (entry.kind === 'approvedDate' ? entry.reason : undefined);
    if (text === undefined) continue;
    const change = sent.get(text);
    const isMine = change?.plan === plan && change.item === item;
    if (!isMine) fault(change?.kind ?? 'update', 'wrong', `${plan}/${item} holds "${text}"`);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  for (const [text, { kind, isAcknowledged }] of sent) {
    look(kind);
    const found = times.get(text) ?? 0;
    if (found === 0 && isAcknowledged) fault(kind, 'lost', text);
    if (found > 1) fault(kind, 'doubled', `${text} ${found} times`);
  }
}

/** Sequences have no gap, and an item's state is what the newest report says. */
function checkItems(items, history) {
  for (const { plan, item, sequence, state } of items) {
    look('item');
    const own = history.filter(h => h.plan === plan && h.item === item).sort((a, b) => a.entry.sequence - b.entry.sequence);
    own.forEach(({ entry }, at) => {
      if (entry.sequence !== at + 1) fault('item', 'wrong', `${plan}/${item} has sequence ${entry.sequence} at ${at + 1}`);
    });
    const last = own.at(-1)?.entry.sequence;
    if (last !== sequence) fault('item', 'wrong', `${plan}/${item} stands at ${sequence} and its history at ${last}`);
    const reports = own.map(h => h.entry.update).filter(Boolean);
    // Of two of the same time the one that came later counts.
    const newest = reports.reduce((best, r) => (!best || Date.parse(r.asAt) >= Date.parse(best.asAt) ? r : best), undefined);
    if (newest && newest.summary !== state.summary) {
      fault('item', 'wrong', `${plan}/${item} says "${state.summary}", its newest report "${newest.summary}"`);
    }
  }
}

function checkTitles(headers) {
  for (const [plan, title] of Object.entries(facts.titles)) {
    look('plan');
    const stored = headers.get(plan)?.title;
    if (stored !== title) fault('plan', 'wrong', `${plan} is called "${stored}", last acknowledged "${title}"`);
  }
}

const canonical = value => (Object(value) !== value ? JSON.stringify(value)
  : Array.isArray(value) ? `[${value.map(canonical)}]`
  : `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`);

function read(files, name) {
  const bytes = files.get(name);
  if (!bytes) return undefined;
  const snapshot = JSON.parse(bytes);
  const { hash, ...rest } = snapshot;
  return createHash('sha256').update(canonical(rest)).digest('hex') === hash ? snapshot : undefined;
}

/** The chain goes from latest.json to the first snapshot, and every file under history/ is in it. */
function checkChain(plan, files) {
  const linked = new Set();
  let snapshot = read(files, `${plan}/latest.json`);
  for (let at = snapshot?.sequence, want; at > 0; at--) {
    look('snapshot');
    if (!snapshot || snapshot.sequence !== at || (want && snapshot.hash !== want)) {
      fault('snapshot', 'lost', `${plan} has no intact snapshot ${at}`);
      return;
    }
    const stamp = snapshot.asAt.replace(/[-:]|\.\d+/g, '');
    linked.add(`${plan}/history/${stamp}-${snapshot.hash.slice(0, 12)}.json`);
    [want, snapshot] = [snapshot.previous, snapshot.previousFile && read(files, `${plan}/${snapshot.previousFile}`)];
  }
  const kept = [...files.keys()].filter(name => name.startsWith(`${plan}/history/`));
  for (const name of kept) if (!linked.has(name)) fault('snapshot', 'doubled', `${name} is in no chain`);
  for (const name of linked) if (!files.has(name)) fault('snapshot', 'lost', `${name} is not there`);
}

/** What the public sees is what is stored. */
function checkPublic(plan, files, items) {
  const latest = read(files, `${plan}/latest.json`);
  if (!latest) return fault('public item', 'lost', `${plan} has no intact latest.json`);
  const listed = JSON.parse(files.get('index.json') ?? '{"plans":[]}').plans.filter(p => p.id === plan);
  const isListed = listed.length === 1 && listed[0].hash === latest.hash;
  if (!isListed) fault('public item', 'wrong', `index.json does not list ${plan} as it is`);
  for (const { item, state } of items.filter(i => i.plan === plan)) {
    look('public item');
    const shown = latest.items.find(i => i.id === item);
    const isStale = Date.parse(latest.asAt) - Date.parse(state.asAt) > staleAfter;
    const expected = { ...state, health: isStale ? 'notReported' : state.health };
    for (const field of ['lifecycle', 'health', 'percentComplete', 'summary']) {
      const [seen, stored] = [shown?.[field] ?? null, expected[field] ?? null];
      if (seen !== stored) fault('public item', 'wrong', `${plan}/${item} shows ${field} "${seen}", stored is "${stored}"`);
    }
  }
}

/** Longer than the usual review interval with its grace: what was said before then counts as not reported. */
const staleAfter = 200 * 86_400_000;
function checkLeaks(files) {
  for (const [name, bytes] of files) {
    look('public file');
    for (const secret of facts.secrets.filter(s => bytes.includes(s))) {
      fault('public file', 'leaked', `${name} holds ${secret.slice(0, 20)}`);
    }
  }
  const lines = facts.logs.split('\n');
  look('log line', lines.length);
  for (const line of lines.filter(l => facts.secrets.some(secret => l.includes(secret)))) {
    fault('log line', 'leaked', line.slice(0, 60));
  }
}

const rows = await rowsOf('HubPlans');
const plans = Object.keys(facts.titles);
const mine = rows.filter(row => plans.includes(row.partitionKey));
const items = mine.filter(row => row.rowKey.startsWith('item|')).map(row => ({
  plan: row.partitionKey, item: row.rowKey.slice(5), sequence: Number(row.Sequence), state: json(row, 'State'),
}));
const history = mine.filter(row => /^hist\|[^|]+\|/.test(row.rowKey)).map(row => ({
  plan: row.partitionKey, item: row.rowKey.split('|')[1], entry: json(row, 'Entry'),
}));
const headers = new Map(mine.filter(row => row.rowKey === 'plan').map(row => [row.partitionKey, json(row, 'Header')]));
const container = BlobServiceClient.fromConnectionString(connection).getContainerClient('snapshots');
const files = new Map();
for await (const { name } of container.listBlobsFlat()) files.set(name, await container.getBlobClient(name).downloadToBuffer());

checkChanges(history);
checkItems(items, history);
checkTitles(headers);
for (const plan of plans) {
  checkChain(plan, files);
  checkPublic(plan, files, items);
}
checkMails(facts, (await rowsOf('HubReminders')).filter(row => /^\d{4}-/.test(row.partitionKey)));
checkLeaks(files);
look('answer', Object.keys(facts.changes).length);
for (const words of facts.unexpected) fault('answer', 'wrong', words);
console.log(JSON.stringify(verdict()));
