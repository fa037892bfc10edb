import type { Expression } from '../program/program';
import type { Machine } from './machine';
import { accessPath } from './names';
import type { Value } from './value';

/** A check that raises when it fails: the checked expression is clear from here on. */
export function refineTaints(machine: Machine, node: Expression, value: Value, families: number): void {
  if (!machine.isLive || value.taints.length + value.refs.length === 0) return;
  const path = accessPath(node);
  if (path !== undefined) machine.state.refine(path, families);
}
