import type { Expression } from '../program/program';
import { bitOf } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import { clear } from './taint';
import type { Value } from './value';

/** A check that raises when it fails: the checked expression is clear from here on. */
export function refineTaints(machine: Machine, node: Expression, value: Value, families: number): void {
  if (!machine.isLive || value.taints.length + value.refs.length === 0) return;
  const path = accessPath(node);
  if (path !== undefined) machine.state.refine(path, families);
}

/** The beginning of a text is as long as the program allows. */
export function bounded(part: Value): Value {
  const taints = part.taints.flatMap((taint) => clear(taint, bitOf('user-prompt')) ?? []);
  return part.taints.length === 0 ? part : { ...part, taints };
}
