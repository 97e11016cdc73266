// Checks pages with html-validate: node validate-html.mjs < { "name": "html", … }; prints what is wrong.
import { HtmlValidate } from 'html-validate';

let text = '';
for await (const chunk of process.stdin) text += chunk;
// Item ids hold dots; titles come from the plan; inline styles keep fragments from clashing with their host.
const rules = { 'valid-id': ['error', { relaxed: true }], 'long-title': 'off', 'no-inline-style': 'off', 'no-trailing-whitespace': 'off', 'require-sri': 'off', 'void-style': 'off' };
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended', 'html-validate:document'], rules });
const fragments = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules });
const wrong = [];
for (const [name, html] of Object.entries(JSON.parse(text))) {
  const report = await (name.includes('fragment') ? fragments : validator).validateString(html);
  for (const message of report.results.flatMap(r => r.messages)) wrong.push(`${name}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
}
console.log(JSON.stringify(wrong));
