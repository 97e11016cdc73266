// Posts an update, typed by what openapi-typescript makes of the hub's description.
import type { components, paths } from './api.js';

type Post = paths['/api/partners/{partner}/updates']['post'];
type Body = Post['requestBody']['content']['application/json'];
type Answer = Post['responses'][200]['content']['application/json'];
type Headers = NonNullable<Post['parameters']['header']>;

export async function post(hub: string, partner: string, token: string): Promise<string[]> {
  const update: components['schemas']['Update'] = { plan: 'town', deliverable: 'd3', asAt: '2022-05-21T10:00:00Z', health: 'onTrack', summary: 'From TypeScript' };
  const body: Body = { type: 'deliverable.updated', timestamp: new Date().toISOString(), data: [update] };
  const headers: Headers = { 'webhook-id': 'typescript-1' };
  const outcomes: string[] = [];
  for (let time = 0; time < 2; time++) {
    const response = await fetch(`${hub}/api/partners/${partner}/updates`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    outcomes.push(`typescript ${answer.results.map(result => result.outcome).join()}`);
  }
  return outcomes;
}
