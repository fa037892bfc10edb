import type { FlowStep } from '../analysis';
import type { Span } from '../program/program';
import type { Machine } from './machine';
import { withSteps } from './taint';
import { withTaints, type GivenArguments, type Value } from './value';

/** A value that is put where other functions can read it: its story says where it waits for them. */
export function kept(machine: Machine, value: Value, at: Span, name: string): Value {
  if (machine.isShallow) return value;
  return told(machine, value, [machine.step(at, `\`${name}\` keeps it`)], 0);
}

/** Objects inside objects that are looked into: messages of a list in the state of a store. */
const MAX_DEPTH = 3;

/** Objects of this very function are told what becomes of them; others had their story before. */
function told(machine: Machine, value: Value, steps: readonly FlowStep[], depth: number): Value {
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.object.id <= machine.frame.firstObject || depth >= MAX_DEPTH) continue;
    const { fields, items } = ref.object;
    for (const [key, field] of fields) fields.set(key, told(machine, field, steps, depth + 1));
    items.forEach((item, index) => {
      items[index] = told(machine, item, steps, depth + 1);
    });
  }
  return value.taints.length === 0 ? value : withTaints(value, value.taints.map((taint) => withSteps(taint.under ? { ...taint, under: undefined } : taint, steps)));
}

/** The same for an error and what it holds, where it was made or caught here. */
export function toldOfError(machine: Machine, value: Value, step: FlowStep): Value {
  for (const ref of value.refs) {
    if (ref.kind !== 'instance' || ref.object.id <= machine.frame.firstObject) continue;
    for (const [key, field] of ref.object.fields) ref.object.fields.set(key, told(machine, field, [step], 1));
  }
  return told(machine, value, [step], 0);
}

/** Whether what is written into the object outlives the function that runs. */
export function outlives(machine: Machine, object: Value): boolean {
  return object.refs.some((ref) => ref.kind === 'instance' || ref.kind === 'class' || ref.kind === 'symbol'
    || (ref.kind === 'object' && machine.frame.unit !== undefined && ref.object.id <= machine.frame.firstObject));
}

/** The same for what a method puts into its receiver: `self.lines.append(text)`. */
export function keptGiven(machine: Machine, receiver: Value, given: GivenArguments, at: Span, name: string): GivenArguments {
  if (!outlives(machine, receiver)) return given;
  const keep = (value: Value): Value => kept(machine, value, at, name);
  return {
    ...given, positional: given.positional.map(keep), named: new Map([...given.named].map(([key, value]) => [key, keep(value)])),
    rest: given.rest && keep(given.rest),
  };
}
