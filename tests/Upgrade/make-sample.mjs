// Makes the sample: what a hub of a given version stores after some weeks of ordinary and awkward use, and what it says of it.
// node make-sample.mjs <folder of a built hub> <folder with azurite's node_modules> <output folder>
// The keys below protect nothing: they are test keys, and the next hub starts with the same ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { container, readMessages, readPartners, readPlans, readQuarantine, readReminders, readSnapshots } from './facts.mjs';
import { messages, send } from './messages.mjs';
import { harbour, moor, partners, unknownWord, valley } from './plans.mjs';
import { copyOf, startEmulator, startHub, startProvider } from './processes.mjs';
import { lasting } from './signing.mjs';
import { dump } from './storage.mjs';

const [build, packages, output] = process.argv.slice(2);
const nextStart = '2022-06-01T14:00:00Z';
const testKeys = {
  Hub__SigningKey: Buffer.from('a signing key for tests, 32 bytes').toString('base64'),
  Hub__AdminKey: 'an-admin-key-for-tests-0123456789',
};
const unknownAddress = { errors: [{ field: 'personalizations.0.to.0.email', message: 'does not exist' }] };
const provider = await startProvider({
  'gone@harbour.example': [400, {}, JSON.stringify(unknownAddress)],
  'slow@harbour.example': [502, {}, ''],
  'busy@harbour.example': [503, { 'retry-after': '600' }, ''],
});
const emulator = await startEmulator(packages);
const copy = copyOf(build);
const settings = now => ({
  ...testKeys,
  AzureWebJobsStorage: emulator.connection,
  Hub__PublicBaseUrl: 'https://hub.example.gov.uk',
  Hub__Mail__Provider: 'outbox',
  Hub__LocalRun: 'false',
  Hub__Now: now,
  Logging__LogLevel__Default: 'Warning',
});
const keys = {};
const answers = {};

async function during(now, act, more, timers) {
  const hub = await startHub(copy, { ...settings(now), ...more }, timers);
  try {
    return await act(hub);
  } finally {
    await hub.stop();
  }
}

