// Holds documents against JSON Schemas (ajv) and an OpenAPI description against its own schema.
// Standard input: { openapi, pairs: [{ name, schema, document, strict }] }; standard output: a JSON list of complaints.
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { openapi, pairs } = JSON.parse(text);
const complaints = [];

const described = await new Validator().validate(openapi);
if (!described.valid) complaints.push(`openapi: ${JSON.stringify(described.errors)}`);

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats(ajv);
for (const { name, schema, document, strict } of pairs) {
  const { $id, ...bare } = schema;
  if (strict) closed(bare);
  if (!ajv.validate(bare, document)) complaints.push(`${name}: ${ajv.errorsText()}`);
}

// Senders may add fields, the hub's own answers may not hold one that is not described.
function closed(schema) {
  if (typeof schema !== 'object' || schema === null) return;
  if (schema.properties) schema.additionalProperties ??= false;
  Object.values(schema).forEach(closed);
}
console.log(JSON.stringify(complaints));
