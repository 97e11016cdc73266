// Runs Azurite for as long as the parent holds our standard input open: when the parent ends, by kill -9 too, the
// operating system closes it, and Azurite saves its data and stops.
// Arguments: Azurite's main file, a file to note our process id in, then Azurite's own options.
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [main, pidFile] = process.argv.splice(2, 2);
writeFileSync(pidFile, String(process.pid));
process.on('exit', () => rmSync(pidFile, { force: true }));

// Ctrl+C reaches the whole process group; the hub still has requests to finish, so only the parent's end counts.
const once = process.once.bind(process);
process.once = (event, listener) => (event === 'SIGINT' ? process : once(event, listener));
process.on('SIGINT', () => {});

// The parent's ends of these pipes are gone when it was killed: a message that nobody reads must not stop the saving.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Once all three services have saved and closed, only idle connections would keep the process for seconds more.
const log = console.log;
let closed = 0;
console.log = (...words) => {
  log(...words);
  if (String(words[0]).endsWith('successfully closed') && ++closed === 3) process.exit(0);
};

let stopping = false;
process.stdin.resume();
for (const event of ['end', 'close', 'error']) {
  process.stdin.on(event, () => {
    if (stopping) return;
    stopping = true;
    if (!process.emit('SIGTERM')) process.exit(0);
    setTimeout(() => process.exit(0), 8000).unref();
  });
}

// For each row that it writes, Azurite would go through the whole partition: LokiJS uses the index of the first key that it is asked for, and all
// rows of a partition have the same. Asked for the row key first, it finds the same row at once. HUB_PLAIN_EMULATOR=1 leaves it as it is.
if (process.env.HUB_PLAIN_EMULATOR !== '1') {
  const Loki = createRequire(main)('lokijs');
  const { prototype } = Loki.Collection;
  const findOne = prototype.findOne;
  prototype.findOne = function (query) {
    return findOne.call(this, query?.RowKey === undefined ? query : { RowKey: query.RowKey, ...query });
  };

  // Ten minutes after the start Azurite deletes the bytes of blobs that were overwritten, one by one, and LokiJS makes its index again for each:
  // with some thousands nobody gets an answer for minutes. Removed as one row, each costs a single step in the index.
  const findAndRemove = prototype.findAndRemove;
  prototype.findAndRemove = function (query) {
    if (query?.id === undefined) return findAndRemove.call(this, query);
    const row = this.findOne(query);
    if (row !== null) this.remove(row);
  };

  // Every table is a collection of its own, and LokiJS looks for one by going through all, at each request.
  const indexes = new WeakMap();
  const byName = ({ collections }) => {
    let names = indexes.get(collections);
    if (names?.size !== collections.length) indexes.set(collections, (names = new Map(collections.map((c) => [c.name, c]))));
    return names;
  };
  const { addCollection, removeCollection } = Loki.prototype;
  Loki.prototype.getCollection = function (name) {
    return byName(this).get(name) ?? null;
  };
  Loki.prototype.removeCollection = function (name) {
    byName(this).delete(name);
    return removeCollection.call(this, name);
  };
  Loki.prototype.addCollection = function (name, options) {
    const { collections } = this;
    const names = byName(this);
    if (names.has(name)) return names.get(name);
    this.collections = [];
    try {
      const made = addCollection.call(this, name, options);
      names.set(name, made);
      collections.push(made);
      return made;
    } finally {
      this.collections = collections;
    }
  };
}

await import(pathToFileURL(main));
