// What the hub that wrote the sample says of it, read at the hour at which the next hub starts.
import { BlobServiceClient } from '@azure/storage-blob';
import { messages, send } from './messages.mjs';
import { partners } from './plans.mjs';

export const container = 'snapshots';
const planFields = ['id', 'title', 'organisation', 'area', 'status', 'period', 'hold', 'totals'];
const itemFields = [
  'id', 'parent', 'level', 'title', 'owner', 'timescale', 'lifecycle', 'health', 'earliest', 'due', 'overdue', 'sequence',
];
const entryFields = ['id', 'partner', 'at', 'receipt', 'index', 'plan', 'deliverable', 'bytes', 'update', 'text'];

const pick = (from, names) => Object.fromEntries(names.filter(name => name in from).map(name => [name, from[name]]));

export async function readPlans(hub) {
  const read = [];
  for (const { id, published, held } of (await hub.office('GET', '/api/plans')).plans) {
    const plan = await hub.office('GET', `/api/plans/${id}`);
    const items = [];
    for (const item of plan.items) {
      const { milestones, history } = await hub.office('GET', `/api/plans/${id}/items/${item.id}`);
      items.push({ item: pick(item, itemFields), milestones, history });
    }
    read.push({ published, held, plan: pick(plan, planFields), items });
  }
  return read;
}

/** Repeats everything that partners sent: to a hub that never saw it, so that its answers come from what is stored. */
export async function readMessages(hub, keys, answers) {
  const read = [];
  for (const [name, message] of Object.entries(messages)) {
    const receipts = [];
    for (const receipt of answers[name].receipts) {
      const answer = await hub.call('GET', `/api/partners/${message.partner}/receipts/${receipt}`, {
        headers: { authorization: `Bearer ${keys[message.partner].token}` },
      });
      receipts.push({ receipt, status: answer.status, updates: (await answer.json()).updates?.map(shortened) });
    }
    read.push({ name, ...message, first: answers[name], repeat: await send(hub, message, keys), receipts });
  }
  return read;
}

const shortened = ({ published, ...update }) => ({
  ...update, ...(published && { published: pick(published, ['sequence', 'hash', 'at']) }),
});

export async function readQuarantine(hub) {
  const { entries } = await hub.office('GET', '/api/quarantine');
  return entries.map(entry => pick(entry, entryFields));
}

export async function readSnapshots(connection) {
  const client = BlobServiceClient.fromConnectionString(connection).getContainerClient(container);
  const read = [];
  for await (const { name } of client.listBlobsFlat()) {
    const [plan, history, file] = name.split('/');
    if (history !== 'history') continue;
    const { sequence, hash, previous } = JSON.parse(await client.getBlobClient(name).downloadToBuffer());
    read.push({ plan, sequence, hash, previous, file: `history/${file}` });
  }
  return read.sort((a, b) => a.plan.localeCompare(b.plan) || a.sequence - b.sequence);
}

/** What a preview at that hour says is still to be sent, and what the ledger says of the day. */
export async function readReminders(hub, asOf) {
  const { digests } = await hub.office('POST', `/api/reminders?dryRun=true&asOf=${asOf}`);
  const ledger = await hub.office('GET', '/api/reminders');
  return {
    asOf,
    due: digests.map(({ owner, items }) => ({ owner, items: items.map(item => pick(item, ['plan', 'item', 'due', 'reason'])) })),
    ledger: ledger.digests.map(row => pick(row, ['owner', 'status', 'attempts'])),
    unreachable: ledger.unreachable.map(row => pick(row, ['plan', 'owner', 'kind'])),
  };
}

export const readPartners = keys => Object.entries(keys).map(([id, { signingSecret, token }]) => ({
  id, signingSecret, token, entered: partners[id],
}));
