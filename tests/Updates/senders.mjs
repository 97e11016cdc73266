// Partners' programs that were not written here: Standard Webhooks and CloudEvents libraries from npm.
// Standard input: { url, secret, token }; standard output: one line of JSON for each step.
import { CloudEvent, Emitter, HTTP, Mode, V03, emitterFor, httpTransport } from 'cloudevents';
import { Webhook } from 'standardwebhooks';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { url, secret, token } = JSON.parse(text);
const bearer = { authorization: `Bearer ${token}` };

const update = (deliverable, more) => ({ plan: 'town', deliverable, asAt: '2022-05-20T10:00:00Z', health: 'onTrack', ...more });
const envelope = (data) => JSON.stringify({ type: 'deliverable.updated', timestamp: new Date().toISOString(), data });
const report = (step, status, answer) => console.log(JSON.stringify({ step, status, outcome: answer.results?.map((r) => r.outcome), title: answer.title }));

async function post(step, headers, body) {
  const response = await fetch(url, { method: 'POST', headers, body });
  report(step, response.status, await response.json());
}

const json = (id, at, signature) => ({
  'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at / 1000)), 'webhook-signature': signature,
});
const now = new Date();
const webhook = new Webhook(secret);
const raw = new Webhook(Buffer.from(secret.replace('whsec_', ''), 'base64'), { format: 'raw' });

const text1 = envelope(update('d1'));
const headers1 = json('w1', now, webhook.sign('w1', now, text1));
webhook.verify(text1, headers1);
await post('webhook text', headers1, text1);
await post('webhook repeat', json('w1', now, raw.sign('w1', now, text1)), text1);
const bytes = Buffer.from(envelope([update('d2'), update('d3')]));
await post('webhook buffer', json('w2', now, webhook.sign('w2', now, bytes)), bytes);
await post('webhook changed body', headers1, text1.replace('onTrack', 'atRisk'));
const old = new Date(now - 6 * 60_000);
await post('webhook old', json('w3', old, webhook.sign('w3', old, text1)), text1);

const event = (id, data) => new CloudEvent({ id, source: '/museum', type: 'org.example.deliverable.updated', data });
const send = (step, message) => post(step, { ...message.headers, ...bearer }, message.body);
await send('event binary', HTTP.binary(event('e1', update('d4'))));
await send('event structured', HTTP.structured(event('e2', update('d5'))));
await send('event again', HTTP.structured(event('e1', update('d4'))));
await send('event copy', HTTP.structured(event('e1', update('d4')).cloneWith({ id: 'e3', data: update('d6') })));
await send('event bytes', HTTP.structured(event('e4', new Uint8Array(Buffer.from(JSON.stringify(update('d7')))))));
await post('event batch', { 'content-type': 'application/cloudevents-batch+json', ...bearer },
  JSON.stringify([event('e5', update('d8')), event('e6', [update('d9'), update('d10', { health: 'puce' })])]));
await send('event 0.3', HTTP.structured(new CloudEvent({ specversion: V03, id: 'e7', source: '/museum', type: 'deliverable.updated', data: update('d11') })));
const signed = HTTP.structured(event('e8', update('d12')));
await post('event signed', { ...signed.headers, ...json('w4', now, webhook.sign('w4', now, signed.body)), ...{ 'content-type': 'application/cloudevents+json' } }, signed.body);

const transport = httpTransport(url);
for (const mode of [Mode.BINARY, Mode.STRUCTURED]) {
  const emit = emitterFor(transport, { binding: HTTP, mode });
  const answer = await emit(event(`emitted-${mode}`, update('d13', { asAt: mode === Mode.BINARY ? '2022-05-01' : '2022-05-02' })), { headers: bearer });
  report(`event emitted ${mode}`, 200, JSON.parse(answer.body));
}

const sent = new Promise((resolve) => Emitter.on('cloudevent', async (e) => resolve(await emitterFor(transport)(e, { headers: bearer }))));
event('e9', update('d14')).emit();
report('event emitter', 200, JSON.parse((await sent).body));
