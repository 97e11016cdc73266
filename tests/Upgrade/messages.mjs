// What partners send, by name. Signed with the partner's secret, or with its token and an id where the body has none.
import { signed } from './signing.mjs';
import { unknownWord } from './plans.mjs';

const json = (partner, id, data) => ({
  partner, id, signed: true, contentType: 'application/json',
  body: JSON.stringify({ type: 'deliverable.updated', timestamp: '2022-05-24T07:00:00Z', data }),
});
const event = (id, data) => ({ specversion: '1.0', id, source: '/trust', type: 'deliverable.updated', data });

export const messages = {
  first: json('museum', 'msg-first', {
    plan: 'harbour', deliverable: '1.1', asAt: '2022-03-10T09:00:00+00:00',
    lifecycle: 'inProgress', health: 'on the rails', percentComplete: 20,
    summary: 'Walls are up – “roofs next”.', note: 'The builder is slow.', risks: 'Steel prices.', next: 'Roofs.',
    measures: [{ id: 'homes', value: 12.5, approximate: true }],
    evidence: ['https://museum.example/report'], reporter: { name: 'Jo', role: 'Officer' },
  }),
  newer: {
    ...json('museum', 'msg-newer', {
      plan: 'harbour', deliverable: '1.1', asAt: '2022-05-24T08:45:00+01:00', health: 'in the balance', percentComplete: 40,
      forecast: 'autumn 2022', summary: 'Roofs wait.',
    }),
    signed: false,
  },
  late: json('museum', 'msg-late', {
    plan: 'harbour', deliverable: '1.1', asAt: '2022-03-01', health: 'offTrack', summary: 'Found late.',
  }),
  many: json('museum', 'msg-many', [
    { plan: 'harbour', deliverable: '1.2', asAt: '2022-05-20', lifecycle: 'inProgress', health: 'onTrack', summary: 'Booked.' },
    { plan: 'harbour', deliverable: '1.3', asAt: '2022-05-20', lifecycle: 'opened to visitors', summary: 'Open.' },
    { plan: 'harbour', deliverable: '2.2', asAt: '2022-01-20', health: 'onTrack' },
    { plan: 'valley', deliverable: 'v1', asAt: '2022-05-20', health: 'atRisk', summary: 'Waits are long.' },
    { plan: 'valley', deliverable: 'v2', asAt: '2022-05-20', lifecycle: 'notStarted' },
    { plan: 'moor', deliverable: 'm1', asAt: '2022-05-20', lifecycle: 'paused', summary: 'Snow.' },
  ]),
  allRefused: json('museum', 'msg-all-refused', { plan: 'harbour', deliverable: '2.4', asAt: '2022-05-20', health: unknownWord }),
  unreadable: { ...json('museum', 'msg-unreadable'), body: '{ "type": "deliverable.updated", "data": ' },
  firstRefused: json('museum', 'msg-first-refused', [
    { plan: 'harbour', deliverable: '2.4', asAt: '2022-05-21', health: unknownWord, summary: 'Lamps are ordered.' },
    { plan: 'harbour', deliverable: '2.3', asAt: '2022-05-01', health: 'onTrack', summary: 'The line is staffed.' },
  ]),
  secondRefused: json('museum', 'msg-second-refused', [
    { plan: 'valley', deliverable: 'v3', asAt: '2022-05-21', health: 'onTrack', summary: 'Twelve are trained.' },
    { plan: 'moor', deliverable: 'm2', asAt: '2022-05-21', health: unknownWord },
  ]),
  cloudEvents: {
    partner: 'trust', signed: false, contentType: 'application/cloudevents-batch+json',
    body: JSON.stringify([
      event('event-1', {
        plan: 'harbour', deliverable: '2.1', asAt: '2022-03-20', lifecycle: 'inProgress', summary: 'Half is drawn.',
      }),
      event('event-2', { plan: 'valley', deliverable: 'v2', asAt: '2022-05-22', lifecycle: 'inProgress' }),
    ]),
  },
  duringHold: json('museum', 'msg-during-hold', {
    plan: 'valley', deliverable: 'v1', asAt: '2022-05-31', health: 'offTrack', summary: 'Waits grew.',
  }),
};

/** Sends one and answers what came back, in short. */
export async function send(hub, message, keys) {
  const { partner, id, contentType, body } = message;
  const { signingSecret, token } = keys[partner];
  const own = message.signed ? signed(signingSecret, id, body)
    : { authorization: `Bearer ${token}`, ...(id && { 'Idempotency-Key': id }) };
  const headers = { 'content-type': contentType, ...own };
  const answer = await hub.call('POST', `/api/partners/${partner}/updates`, { body, headers });
  const { receipt, results } = await answer.json();
  const receipts = [...new Set([receipt, ...results.map(result => result.receipt)].filter(Boolean))];
  return { status: answer.status, receipts, outcomes: results.map(result => result.outcome) };
}
