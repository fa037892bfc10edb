import type { Expression, FunctionNode, Pattern, Program, Span, Statement } from '../../analysis/program/program';
import { nodesOf } from './nodes';
import { functionAround } from './places';

/** A value that a name or a field is given, and the function that does it; none at the top level. */
export interface Assignment {
  readonly target: Pattern;
  readonly value: Expression | undefined;
  readonly unit: FunctionNode | undefined;
}

interface Assignments {
  readonly byName: ReadonlyMap<string, readonly Assignment[]>;
  readonly byField: ReadonlyMap<string, readonly Assignment[]>;
}

/** A file is gone through once for all its findings. */
const assignmentsOf = new WeakMap<Program, Assignments>();

/** Where a name is given a value, by the function around a place or by the module. */
export function assignmentsTo(program: Program, name: string, at: Span): readonly Assignment[] {
  const all = gathered(program).byName.get(name);
  if (!all) return [];
  const own = functionAround(program, at);
  return all.filter(({ unit }) => unit === undefined || unit === own);
}

/** Where a field of this name is given a value, in the whole file. */
export function assignmentsToField(program: Program, field: string): readonly Assignment[] {
  return gathered(program).byField.get(field) ?? [];
}

function gathered(program: Program): Assignments {
  const known = assignmentsOf.get(program);
  if (known) return known;
  const byName = new Map<string, Assignment[]>();
  const byField = new Map<string, Assignment[]>();
  for (const node of nodesOf(program)) {
    const unit = remembered(() => functionAround(program, node));
    for (const { target, value } of node.kind === 'assign' || node.kind === 'assignment' ? [node] : added(node)) {
      for (const name of namesBound(target)) list(byName, name).push({ target, value, unit: unit() });
      if (target.kind === 'place' && target.place.kind === 'member') list(byField, target.place.property).push({ target, value, unit: unit() });
    }
  }
  const made = { byName, byField };
  assignmentsOf.set(program, made);
  return made;
}

function remembered<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function list(lists: Map<string, Assignment[]>, name: string): Assignment[] {
  let found = lists.get(name);
  if (!found) lists.set(name, (found = []));
  return found;
}

/** `messages.append(x)` gives the list one more value. */
function added(node: Expression | Statement): { target: Pattern; value: Expression }[] {
  if (node.kind !== 'call' || node.callee.kind !== 'member' || !/^(append|push|extend|insert|unshift)$/.test(node.callee.property)) return [];
  const { object } = node.callee;
  const target: Pattern | undefined = object.kind === 'name' ? object : object.kind === 'member' ? { kind: 'place', place: object, start: object.start, end: object.end } : undefined;
  return target ? node.arguments.map((it) => ({ target, value: it.value })) : [];
}

/** The names that a pattern gives a value. */
export function namesBound(target: Pattern): readonly string[] {
  switch (target.kind) {
    case 'name': return [target.name];
    case 'list': return target.items.flatMap((it) => (it ? namesBound(it) : []));
    case 'object': return [...target.entries.map((it) => it.target), ...(target.rest ? [target.rest] : [])].flatMap(namesBound);
    case 'default': return namesBound(target.target);
    case 'place': return [];
  }
}
