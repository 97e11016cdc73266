// Walks a plan's published chain from latest.json to its first snapshot, works out each hash for itself,
// and prints the links, newest first.
// node chain.mjs <connection> <container> <plan>
import { BlobServiceClient } from '@azure/storage-blob';
import { createHash } from 'node:crypto';

const [connection, name, plan] = process.argv.slice(2);
const container = BlobServiceClient.fromConnectionString(connection).getContainerClient(name);
const canonical = value => (Object(value) !== value ? JSON.stringify(value)
  : Array.isArray(value) ? `[${value.map(canonical)}]`
  : `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`);

const links = [];
for (let file = 'latest.json', want; file;) {
  const bytes = await container.getBlobClient(`${plan}/${file}`).downloadToBuffer();
  const snapshot = JSON.parse(bytes);
  const { hash, ...rest } = snapshot;
  const sum = createHash('sha256').update(canonical(rest)).digest('hex');
  const isIntact = sum === hash && bytes.equals(Buffer.from(canonical(snapshot)));
  if (!isIntact || hash !== (want ?? hash)) throw new Error(`${file} was altered`);
  links.push({ sequence: rest.sequence, hash, previous: rest.previous ?? null, file });
  [want, file] = [rest.previous, rest.previousFile];
}
console.log(JSON.stringify(links));
