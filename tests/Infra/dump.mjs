// Prints what the tests ask about: every Bicep file as declarations, every YAML file as plain data.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { parse as parseYaml } from 'yaml';

await Parser.init();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const parts = node => node.namedChildren.filter(child => child.type !== 'comment');
const literal = node => node.text.startsWith("'''")
  ? node.text.slice(3, -3)
  : node.text.slice(1, -1).replace(/\\(.)/g, (_, c) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c);

function value(node) {
  switch (node.type) {
    case 'string':
      return node.descendantsOfType('interpolation').length === 0 ? literal(node) : { $expr: node.text };
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'array':
      return parts(node).map(value);
    case 'object':
      return Object.fromEntries(parts(node).filter(p => p.type === 'object_property').map(property));
    case 'for_statement': {
      const [body] = parts(node).slice(-1);
      return { $for: node.text.slice(0, body.startIndex - node.startIndex), $each: value(body) };
    }
    case 'if_statement': {
      const [condition, body] = parts(node);
      return { $if: condition.text, $then: value(body) };
    }
    default:
      return { $expr: node.text };
  }
}

function property(node) {
  const [key, item] = parts(node);
  return [key.type === 'string' ? literal(key) : key.text, item ? value(item) : null];
}

function decorators(node) {
  const before = node.previousNamedSibling;
  return before?.type === 'decorators' ? parts(before).map(d => d.text) : [];
}

// Every name that an expression reads, without property keys, property accesses and declared names.
function names(node, found = []) {
  if (node.type === 'identifier') found.push(node.text);
  for (const [i, child] of parts(node).entries()) {
    const key = node.type === 'object_property' && i === 0 && child.type === 'identifier';
    const declared = node.type.endsWith('_declaration') && i === 0;
    if (!key && !declared && child.type !== 'type') names(child, found);
  }
  return found;
}

function faults(node, found = []) {
  if (node.isError || node.isMissing) found.push({ line: node.startPosition.row + 1, text: node.text.slice(0, 80) });
  for (const child of node.children) faults(child, found);
  return found;
}

function bicep(path) {
  // The grammar has no assignment in parameter files; `var` has the same shape.
  const text = readFileSync(path, 'utf8');
  const source = path.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ =)/gm, 'var ') : text;
  const root = parser.parse(source).rootNode;
  const file = { faults: faults(root), params: {}, vars: {}, resources: {}, modules: {}, outputs: {}, using: null, scope: null };
  for (const node of parts(root)) {
    const [first, second, third] = parts(node);
    switch (node.type) {
      case 'parameter_declaration':
        file.params[first.text] = { type: second.text, decorators: decorators(node), required: third === undefined, default: third ? value(third) : null };
        break;
      case 'variable_declaration':
        file.vars[first.text] = value(second);
        break;
      case 'resource_declaration':
      case 'module_declaration': {
        const kind = node.type === 'resource_declaration' ? 'resources' : 'modules';
        const shape = value(third);
        const body = shape.$then ?? shape.$each ?? (shape[0]?.$each ?? shape);
        file[kind][first.text] = { of: literal(second), existing: / existing =/.test(node.text.split('\n')[0]), body };
        break;
      }
      case 'output_declaration':
        file.outputs[first.text] = third ? value(third) : null;
        break;
      case 'using_statement':
        file.using = literal(first);
        break;
      case 'target_scope_assignment':
        file.scope = literal(first);
        break;
    }
  }
  file.names = [...new Set(names(root))];
  file.locals = root.descendantsOfType('for_statement').flatMap(f => parts(f).slice(0, -2).flatMap(i => i.text.match(/\w+/g)));
  file.outputsRead = [...new Set(source.match(/\b\w+!?\.outputs\.\w+/g) ?? [])];
  return file;
}

const read = path => path.endsWith('.yml') || path.endsWith('.yaml') ? parseYaml(readFileSync(path, 'utf8')) : bicep(path);
console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map(path => [path, read(path)]))));
