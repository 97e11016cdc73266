// The least that could take in updates: a token, JSON, the same rows in one transaction for each 33 updates.
// node minimal.mjs <connection> <table>    reads one row of each kind as a line of JSON, then prints its port; ends with its standard input
import { TableClient } from '@azure/data-tables';
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [connection, name] = process.argv.slice(2);
const table = TableClient.fromConnectionString(connection, name, { allowInsecureConnection: true });
const digest = text => createHash('sha256').update(text).digest();
const token = digest('Bearer minimal');

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
const samples = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
const row = (kind, plan, key, more) => ({ ...samples[kind], ...more, partitionKey: plan, rowKey: `${kind}|${key}` });
const key = number => String(2_000_000_000 - number);

async function store(updates) {
  for (let from = 0; from < updates.length; from += 33) {
    const part = updates.slice(from, from + 33);
    const { plan, number } = part[0];
    const actions = [['create', row('seen', plan, `minimal|${key(number)}`)], ['create', row('pub', plan, `minimal${key(number)}`)]];
    for (const update of part) {
      const text = JSON.stringify(update);
      actions.push(['upsert', row('item', plan, update.deliverable, { State: text }), 'Replace']);
      actions.push(['create', row('hist', plan, `${update.deliverable}|minimal${key(update.number)}`, { Entry: text })]);
    }
    await table.submitTransaction(actions);
  }
}

const server = createServer(async (request, response) => {
  try {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), token)) return response.writeHead(401).end();
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const updates = JSON.parse(Buffer.concat(chunks));
    await store(updates);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ stored: updates.length }));
  } catch (error) {
    response.writeHead(503).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
