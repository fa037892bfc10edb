import { hasMoreToRead } from './sharedReads';
import { mentionsIn } from '../program/mentions';
import type { FunctionNode } from '../program/program';
import type { Frame } from './frame';
import type { FunctionUnit } from './units';

/**
 * Inner functions see the variables around them. Whether one that the function names, or that a function
 * beside it does which it may call, was assigned since its summary was made.
 */
export function isStale(unit: FunctionUnit): boolean {
  const { outer } = unit;
  if (hasMoreToRead(unit)) return true;
  if (outer.unit === undefined || outer.state === undefined) return false;
  if (outer.changes === unit.madeAt) return false;
  return unit.madeIn !== outer || hasChanged(outer, unit.node, unit.madeAt, new Set());
}

function hasChanged(frame: Frame, node: FunctionNode, since: number, seen: Set<FunctionNode>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  for (const name of mentionsIn(node).names) {
    if (frame.lastChange(name) > since) return true;
    for (const ref of frame.state?.vars.get(name)?.refs ?? []) {
      if (ref.kind === 'function' && ref.unit.outer === frame && hasChanged(frame, ref.unit.node, since, seen)) return true;
    }
  }
  return false;
}
