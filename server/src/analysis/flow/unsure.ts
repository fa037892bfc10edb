import type { Expression } from '../program/program';
import { only } from './assuming';
import { findField } from './classes';
import { evaluate } from './expressions';
import { join } from './joining';
import { deepTaints, weakened } from './labels';
import type { Machine } from './machine';
import { elementOf } from './members';
import { addItem, fieldsOf, makeObject } from './objects';
import { goneThrough } from './tables';
import { chosenPart, PRIVILEGED } from './narrowing';
import { isSameTaint, weaken, type Taint } from './taint';
import { holdingUnder } from './under';
import { ofRef, UNKNOWN, withTaints, type FunctionRef, type GivenArguments, type Obj, type ObjectRef, type Ref, type Value } from './value';

/*
 * What is read is one of several things, and which was not known: what only one of them holds is a
 * guess, and a finding that it leads to is likely.
 */

/** `messages[0]["content"]` of a list whose order is not known: what any message holds may be in the first. */
export function ofAnyItem(machine: Machine, value: Value, item: Expression, property: string): Value {
  if (item.kind !== 'index' || item.object.kind !== 'name') return value;
  if (item.index.kind !== 'literal' || typeof item.index.value !== 'number' || item.index.value < 0) return value;
  if (deepTaints(value).length === 0) return value;
  const list = evaluate(machine, item.object).refs.find((ref) => ref.kind === 'object' && ref.object.form === 'list');
  if (list?.kind !== 'object' || list.object.isExact || !list.object.items.some(hasFields)) return value;
  const instructions = item.index.value === 0 ? ofInstructions(list.object, property) : undefined;
  return instructions ?? unsure(value, `which item of \`${item.object.name}\` is read was not known`);
}

/** Where there are messages with instructions, these stand before all others. */
function ofInstructions(list: Obj, property: string): Value | undefined {
  let found: Value | undefined;
  for (const { refs } of list.items) {
    for (const ref of refs) {
      const role = ref.kind === 'object' ? ref.object.fields.get('role') : undefined;
      const held = ref.kind === 'object' ? ref.object.fields.get(property) : undefined;
      const part = role && held && privilegedPart(role, held);
      if (part) found = found ? join(found, part) : part;
    }
  }
  return found;
}

/** What messages hold of which a role is written, or is that of an element of what the caller gives. */
function privilegedPart(role: Value, held: Value): Value | undefined {
  if (role.constant !== undefined) return PRIVILEGED.values.includes(String(role.constant)) ? held : undefined;
  const open = role.refs.find((ref) => ref.kind === 'symbol');
  const taints = open?.kind === 'symbol' ? chosenPart(deepTaints(held), open.symbol, PRIVILEGED) : undefined;
  return taints && withTaints(UNKNOWN, taints);
}

/** What is given to a function that may not be the one that is called. */
export function givenAsGuess(bindings: Map<string, Value>, { unsure: because }: FunctionRef): Map<string, Value> {
  return because === undefined ? bindings : new Map([...bindings].map(([base, value]) => [base, unsure(value, because)]));
}

/** The same value as a guess, with all that is in it. */
function unsure(value: Value, because: string): Value {
  const taints = deepTaints(value);
  const refs = value.refs.filter((ref) => ref.kind !== 'object' || deepTaints(ofRef(ref)).length === 0);
  return weakened({ ...value, refs, taints }, because);
}

const named = /(^|_)(messages|history|conversation)$|(Messages|History|Conversation)$/;

/** What a function that nobody knows makes of a list of messages: messages with the roles that they had. */
export function messagesAgain(machine: Machine, given: GivenArguments, because: string): Value {
  const list = makeObject('list', machine.frame.depth);
  list.isExact = false;
  const open: Ref[] = [];
  given.positional.forEach((value, index) => {
    const node = given.nodes?.positional[index];
    const isNamed = node?.kind === 'name' && named.test(node.name);
    for (const ref of value.refs) {
      if (ref.kind === 'symbol' && isNamed) open.push(ref);
      if (ref.kind !== 'object' || ref.object.form !== 'list') continue;
      for (const item of ref.object.items) for (const message of item.refs) if (hasRole(message)) addItem(list, messageAgain(message.object, because));
    }
  });
  return { refs: list.items.length === 0 ? open : [...open, { kind: 'object', object: list }], taints: [] };
}

function hasRole(ref: Ref): ref is ObjectRef {
  return ref.kind === 'object' && ref.object.form === 'object' && ref.object.fields.has('role');
}

