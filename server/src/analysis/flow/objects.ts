import { either, join } from './joining';
import type { SymbolOwner } from './symbol';
import type { Taint } from './taint';
import { ofRef, UNKNOWN, type Bindings, type Obj, type Value } from './value';

/** More than this is not kept of one list or object. */
const MAX_ITEMS = 24;
const MAX_FIELDS = 200;

let nextObject = 1;

/** Objects made later have greater ids. */
export function lastObjectId(): number {
  return nextObject - 1;
}

/** Most objects have no methods that were called: these stand for what such objects lack. */
const NO_BINDINGS: Bindings = new Map();
const NO_NAMES: readonly Taint[] = [];
const NO_CALLS: Obj['calls'] = new Map();

export function makeObject(form: Obj['form'], depth: number): Obj {
  return { id: nextObject++, form, fields: new Map(), items: [], isExact: true, isMixed: false, names: NO_NAMES, copied: undefined, depth, bindings: NO_BINDINGS, calls: NO_CALLS };
}

/** An object with one field. */
export function objectWith(name: string, value: Value, depth: number): Value {
  const object = makeObject('object', depth);
  object.fields.set(name, value);
  return ofRef({ kind: 'object', object });
}

/** Keeps what one call of a method gave its object: joined by parameter, and for this call alone. */
export function bindCall(object: Obj, method: SymbolOwner, place: number, bindings: Bindings, given: Iterable<readonly [string, Value]>, most: number): void {
  const calls = object.calls === NO_CALLS ? new Map<SymbolOwner, Map<number, Bindings>>() : object.calls as Map<SymbolOwner, Map<number, Bindings>>;
  object.calls = calls;
  let known = calls.get(method);
  if (!known) calls.set(method, (known = new Map()));
  if (known.size < most || known.has(place)) known.set(place, bindings);
  const joined = object.bindings === NO_BINDINGS ? new Map<string, Value>() : object.bindings as Map<string, Value>;
  object.bindings = joined;
  for (const [key, value] of given) {
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : join(before, value));
  }
}

/** No depth at which an object is made: what is written there joins what is there. */
export const ELSEWHERE = -2;

/** Sets a field: replaced where it certainly happens, joined where it may. */
export function setField(object: Obj, name: string, value: Value, depth: number): void {
  const before = object.fields.get(name);
  if (before === undefined && object.fields.size >= MAX_FIELDS) return;
  const isReplaced = object.depth === depth;
  object.fields.set(name, before === undefined || isReplaced ? value : either(before, value));
  if (object.copied && isReplaced) object.copied = object.copied.map((one) => (one.before.includes(name) ? { ...one, before: one.before.filter((other) => other !== name) } : one));
}

/** Puts one more into a list; what is in there already counts once. */
export function addItem(object: Obj, value: Value): void {
  if (!object.items.includes(value)) appendItem(object, value);
}

/** The same where each item is to be found at its place. */
export function appendItem(object: Obj, value: Value): void {
  if (object.items.length < MAX_ITEMS) {
    object.items.push(value);
    return;
  }
  object.isExact = false;
  const kind = kindOf(value);
  const like = object.items.findLastIndex((item) => kindOf(item) === kind);
  if (like < 0 && object.items.length < 2 * MAX_ITEMS) {
    object.items.push(value);
    return;
  }
  const at = like < 0 ? object.items.length - 1 : like;
  object.items[at] = join(object.items[at]!, value);
}

/** What is one in a list that is too long to be told apart: messages of one role, never of two. */
function kindOf({ refs: [first] }: Value): string {
  if (first?.kind === 'path') return `path ${first.path}`;
  const role = first?.kind === 'object' ? first.object.fields.get('role') : undefined;
  return role ? `role ${String(role.constant)}` : first?.kind ?? '';
}

/** What is in lists and tables, one by one. */
export function contentsOf(list: Value): readonly Value[] {
  return list.refs.flatMap((ref) => (ref.kind === 'object' ? [...ref.object.items, ...ref.object.fields.values()] : []));
}

/** Any one of the fields that are known by name. */
export function fieldsOf(value: Value): Value {
  let result: Value = UNKNOWN;
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.object.form !== 'object') continue;
    for (const field of ref.object.fields.values()) result = join(result, field);
  }
  return result;
}

/** A field that an object literal is known to have. */
export function memberOfObject(value: Value | undefined, name: string): Value | undefined {
  for (const ref of value?.refs ?? []) if (ref.kind === 'object' && ref.object.fields.has(name)) return ref.object.fields.get(name);
  return undefined;
}

/** Of texts and lists it is a number, which carries nothing. */
export function hasOwnLength(object: Value): boolean {
  return object.refs.some((ref) => (ref.kind === 'object' || ref.kind === 'instance') && ref.object.fields.has('length'));
}
