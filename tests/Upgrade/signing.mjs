// What partners and links are signed with, written from the contract and the stored format.
import { createHmac } from 'node:crypto';

export const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

/** Standard Webhooks headers over a body. */
export function signed(secret, id, body) {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = hmac(Buffer.from(secret.slice('whsec_'.length), 'base64'), `${id}.${timestamp}.${body}`).toString('base64');
  return { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': `v1,${signature}` };
}

const purposes = { respond: 'hub: respond link, version 1', confirm: 'hub: subscriber link, version 1' };

/**
 * A link that the hub sent, as it would be with an expiry in 2100: links follow the real clock, the sample is kept for years.
 * Signed again unchanged it has to come out as the hub signed it, so this is the hub's own format.
 */
export function lasting(path, signingKey) {
  const [, , purpose, token] = path.split('/');
  const key = hmac(Buffer.from(signingKey, 'base64'), purposes[purpose]);
  const sign = text => `${Buffer.from(text).toString('base64url')}.${hmac(key, text).toString('base64url')}`;
  const text = Buffer.from(token.split('.')[0], 'base64url').toString('utf8');
  if (sign(text) !== token) throw new Error(`The hub signed ${path} in another way.`);
  const expiry = /(?<=^|\|)\d{10}(?=\|)/;
  if (!expiry.test(text)) throw new Error(`No expiry in ${path}.`);
  return `/api/${purpose}/${sign(text.replace(expiry, `${Date.UTC(2100, 0, 1) / 1000}`))}`;
}
