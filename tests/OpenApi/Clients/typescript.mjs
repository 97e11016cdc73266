// Makes types of the description (standard input), compiles client.ts against them as `tsc --strict` does, and runs it.
// Arguments: hub, partner, token. Standard output: the outcomes, a line each.
import { mkdtemp, copyFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

let description = '';
for await (const chunk of process.stdin) description += chunk;
const folder = await mkdtemp(join(tmpdir(), 'hub-client-'));
try {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(description)));
  await copyFile(new URL('client.ts', import.meta.url), join(folder, 'client.ts'));
  const program = ts.createProgram([join(folder, 'client.ts')], {
    strict: true, noEmitOnError: true, types: [], target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  });
  const wrong = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (wrong.length) throw new Error(ts.formatDiagnostics(wrong, ts.createCompilerHost({})));
  const { post } = await import(pathToFileURL(join(folder, 'client.js')));
  console.log((await post(...process.argv.slice(2))).join('\n'));
} finally {
  await rm(folder, { recursive: true });
}
