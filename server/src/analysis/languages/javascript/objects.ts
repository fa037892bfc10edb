import type { Call, Expression, FunctionExpression, ObjectEntry, ObjectLiteral } from '../../program/program';
import { lowerFunction } from './functions';
import { keyOf } from './keys';
import type { Lowering } from './lowering';

export function lowerObject(l: Lowering, node: number): ObjectLiteral {
  const entries: ObjectEntry[] = [];
  for (const part of l.parts(node)) {
    const entry = lowerEntry(l, part);
    if (entry) entries.push(entry);
  }
  return { kind: 'object', start: l.syntax.start(node), end: l.syntax.end(node), entries };
}

function lowerEntry(l: Lowering, node: number): ObjectEntry | undefined {
  const { syntax } = l;
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'pair': {
      const keyNode = syntax.child(node, 'key');
      const key = keyNode < 0 ? undefined : keyOf(l, keyNode);
      const hint = typeof key === 'string' ? l.hint(keyNode, key) : undefined;
      return { start, end, key: key ?? '', value: l.childExpression(node, 'value', hint) };
    }
    case 'shorthand_property_identifier':
      return { start, end, key: syntax.textOf(node), value: l.name(node) };
    case 'spread_element':
      return { start, end, key: undefined, value: l.firstExpression(node) };
    case 'method_definition':
      return methodEntry(l, node);
    case 'ERROR':
      // What cannot be read is still evaluated: a half-typed entry may hold a call.
      return { start, end, key: '', value: l.expression(node) };
    default:
      return undefined;
  }
}

/**
 * A method is an entry with a function. Reading a getter gives what it returns, so its entry holds a
 * call of it; a setter is kept under a key that no reader asks for.
 */
function methodEntry(l: Lowering, node: number): ObjectEntry {
  const { syntax } = l;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const nameNode = syntax.child(node, 'name');
  const key: string | Expression = nameNode < 0 ? '' : keyOf(l, nameNode);
  const hint = typeof key === 'string' && nameNode >= 0 ? l.hint(nameNode, key) : undefined;
  const value: FunctionExpression = { kind: 'function', start, end, function: lowerFunction(l, node, hint) };
  if (syntax.childOfType(node, 'set') >= 0) return { start, end, key: `set ${typeof key === 'string' ? key : ''}`, value };
  if (syntax.childOfType(node, 'get') < 0) return { start, end, key, value };
  const read: Call = { kind: 'call', start, end, callee: value, arguments: [], isNew: false };
  return { start, end, key, value: read };
}
