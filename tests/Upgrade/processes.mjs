// What a hub runs beside: an emulator of its own, and a mail provider that answers as it is told.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const freePort = () => new Promise(found => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** It ends with this process at the latest. */
function start(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const listens = port => new Promise(answer => {
  const socket = createConnection(port, '127.0.0.1', () => { socket.destroy(); answer(true); });
  socket.on('error', () => answer(false));
});

/** Azurite in memory, from the folder that holds its node_modules. */
export async function startEmulator(packages) {
  const [blob, queue, table] = [await freePort(), await freePort(), await freePort()];
  const main = join(packages, 'node_modules/azurite/dist/src/azurite.js');
  const options = ['--inMemoryPersistence', '--silent', '--skipApiVersionCheck', '--disableTelemetry'];
  const child = start('node', [main, ...options, '--blobPort', blob, '--queuePort', queue, '--tablePort', table]);
  while (!await listens(table) || !await listens(blob)) await pause(50);
  // Published by Microsoft for every emulator; it protects nothing.
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  return {
    connection: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};`
      + `BlobEndpoint=http://127.0.0.1:${blob}/devstoreaccount1;TableEndpoint=http://127.0.0.1:${table}/devstoreaccount1;`,
    stop: () => stop(child),
  };
}

/** SendGrid's side of the wire: `answers` gives status, headers and body by address; all others are taken. */
export async function startProvider(answers) {
  const mails = [];
  const server = createHttp(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const mail = JSON.parse(text);
    const [status, headers, body] = answers[mail.personalizations[0].to[0].email] ?? [202, {}, ''];
    if (status === 202) mails.push(mail);
    response.writeHead(status, headers).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stopServer = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, mails, stop: stopServer };
}

/** A copy of a built hub outside its tree, so that its outbox is its own. */
export function copyOf(build) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-sample-'));
  cpSync(build, join(folder, 'app'), { recursive: true });
  const outbox = join(folder, '.local/outbox');
  return {
    folder,
    mails: () => readdirSync(outbox).sort().map(name => JSON.parse(readFileSync(join(outbox, name), 'utf8'))),
    delete: () => rmSync(folder, { recursive: true }),
  };
}

/** One run of the hub; with `timers` as under the Functions host, which posts to the timers' endpoints. */
export async function startHub(copy, settings, timers = false) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = timers ? { FUNCTIONS_CUSTOMHANDLER_PORT: `${port}` } : { ASPNETCORE_URLS: url };
  const child = start('dotnet', [join(copy.folder, 'app/HubFunctions.dll')], {
    cwd: copy.folder, env: { ...process.env, ...settings, ...own, ASPNETCORE_ENVIRONMENT: 'Development' },
  });
  const authorization = `Bearer ${settings.Hub__AdminKey}`;
  const call = (method, path, { json, body, headers } = {}) => fetch(url + path, {
    method, body: json ? JSON.stringify(json) : body,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
  });
  const office = async (method, path, json, headers) => {
    const answer = await call(method, path, { json, headers: { authorization, ...headers } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text && JSON.parse(text);
  };
  while (!await listens(port)) await pause(50);
  await office('GET', '/api/plans');
  return { call, office, stop: () => stop(child) };
}