const sendAll = async (hub, ...names) => {
  for (const name of names) answers[name] = await send(hub, messages[name], keys);
};
const publish = async (hub, plan) => (await hub.office('POST', `/api/snapshots?plan=${plan}`)).plans[0].outcome;
const linkIn = (text, kind) => text.match(new RegExp(`https://hub\\.example\\.gov\\.uk(/api/${kind}/\\S+)`))[1];
const form = (hub, path, fields) => hub.call('POST', path, {
  body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

async function enter(hub) {
  for (const plan of [harbour, valley, moor]) await hub.office('PUT', `/api/plans/${plan.id}`, plan);
  for (const [id, partner] of Object.entries(partners)) keys[id] = await hub.office('PUT', `/api/partners/${id}`, partner);
  keys.trust = await hub.office('POST', '/api/partners/trust/rotate');
  for (const plan of ['harbour', 'valley', 'moor']) await publish(hub, plan);
  await sendAll(hub, 'first');
  await publish(hub, 'harbour');
}

async function report(hub) {
  await sendAll(hub, 'newer', 'late', 'many', 'allRefused', 'unreadable', 'firstRefused', 'secondRefused', 'cloudEvents');
  await send(hub, messages.first, keys);
  const meaning = { meaning: 'by December 2022', reason: 'Agreed with the Board.' };
  await hub.office('PATCH', '/api/plans/harbour/items/2.5', meaning, { 'if-match': '*' });
  const [, last] = (await hub.office('GET', '/api/plans/harbour/items/2.4')).milestones;
  const approved = { approved: { [last.id]: '2023-04-30' }, reason: 'The lamps come late.' };
  await hub.office('PATCH', '/api/plans/harbour/items/2.4', approved, { 'if-match': '*' });
  for (const plan of ['harbour', 'valley', 'moor']) await publish(hub, plan);
}

/** Two owners get a link, one answers; of two who want news one says yes. */
async function answer(hub) {
  await hub.office('POST', '/api/reminders');
  const textTo = address => copy.mails().find(({ mail }) => mail.to === address).mail.text;
  const linkOf = owner => lasting(linkIn(textTo(`${owner}@harbour.example`), 'respond'), testKeys.Hub__SigningKey);
  const words = { 'summary-0': 'We need a second crane.', 'note-0': 'Ask the county.' };
  const fields = { 'answer-0': 'needs-help', ...words, 'seen-0': '1', step: 'send' };
  const used = { path: linkOf('team'), fields };
  const said = await (await form(hub, used.path, fields)).text();
  const confirm = {};
  for (const name of ['resident', 'neighbour']) {
    await form(hub, '/api/subscribe/harbour', { email: `${name}@town.example` });
    confirm[name] = lasting(linkIn(textTo(`${name}@town.example`), 'confirm'), testKeys.Hub__SigningKey);
  }
  await form(hub, confirm.resident, {});
  return {
    respond: {
      used: { ...used, receipt: said.match(/own-[0-9a-f]{20}/)[0], plan: 'harbour', item: '1.3' },
      unused: { path: linkOf('lead'), plan: 'harbour', item: '1.2', owner: 'lead' },
    },
    subscribers: {
      plan: 'harbour', confirmed: 'resident@town.example', waiting: 'neighbour@town.example', confirmWaiting: confirm.neighbour,
    },
  };
}

async function tick(hub) {
  const envelope = JSON.stringify({ Data: { timer: { IsPastDue: false } }, Metadata: {} });
  for (const timer of ['PublishSnapshots', 'SendReminders', 'SendReminders', 'Housekeeping']) {
    const ran = await hub.call('POST', `/${timer}`, { body: envelope, headers: { 'content-type': 'application/json' } });
    if (!ran.ok) throw new Error(`${timer} answered ${ran.status}: ${await ran.text()}`);
  }
  await hub.office('POST', '/api/plans/valley/hold?reason=Election');
  await sendAll(hub, 'duringHold');
  await hub.office('PUT', '/api/plans/moor', { ...moor, published: false });
  return { valley: await publish(hub, 'valley'), moor: await publish(hub, 'moor') };
}

async function read(hub) {
  return {
    quarantine: await readQuarantine(hub),
    messages: await readMessages(hub, keys, answers),
    plans: await readPlans(hub),
    reminders: await readReminders(hub, nextStart),
  };
}

await during('2022-05-16T07:30:00Z', enter);
const links = await during('2022-05-24T07:30:00Z', answer);
await during('2022-05-24T07:50:00Z', report);
const sendGrid = {
  Hub__Mail__Provider: 'sendgrid', Hub__Mail__From: 'hub@hub.example.gov.uk',
  SendGrid__ApiKey: 'test', SendGrid__BaseUrl: provider.url,
};
const outcomes = await during('2022-06-01T09:00:00Z', tick, sendGrid, true);
const news = provider.mails.find(mail => mail.headers['List-Unsubscribe']);
links.subscribers.unsubscribe = news.headers['List-Unsubscribe'].slice('<https://hub.example.gov.uk'.length, -1);
const facts = {
  settings: { ...testKeys, Hub__Now: nextStart }, container, unknownWord, ...links, outcomes,
  partners: readPartners(keys), snapshots: await readSnapshots(emulator.connection), ...await during(nextStart, read),
};

mkdirSync(output, { recursive: true });
writeFileSync(join(output, 'facts.json'), JSON.stringify(facts, null, 1) + '\n');
writeFileSync(join(output, 'outbox.jsonl'), copy.mails().map(mail => JSON.stringify(mail)).join('\n') + '\n');
await dump(emulator.connection, output);
provider.stop();
copy.delete();
await emulator.stop();
