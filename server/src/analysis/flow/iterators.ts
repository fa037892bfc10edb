import { impliedCall } from '../program/places';
import { callUnit, callValue, NOTHING_GIVEN } from './calls';
import { findMethods } from './classes';
import { join } from './joining';
import type { Machine } from './machine';
import { elementOf, memberOf } from './members';
import { objectWith } from './objects';
import type { CallSite } from './units';
import { ofRef, type InstanceRef, type Obj, type Value } from './value';

/** What a loop asks an object for, and what it asks of what it is given then. */
const MAKES: readonly string[] = ['__iter__', '__aiter__', '[Symbol.iterator]', '[Symbol.asyncIterator]'];
const STEPS: readonly string[] = ['__next__', '__anext__', 'next'];

/** Objects that are gone through by way of each other: this many. */
const MAX_NESTED = 4;

/** `list[Symbol.iterator]()` and `gen.next()` in JavaScript: what comes next stands in the field `value`. */
export function iteration(machine: Machine, iterator: Value, method: string): Value | undefined {
  if (machine.module.family !== 'javascript') return undefined;
  if (method.startsWith('[Symbol.') && MAKES.includes(method)) return iterator;
  if (method !== 'next') return undefined;
  const isIterator = iterator.refs.some((ref) => (ref.kind === 'object' && ref.object.form === 'list') || (ref.kind === 'path' && ref.isInstance));
  return isIterator ? objectWith('value', elementOf(machine, iterator), machine.frame.depth) : undefined;
}

/** An element of an object whose class says how it is gone through; in Python also by its items. */
export function iterated(machine: Machine, ref: InstanceRef): Value | undefined {
  const self = ofRef(ref);
  const at = machine.last;
  const made = MAKES.flatMap((name) => findMethods(ref.unit, name)).map((unit) => callUnit(machine, unit, self, at));
  if (made.length > 0) return made.map((iterator) => stepsOf(machine, iterator, self)).reduce(join);
  const items = machine.module.family === 'python' ? findMethods(ref.unit, '__getitem__') : [];
  return items.length === 0 ? undefined : items.map((unit) => callUnit(machine, unit, self, at)).reduce(join);
}

/** An element of a plain object that says how it is gone through. */
export function iteratedObject(machine: Machine, object: Obj): Value | undefined {
  const makers = MAKES.flatMap((name) => object.fields.get(name) ?? []);
  if (makers.length === 0) return undefined;
  const site = siteOf(machine, 'iterator');
  return makers.map((maker) => stepsOf(machine, callValue(machine, maker, NOTHING_GIVEN, site), ofRef({ kind: 'object', object }))).reduce(join);
}

/** What an iterator gives, turn by turn; `self` may be its own. */
function stepsOf(machine: Machine, iterator: Value, self: Value): Value {
  let found: Value | undefined;
  for (const ref of iterator.refs) {
    const step = stepOf(machine, ref);
    if (step) found = found === undefined ? step : join(found, step);
  }
  const isItself = iterator.refs.some((ref) => self.refs.some((own) => (own.kind === 'instance' || own.kind === 'object') && ref.kind === own.kind && ref.object === own.object));
  if (found || isItself || machine.binding >= MAX_NESTED) return found ?? iterator;
  machine.binding++;
  const element = elementOf(machine, iterator);
  machine.binding--;
  return element;
}

function stepOf(machine: Machine, ref: Value['refs'][number]): Value | undefined {
  if (ref.kind !== 'instance' && (ref.kind !== 'object' || !ref.object.fields.has('next'))) return undefined;
  const given = STEPS.flatMap((name) => {
    const method = memberOf(machine, ofRef(ref), name);
    return method.refs.some(({ kind }) => kind === 'function') ? [callValue(machine, method, NOTHING_GIVEN, siteOf(machine, name))] : [];
  });
  if (given.length === 0) return undefined;
  return given.map((step) => (machine.module.family === 'python' ? step : memberOf(machine, step, 'value'))).reduce(join);
}

function siteOf(machine: Machine, name: string): CallSite {
  return machine.callSite(impliedCall(machine.last ?? { kind: 'name', name, start: 0, end: 0 }), name);
}
