import type { Expression } from '../program/program';
import { bitOf, lasting, NOTHING } from './families';
import type { Frame } from './frame';
import { cleared } from './labels';
import type { Machine } from './machine';
import { accessPath } from './names';
import { chosenItself } from './narrowing';
import { clear, weaken } from './taint';
import { asMaybeChecked } from './maybeChecks';
import type { Value } from './value';

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
  const bits = lasting(refined.get(path) ?? NOTHING);
  const known = choice ? chosenItself(machine, value, choice) : value;
  return asMaybeChecked(machine.state.refined, machine.frame.checkedBy, path, bits === NOTHING ? known : cleared(known, bits));
}

export const ONLY_A_PART = 'only a part of it is there';

/** The beginning of a text is as long as the program allows; of a secret it may be too little to be of use. */
export function bounded(part: Value): Value {
  const taints = part.taints.flatMap((taint) => clear(taint.label === 'secret' ? weaken(taint, ONLY_A_PART) : taint, bitOf('user-prompt')) ?? []);
  return part.taints.length === 0 ? part : { ...part, taints };
}

/** A value that a function reads from those around it, with what was known there when it was defined. */
export function asTestedAround(machine: Machine, path: string, value: Value): Value {
  if (value.taints.length === 0) return value;
  const name = path.split('.')[0]!;
  for (let frame: Frame | undefined = machine.frame; frame?.outer; frame = frame.outer) {
    const state = frame.state ?? frame.exit;
    if (state?.vars.has(name)) return value;
    const { outer } = frame;
    const at = frame.unit?.definedAt;
    const now = outer.state ?? outer.exit;
    if (!at || !now?.vars.has(name)) continue;
    if (at.vars.get(name) !== now.vars.get(name)) return value;
    const bits = lasting(at.refined.get(path) ?? NOTHING);
    return asMaybeChecked(at.refined, outer.checkedBy, path, bits === NOTHING ? value : cleared(value, bits));
  }
  return value;
}
