import type { Expression } from '../program/program';
import type { Assumptions } from './assuming';
import { mixed } from './flags';
import { joinStates, type State } from './frame';
import { returnImplications } from './implications';
import { either, join } from './joining';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { makeObject } from './objects';
import type { FunctionUnit } from './units';
import { addReturned, holdingUnder } from './under';
import type { Obj, Value } from './value';
import { returnChoice, told } from './verdicts';

/** A function gives something back, or nothing, and is left. */
export function runReturn(machine: Machine, value: Value, node: Expression | undefined): void {
  const frame = machine.frame;
  if (!frame.state) return;
  if (node && frame.unit?.isResponder) respond(machine, frame.unit, value, node);
  const given = eachHoldingUnder(value, node, frame.state.assumed);
  frame.returns = frame.exit ? mixed(frame.returns, given, either(frame.returns, given)) : join(frame.returns, given);
  frame.ways = addReturned(frame.ways, given, frame.state.assumed);
  if (node?.kind === 'conditional') returnChoice(machine, node);
  else returnImplications(machine, isNone(node) ? undefined : told(machine, value, node));
  leave(machine, frame.state);
}

/** The same of each part of `(data, count)` and `{ data, count }`, which the caller takes apart. */
function eachHoldingUnder(value: Value, node: Expression | undefined, assumed: Assumptions): Value {
  const [only, ...others] = value.refs;
  if (assumed.size === 0 || only?.kind !== 'object' || others.length > 0 || !isWhole(only.object, node)) return holdingUnder(value, assumed);
  const { items, fields, depth, form } = only.object;
  if ([...items, ...fields.values()].every(({ taints }) => taints.length === 0)) return holdingUnder(value, assumed);
  const copy = makeObject(form, depth);
  copy.items = items.map((item) => holdingUnder(item, assumed));
  for (const [name, field] of fields) copy.fields.set(name, holdingUnder(field, assumed));
  return holdingUnder({ ...value, refs: [{ kind: 'object', object: copy }] }, assumed);
}

/** All of it is known, and nobody else holds it to put more in. */
function isWhole(object: Obj, node: Expression | undefined): boolean {
  if (!object.isExact || object.isMixed || object.copied || object.names.length > 0) return false;
  return object.form === 'list' || (object.form === 'object' && node?.kind === 'object');
}

function isNone(node: Expression | undefined): boolean {
  return node === undefined || (node.kind === 'name' && node.name === 'undefined');
}

/** What a route handler returns is sent to the client. */
function respond(machine: Machine, unit: FunctionUnit, value: Value, node: Expression): void {
  const name = `${unit.name}()`;
  machine.reach('response', { id: machine.siteId(node), module: machine.module, at: node, name, call: undefined, value: node }, deepTaints(value));
}

/** A way out of the function, through the `finally` blocks around. */
function leave(machine: Machine, state: State): void {
  const frame = machine.frame;
  frame.exit = joinStates(frame.exit, state);
  frame.state = undefined;
}
