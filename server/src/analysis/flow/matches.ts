import { join } from './joining';
import { cleared, deepTaints } from './labels';
import type { Machine } from './machine';
import { makeObject } from './objects';
import { admitsOnly } from './patterns';
import { listOfOne } from './methods';
import { ofRef, UNKNOWN, type GivenArguments, type Obj, type Value } from './value';

interface Group {
  readonly name: string | undefined;
  readonly source: string;
}

/** Marks the object that a match is, so that its methods are told from those of other objects. */
const MATCH = ' match';

/**
 * What looking for a pattern gives: the groups, each of which holds no more than its part of the
 * pattern admits. Undefined where no part of the pattern is narrow enough to matter.
 */
export function matchOf(machine: Machine, name: string, pattern: string | undefined, subject: Value): Value | undefined {
  if (pattern === undefined || deepTaints(subject).length === 0) return undefined;
  const groups = groupsOf(pattern);
  const whole = `^(?:${pattern})$`;
  if ([...groups.map(({ source }) => `^(?:${source})$`), whole].every((one) => admitsOnly(one) === 0)) return undefined;
  const part = (one: string): Value => cleared({ refs: [], taints: deepTaints(subject) }, admitsOnly(one));
  const parts = groups.map(({ source }) => part(`^(?:${source})$`));
  const match = makeObject('list', machine.frame.depth);
  match.items = [part(whole), ...parts];
  const named = makeObject('object', machine.frame.depth);
  groups.forEach((group, index) => { if (group.name !== undefined) named.fields.set(group.name, parts[index]!); });
  for (const [field, value] of named.fields) match.fields.set(field, value);
  match.fields.set('groups', ofRef({ kind: 'object', object: named }));
  match.fields.set('input', subject);
  match.fields.set(MATCH, UNKNOWN);
  switch (name) {
    case 'findall': return listOfOne(machine, parts.length === 0 ? match.items[0]! : parts.length === 1 ? parts[0]! : groupsOnly(machine, parts));
    case 'finditer':
    case 'matchAll': return listOfOne(machine, ofRef({ kind: 'object', object: match }));
    default: return ofRef({ kind: 'object', object: match });
  }
}

/** `match.group(1)`, `match.group('name')`, `match.groups()`, `match.groupdict()`. */
export function matchMethod(machine: Machine, receiver: Value, name: string, given: GivenArguments): Value | undefined {
  if (!/^(group|groups|groupdict|start|end|span)$/.test(name)) return undefined;
  const matches = receiver.refs.flatMap((ref) => (ref.kind === 'object' && ref.object.fields.has(MATCH) ? [ref.object] : []));
  if (matches.length === 0) return undefined;
  return matches.map((match) => ofMethod(machine, match, name, given)).reduce(join);
}

function ofMethod(machine: Machine, match: Obj, name: string, given: GivenArguments): Value {
  if (name === 'groupdict') return match.fields.get('groups') ?? UNKNOWN;
  if (name === 'groups') return groupsOnly(machine, match.items.slice(1));
  if (name !== 'group') return UNKNOWN;
  const wanted = given.positional.map(({ constant }) => (
    typeof constant === 'number' ? match.items[constant] : typeof constant === 'string' ? match.fields.get(constant) : match.items.reduce(join, UNKNOWN)) ?? UNKNOWN);
  return wanted.length > 1 ? groupsOnly(machine, wanted) : wanted[0] ?? match.items[0] ?? UNKNOWN;
}

function groupsOnly(machine: Machine, parts: readonly Value[]): Value {
  const tuple = makeObject('list', machine.frame.depth);
  tuple.items = [...parts];
  return ofRef({ kind: 'object', object: tuple });
}

/** The capturing groups of a regular expression, in the order in which they are counted. */
function groupsOf(pattern: string): readonly Group[] {
  const found: { name: string | undefined; from: number; to: number }[] = [];
  const open: number[] = [];
  let isInSet = false;
  for (let at = 0; at < pattern.length; at++) {
    const mark = pattern[at];
    if (mark === '\\') at++;
    else if (isInSet) isInSet = mark !== ']';
    else if (mark === '[') isInSet = true;
    else if (mark === '(') {
      const lead = /^\((\?P?<([A-Za-z_]\w*)>|(?!\?))/.exec(pattern.slice(at, at + 80));
      open.push(lead ? found.length : -1);
      if (lead) found.push({ name: lead[2], from: at + lead[0].length, to: -1 });
    } else if (mark === ')') {
      const group = found[open.pop() ?? -1];
      if (group) group.to = at;
    }
  }
  return found.map(({ name, from, to }) => ({ name, source: to < 0 ? '.' : pattern.slice(from, to) }));
}
