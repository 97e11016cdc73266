// Reads what a plan's data says of itself with readers from npm: node read-catalogue.mjs < { "package": …, "tables": { name: csv }, "dataset": …, "dcat": … }
// Contexts are within the files: nothing is fetched.
import { Package } from 'datapackage';
import jsonld from 'jsonld';
import { Parser, Store, DataFactory } from 'n3';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const files = JSON.parse(text);
const documentLoader = async url => { throw new Error(`${url} would be fetched`); };

const folder = mkdtempSync(join(tmpdir(), 'package-'));
for (const [name, csv] of Object.entries(files.tables)) writeFileSync(join(folder, name), csv.replace(/^\uFEFF/, ''));
const description = await Package.load(JSON.parse(files.package), { basePath: folder, strict: false });
const tables = {};
for (const resource of description.resources)
  tables[resource.name] = { errors: resource.errors.map(String), rows: await resource.read({ keyed: true, relations: resource.name === 'measures' }) };

const [dataset] = await jsonld.expand(JSON.parse(files.dataset), { documentLoader });
const quads = await jsonld.toRDF(JSON.parse(files.dcat), { documentLoader, format: 'application/n-quads' });
const store = new Store(new Parser({ format: 'N-Quads' }).parse(quads));
const node = iri => DataFactory.namedNode(iri);
const objects = (subject, predicate) => store.getObjects(subject, node(predicate), null);
const value = (subject, predicate) => objects(subject, predicate)[0]?.value;
const typed = type => store.getSubjects(node('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), node(`http://www.w3.org/ns/dcat#${type}`), null);

console.log(JSON.stringify({
  valid: description.valid,
  errors: description.errors.map(String),
  licences: description.descriptor.licenses,
  tables,
  dataset,
  catalogues: typed('Catalog').map(c => objects(c, 'http://www.w3.org/ns/dcat#dataset').length),
  datasets: typed('Dataset').map(d => ({
    title: value(d, 'http://purl.org/dc/terms/title'),
    identifier: value(d, 'http://purl.org/dc/terms/identifier'),
    modified: objects(d, 'http://purl.org/dc/terms/modified')[0],
    licence: value(d, 'http://purl.org/dc/terms/license'),
    files: objects(d, 'http://www.w3.org/ns/dcat#distribution').map(f => value(f, 'http://www.w3.org/ns/dcat#downloadURL')),
  })),
}));
