import type { FunctionNode } from '../program/program';
import type { Frame } from './frame';
import type { FunctionUnit } from './units';

/**
 * Inner functions see the variables around them. Whether one that the function names, or that a function
 * beside it does which it may call, was assigned since its summary was made.
 */
export function isStale(unit: FunctionUnit): boolean {
  const { outer } = unit;
  if (outer.unit === undefined || outer.state === undefined) return false;
  if (outer.changes === unit.madeAt) return false;
  return unit.madeIn !== outer || hasChanged(outer, unit.node, unit.madeAt, new Set());
}

function hasChanged(frame: Frame, node: FunctionNode, since: number, seen: Set<FunctionNode>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  for (const name of namesIn(node)) {
    if (frame.lastChange(name) > since) return true;
    for (const ref of frame.state?.vars.get(name)?.refs ?? []) {
      if (ref.kind === 'function' && ref.unit.outer === frame && hasChanged(frame, ref.unit.node, since, seen)) return true;
    }
  }
  return false;
}

const names = new WeakMap<FunctionNode, ReadonlySet<string>>();

/** Every name that is written in a function, in those inside it, too. */
function namesIn(node: FunctionNode): ReadonlySet<string> {
  let known = names.get(node);
  if (!known) {
    const found = new Set<string>();
    collect(node, found);
    names.set(node, (known = found));
  }
  return known;
}

function collect(part: unknown, into: Set<string>): void {
  if (Array.isArray(part)) {
    for (const item of part) collect(item, into);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if ('kind' in part && part.kind === 'name' && 'name' in part) into.add(String(part.name));
  for (const value of Object.values(part)) if (typeof value === 'object') collect(value, into);
}
