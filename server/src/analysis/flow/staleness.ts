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
  if (outer.unit === undefined) return false;
  if (unit.madeIn !== outer && sharesObjects(outer, unit)) return true;
  if (outer.state === undefined || outer.changes === unit.madeAt) return false;
  return unit.madeIn !== outer || hasChanged(outer, unit.node, unit.madeAt, new Set());
}

/** What the function around it holds was made anew, and functions that are made there put something into it. */
function sharesObjects(outer: Frame, { node }: FunctionUnit): boolean {
  if (![...outer.nested].some(({ summary }) => summary?.outerWrites.some(({ into }) => into.kind === 'object' && into.object.form !== 'cell'))) return false;
  const vars = (outer.state ?? outer.exit)?.vars;
  for (const name of mentionsIn(node).names) if (vars?.get(name)?.refs.some((ref) => ref.kind === 'object' && ref.object.form !== 'cell')) return true;
  return false;
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
