// The Table service through Microsoft's own JavaScript client.
// node tables.mjs read|write <connection string> <table>; "write" stores what it reads as JSON, "read" prints every row.
import { TableClient } from '@azure/data-tables';

const [command, connection, name] = process.argv.slice(2);
const table = TableClient.fromConnectionString(connection, name, { allowInsecureConnection: true });

if (command === 'write') {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  for (const row of JSON.parse(text)) await table.createEntity(row);
} else {
  const rows = [];
  for await (const row of table.listEntities({ disableTypeConversion: true })) rows.push(row);
  console.log(JSON.stringify(rows));
}
