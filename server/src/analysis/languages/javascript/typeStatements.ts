import type { Expression, ObjectEntry, ObjectLiteral, Statement } from '../../program/program';
import { binaryChain } from '../builder';
import { memberName } from './keys';
import type { Lowering } from './lowering';

export function lowerTypeAlias(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const name = syntax.child(node, 'name');
  const value = syntax.child(node, 'value');
  if (name < 0 || value < 0) return;
  out.push({ kind: 'type', ...l.span(node), name: syntax.textOf(name), type: l.type(value) });
}

/** `interface A extends B {…}` is the type `B & {…}`. */
export function lowerInterface(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const name = syntax.child(node, 'name');
  const body = syntax.child(node, 'body');
  if (name < 0 || body < 0) return;
  const heritage = syntax.childOfType(node, 'extends_type_clause');
  const types = heritage < 0 ? [] : l.parts(heritage).map((part) => l.type(part));
  types.push(l.type(body));
  const type = binaryChain(types, types.slice(1).map(() => '&'));
  out.push({ kind: 'type', ...l.span(node), name: syntax.textOf(name), type });
}

/** An enum is an object of its values, and the type of any one of them. */
export function lowerEnum(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const nameNode = syntax.child(node, 'name');
  const body = syntax.child(node, 'body');
  if (nameNode < 0 || body < 0) return;
  const entries = lowerEnumMembers(l, body);
  const values = entries.map((entry) => entry.value);
  const type = values.length === 0 ? l.unknown(body) : binaryChain(values, values.slice(1).map(() => '|'));
  const value: ObjectLiteral = { kind: 'object', ...l.span(body), entries };
  out.push({ kind: 'type', ...l.span(node), name: syntax.textOf(nameNode), type });
  out.push({ kind: 'assign', ...l.span(node), target: l.pattern(nameNode), value, declares: 'const' });
}

/** A member without a value counts on from the one before. */
function lowerEnumMembers(l: Lowering, body: number): ObjectEntry[] {
  const { syntax } = l;
  const entries: ObjectEntry[] = [];
  let next = 0;
  for (const part of l.parts(body)) {
    const isAssigned = syntax.type(part) === 'enum_assignment';
    const nameNode = isAssigned ? syntax.child(part, 'name') : part;
    if (nameNode < 0 || syntax.type(part) === 'ERROR') continue;
    const counted: Expression = { kind: 'literal', ...l.span(part), type: 'number', value: next };
    const value = isAssigned ? l.childExpression(part, 'value') : counted;
    if (value.kind === 'literal' && typeof value.value === 'number') next = value.value + 1;
    entries.push({ ...l.span(part), key: memberName(l, nameNode), value });
  }
  return entries;
}

/** `namespace A {…}`, `declare module 'm' {…}`: the statements inside, which export nothing from the file. */
export function lowerNamespace(l: Lowering, node: number, out: Statement[]): void {
  const body = l.syntax.child(node, 'body');
  if (body < 0) return;
  const wasInNamespace = l.isInNamespace;
  l.isInNamespace = true;
  out.push({ kind: 'block', ...l.span(node), body: l.statementsIn(body) });
  l.isInNamespace = wasInNamespace;
}

/** `declare const x: T`, `declare global {…}`: what is declared, as a block. */
export function lowerAmbient(l: Lowering, node: number, out: Statement[]): void {
  const body: Statement[] = [];
  for (const part of l.parts(node)) {
    const type = l.syntax.type(part);
    if (type === 'statement_block') lowerGlobal(l, part, body);
    else if (type !== 'property_identifier') l.statement(part, body);
  }
  const [only] = body;
  if (body.length === 1 && only) out.push(only);
  else out.push({ kind: 'block', ...l.span(node), body });
}

function lowerGlobal(l: Lowering, block: number, out: Statement[]): void {
  const wasInNamespace = l.isInNamespace;
  l.isInNamespace = true;
  out.push({ kind: 'block', ...l.span(block), body: l.statementsIn(block) });
  l.isInNamespace = wasInNamespace;
}