function messageAgain(message: Obj, because: string): Value {
  const made = makeObject('object', message.depth);
  made.isExact = message.isExact;
  made.copied = message.copied;
  made.names = message.names;
  for (const [name, field] of message.fields) made.fields.set(name, name === 'role' ? field : unsure(field, because));
  return ofRef({ kind: 'object', object: made });
}

function hasFields(item: Value): boolean {
  return item.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object');
}

/** The field under a name that is not known: what only some of the fields hold is a guess. */
export function someField(object: Value): Value {
  const any = fieldsOf(object);
  if (any.taints.length === 0) return any;
  const fields = object.refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'object' ? [...ref.object.fields.values()] : []));
  const isInAll = (taint: Taint): boolean => fields.every((field) => field.taints.some((other) => isSameTaint(other, taint)));
  return withTaints(any, any.taints.map((taint) => (isInAll(taint) ? taint : weaken(taint, 'which field is read was not known'))));
}

/** The field of one thing that the value may be was found: labels on the value itself are those of the others. */
export function ofOthers(object: Value, property: string, taints: readonly Taint[]): readonly Taint[] {
  const isField = object.refs.some((ref) => ref.kind === 'object' && ref.object.fields.has(property));
  const isOwn = isField || object.refs.some((ref) => ref.kind === 'instance' && (ref.object.fields.has(property) || findField(ref.unit, property) !== undefined));
  if (!isOwn) return taints;
  // What was read into an object of a class may have the label of all that was read; a text has no such members.
  return taints.map((taint) => (taint.label !== undefined && (isField || isText(taint)) ? weaken(taint, `which of several values \`${property}\` is read of was not known`) : taint));
}

function isText(taint: Taint): boolean {
  return taint.label === 'tool-result' || taint.label === 'retrieved';
}

/** Any element, and where an object is read under a name that is not known, any field: going through a dict of Python gives its keys. */
export function anyPart(machine: Machine, value: Value): Value {
  const element = elementOf(machine, value);
  if (machine.module.family === 'javascript') return join(element, someField(value));
  const any = join(goneThrough(machine, value), element);
  const workers = workersIn(value);
  return workers.length === 0 ? any : { ...any, refs: [...any.refs, ...workers] };
}

/** `self.tools[name].run(text)`: of what a dict holds, what can be called; a key cannot. */
function workersIn({ refs }: Value): readonly Ref[] {
  const held = refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'object' ? [...ref.object.fields.values()] : []));
  return held.flatMap((field) => field.refs.filter(({ kind }) => kind === 'function' || kind === 'instance' || kind === 'class' || kind === 'partial')).slice(0, MAX_WORKERS);
}

/** Of more tools in one dict, which is meant is not followed. */
const MAX_WORKERS = 24;

const handles = /^_?(agents?|instructions?|clients?|sessions?|models?|tools?|handlers?|callbacks?|loggers?|config|status(_?code)?|ok|id|headers|usage|metadata)$/i;

/** `result.agent` of what a tool gave back: not every part of a result is a part of its text. */
export function ofHandle(property: string, taints: readonly Taint[]): readonly Taint[] {
  if (!handles.test(property)) return taints;
  return taints.map((taint) => (isText(taint) ? weaken(taint, `what \`${property}\` of the result is was not known`) : taint));
}

/** What a table does itself, whatever is stored in it. */
const ofTables = /^(get|set|has|add|pop|popitem|keys|values|items|entries|update|setdefault|copy|clear|delete|forEach)$/;

/** Fields under names that were not constants: one of them may have this name. `cache.get(key)` is none of them. */
export function loose(object: Obj, property: string, at: { readonly kind: string } | undefined): Value | undefined {
  return object.items.length === 0 || (at?.kind === 'member' && ofTables.test(property)) ? undefined : guessed(object.items.reduce(join), `what is stored under \`${property}\` was not known`);
}

/** Any item of an object that was put in there, or may be. */
export function anyItem({ items, isMixed }: Obj): Value | undefined {
  if (items.length === 0) return undefined;
  const any = items.reduce(join);
  return isMixed ? guessed(any, 'in which of several tables it was put was not known') : any;
}

/** What may be another thing: its labels are guesses, and so is what comes of a call of it. */
function guessed(value: Value, because: string): Value {
  const held = weakened(value, because);
  if (!value.refs.some(({ kind }) => kind === 'function')) return held;
  return { ...held, refs: value.refs.map((ref) => (ref.kind === 'function' ? { ...ref, unsure: ref.unsure ?? because } : ref)) };
}

/** What such a function has returned, or one that is meant only where its object has it. */
export function ofGuess(result: Value, { unsure: because, when }: FunctionRef): Value {
  const given = when ? holdingUnder(result, only(when)) : result;
  return because === undefined ? given : unsure(given, because);
}
