import type { Parameter } from '../program/program';
import { parameterName } from './functions';
import { join } from './joining';
import type { Machine } from './machine';
import { memberOf } from './members';
import { makeObject } from './objects';
import { ofRef, UNKNOWN, type Value } from './value';

/** What a handler takes apart in its own signature is known by the names of its fields: `({ url }) => …`. */
export function takenApart(machine: Machine, parameter: Parameter, index: number, sourceNamed: (name: string) => Value): Value {
  const whole = sourceNamed(parameterName(parameter, index));
  const target = parameter.target.kind === 'default' ? parameter.target.target : parameter.target;
  const isTyped = whole.refs.some((ref) => ref.kind === 'path');
  if (target.kind !== 'object' || target.rest || isTyped || whole === UNKNOWN) return whole;
  const object = makeObject('object', machine.frame.depth);
  for (const { key } of target.entries) {
    if (typeof key !== 'string') return whole;
    object.fields.set(key, memberOf(machine, sourceNamed(key), key));
  }
  return ofRef({ kind: 'object', object });
}

/** The model's arguments as a field of what the handler gets; older or newer versions give them as they are. */
export function insideOf(machine: Machine, path: readonly string[], given: Value): Value {
  const [name] = path;
  if (name === undefined) return given;
  const whole = makeObject('object', machine.frame.depth);
  whole.fields.set(name, given);
  return join(given, ofRef({ kind: 'object', object: whole }));
}
