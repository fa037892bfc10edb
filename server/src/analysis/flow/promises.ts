import type { Call, Member } from '../program/program';
import { assumedHere } from './assuming';
import { callValue } from './calls';
import { throwOn, type Thrown } from './exceptions';
import { join } from './joining';
import { evaluateReceiver } from './looks';
import type { Machine } from './machine';
import { runCallbacks } from './methods';
import { makeObject } from './objects';
import { withoutRecords } from './records';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Value } from './value';

/** The object of a method call; where the method handles what a promise is refused with, what is thrown on the way to it, too. */
export function evaluateSettled(machine: Machine, call: Call, callee: Member): { readonly value: Value; readonly thrown?: Value } {
  const handles = callee.property === 'catch' || (callee.property === 'then' && call.arguments.length > 1);
  if (!handles || machine.module.family !== 'javascript') return { value: evaluateReceiver(machine, call, callee) };
  const thrown: Thrown[] = [];
  machine.frame.throws.push({ state: undefined, thrown });
  const value = evaluateReceiver(machine, call, callee);
  machine.frame.throws.pop();
  return thrown.length === 0 ? { value } : { value, thrown: thrown.map((one) => one.value).reduce(join) };
}

/** `promise.then(useIt, orHandle)`, `promise.catch(handle)`, `promise.finally(clean)`. */
export function settled(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value {
  const thrown = given.receiver?.thrown ?? UNKNOWN;
  const run = (value: Value, callbacks: readonly Value[]): Value => runCallbacks(machine, [value], { ...given, positional: callbacks }, site);
  const [first, second] = given.positional.map((callback) => [callback]);
  if (name === 'catch') return join(receiver, withoutRecords(machine, () => run(thrown, first ?? [])));
  if (name === 'finally') return join(receiver, run(UNKNOWN, first ?? []));
  const used = run(receiver, first ?? []);
  return second ? join(used, withoutRecords(machine, () => run(thrown, second))) : used;
}

/** `new Promise((resolve, reject) => …)`: what is given to `resolve` comes out, and what is given to `reject` is thrown. */
export function promised(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const [kept, refused] = [makeObject('cell', machine.frame.depth), makeObject('cell', machine.frame.depth)];
  const setters = [kept, refused].map((object) => ofRef({ kind: 'setter', object }));
  callValue(machine, given.positional[0] ?? UNKNOWN, { positional: setters, named: new Map(), rest: undefined }, site);
  for (const value of refused.items) throwOn(machine, { value, names: [], height: 0, under: assumedHere(machine) });
  return kept.items.length === 0 ? UNKNOWN : kept.items.reduce(join);
}

/** `Promise.reject(error)`. */
export function rejected(machine: Machine, given: GivenArguments): Value {
  const [value] = given.positional;
  if (value) throwOn(machine, { value, names: [], height: 0, under: assumedHere(machine) });
  return UNKNOWN;
}
