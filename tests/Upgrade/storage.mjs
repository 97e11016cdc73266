// A hub's whole storage as text, through Microsoft's own JavaScript clients.
// node storage.mjs dump <connection> <folder>|-   writes tables.jsonl and blobs.jsonl, or prints both
// node storage.mjs load <connection> <folder>     writes what the files hold into an empty account
import { BlobServiceClient } from '@azure/storage-blob';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const insecure = { allowInsecureConnection: true };

/** Every property with its EDM type, as { type, value }; the service's own ones left out. */
function typed(row) {
  const { partitionKey, rowKey, etag, timestamp, ...rest } = row;
  const properties = Object.entries(rest).filter(([name]) => !name.startsWith('odata.'));
  return { partitionKey, rowKey, ...Object.fromEntries(properties.map(([name, value]) => [name, withType(value)])) };
}

const withType = value => (typeof value === 'object' ? value
  : { type: { string: 'String', boolean: 'Boolean' }[typeof value] ?? 'Int32', value: String(value) });

const untyped = property => (property.type === 'Boolean' ? property.value === 'true'
  : property.type === 'String' ? property.value : property);

export async function* rows(connection) {
  for await (const { name } of TableServiceClient.fromConnectionString(connection, insecure).listTables()) {
    const table = TableClient.fromConnectionString(connection, name, insecure);
    for await (const row of table.listEntities({ disableTypeConversion: true })) yield { table: name, entity: typed(row) };
  }
}

export async function* blobs(connection) {
  const service = BlobServiceClient.fromConnectionString(connection);
  for await (const { name: container, properties } of service.listContainers()) {
    yield { container, publicAccess: properties.publicAccess };
    const client = service.getContainerClient(container);
    for await (const { name } of client.listBlobsFlat()) yield { container, name, ...await file(client.getBlobClient(name)) };
  }
}

async function file(blob) {
  const content = await blob.downloadToBuffer();
  const { contentType, cacheControl, metadata } = await blob.getProperties();
  const text = content.toString('utf8');
  const kept = Buffer.from(text).equals(content) ? { text } : { base64: content.toString('base64') };
  return { contentType, cacheControl, metadata, ...kept };
}

const lines = async all => {
  const read = [];
  for await (const one of all) read.push(JSON.stringify(one));
  return read.join('\n') + '\n';
};

export async function dump(connection, folder) {
  writeFileSync(join(folder, 'tables.jsonl'), await lines(rows(connection)));
  writeFileSync(join(folder, 'blobs.jsonl'), await lines(blobs(connection)));
}

const readLines = (folder, name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return text.split('\n').filter(Boolean).map(line => JSON.parse(line));
};

export async function load(connection, folder) {
  await loadTables(connection, readLines(folder, 'tables.jsonl'));
  await loadBlobs(connection, readLines(folder, 'blobs.jsonl'));
}

const unpacked = ({ partitionKey, rowKey, ...properties }) => ({
  partitionKey, rowKey, ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, untyped(value)])),
});

async function loadTables(connection, all) {
  for (const name of new Set(all.map(row => row.table))) {
    const table = TableClient.fromConnectionString(connection, name, insecure);
    await table.createTable();
    const entities = all.filter(row => row.table === name).map(row => unpacked(row.entity));
    for (const partition of new Set(entities.map(entity => entity.partitionKey))) {
      const actions = entities.filter(entity => entity.partitionKey === partition).map(entity => ['create', entity]);
      for (let at = 0; at < actions.length; at += 100) await table.submitTransaction(actions.slice(at, at + 100));
    }
  }
}

async function loadBlobs(connection, all) {
  const service = BlobServiceClient.fromConnectionString(connection);
  for (const { container, name, publicAccess, contentType, cacheControl, metadata, text, base64 } of all) {
    const client = service.getContainerClient(container);
    if (name === undefined) {
      await client.create({ access: publicAccess });
      continue;
    }
    const content = text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);
    await client.getBlockBlobClient(name).uploadData(content, {
      blobHTTPHeaders: { blobContentType: contentType, blobCacheControl: cacheControl }, metadata,
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, connection, folder] = process.argv.slice(2);
  if (command === 'load') await load(connection, folder);
  else if (folder !== '-') await dump(connection, folder);
  else process.stdout.write(await lines(rows(connection)) + await lines(blobs(connection)));
}
