import type { Expression } from '../program/program';
import { bitOf, EVERYTHING, NOTHING } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import { chosenItself } from './narrowing';
import { clear } from './taint';
import { cleared, type Value } from './value';

/** A check that raises when it fails: the checked expression is clear from here on. */
export function refineTaints(machine: Machine, node: Expression, value: Value, families: number): void {
  if (!machine.isLive || value.taints.length + value.refs.length === 0) return;
  const path = accessPath(node);
  if (path !== undefined) machine.state.refine(path, families);
}

/** A value with what tests on the way here have taught about the place it was read from. */
export function asTested(machine: Machine, path: string, value: Value): Value {
  const { refined, chosen } = machine.state;
  const choice = chosen.get(path);
  const bits = (refined.get(path) ?? NOTHING) & EVERYTHING;
  const known = choice ? chosenItself(machine, value, choice) : value;
  return bits === NOTHING ? known : cleared(known, bits);
}

/** The beginning of a text is as long as the program allows. */
export function bounded(part: Value): Value {
  const taints = part.taints.flatMap((taint) => clear(taint, bitOf('user-prompt')) ?? []);
  return part.taints.length === 0 ? part : { ...part, taints };
}
