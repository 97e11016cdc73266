// Reads [{ text, reference }] from standard input and prints how many phrases a second chrono-node reads on one core.
import { en } from 'chrono-node';
import { readFileSync } from 'node:fs';

const rounds = Number(process.argv[2]);
const phrases = JSON.parse(readFileSync(0, 'utf8')).map(p => [p.text, new Date(`${p.reference}T12:00:00Z`)]);
let best = 0;
for (let run = 0; run < 5; run++) {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) {
    for (const [text, reference] of phrases) {
      en.GB.parse(text, reference);
    }
  }
  best = Math.max(best, rounds * phrases.length / (Number(process.hrtime.bigint() - start) / 1e9));
}
console.log(best.toFixed(0));
