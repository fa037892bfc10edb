import type { Expression } from '../program/program';
import { bindArguments } from './arguments';
import { refineViews, stripped } from './containment';
import { bitOf, MAYBE } from './families';
import type { Machine } from './machine';
import { refineMaybe } from './maybeChecks';
import { isSelf } from './ownChecks';
import { accessPath } from './names';
import { isInference } from './open';
import { probe } from './probing';
import { noteLog, noteUnlogged } from './records';
import { passSuspects } from './suspicion';
import type { Symbol } from './symbol';
import { isSameTaint } from './taint';
import type { FunctionUnit, Summary } from './units';
import type { GivenArguments, Value } from './value';

/** A check inside the callee has cleared the caller's own variable. */
export function applyClears(machine: Machine, bindings: Map<string, Value>, summary: Summary, by: string): void {
  for (const { symbol, cleared } of summary.clears) {
    const bound = bindings.get(symbol.base);
    if (!bound || !machine.isLive || symbol.path.length > 0) continue;
    for (const [name, value] of machine.state.vars) if (value === bound) learn(machine, name, cleared, by);
  }
}

/** The same for what the arguments name: `check(request.path)`, `check(request)` or `request.check()` of a check that looks at the path in it. */
export function applyClearsToNamed(machine: Machine, unit: FunctionUnit, summary: Summary, given: GivenArguments, self: Value | undefined, by: string): void {
  if (summary.clears.length === 0 || !given.nodes || !machine.isLive) return;
  const { order } = bindArguments(machine, unit, given, self);
  for (const { symbol, cleared } of summary.clears) {
    const index = order.get(symbol.base);
    const node = isSelf(unit, symbol) ? given.receiver?.node : index === undefined ? namedNode(unit, given, symbol.base) : given.nodes.positional[index];
    const path = node && accessPath(stripped(node));
    if (path !== undefined && (path.includes('.') || symbol.path.length > 0)) learn(machine, [path, ...symbol.path].join('.'), cleared, by);
  }
}

function namedNode(unit: FunctionUnit, given: GivenArguments, base: string): Expression | undefined {
  const index = Number(base.slice(unit.uid.length + 1));
  const target = unit.node.parameters[index]?.target;
  const name = target?.kind === 'default' ? target.target : target;
  return name?.kind === 'name' ? given.nodes?.named.get(name.name) : undefined;
}

/** From here on a value is clear for some sinks, and so is what is only another name or form of it. */
export function learn(machine: Machine, path: string, cleared: number, by: string): void {
  if (cleared & MAYBE) refineMaybe(machine, path, by);
  machine.state.refine(path, cleared);
  if (cleared & bitOf('file-path')) refineViews(machine, path, (source) => learn(machine, source, MAYBE, by));
  const alias = machine.frame.made.get(path);
  const other = alias && accessPath(alias);
  if (alias && other !== undefined && isSame(machine.state.vars.get(path), probe(machine, alias))) machine.state.refine(other, cleared);
}

function isSame(a: Value | undefined, b: Value): boolean {
  return a !== undefined && a.taints.length > 0 && a.taints.length === b.taints.length && a.taints.every((taint) => b.taints.some((other) => isSameTaint(taint, other)));
}

/** What the callee's records, and calls without one, mean for its caller. */
export function noteSites(machine: Machine, summary: Summary, lookUp: (symbol: Symbol) => Value | undefined): void {
  const own = [...summary.unlogged].filter(([call]) => isInference(call));
  if (own.length > 0) noteUnlogged(machine, new Map(own));
  if (summary.suspects.size > 0) passSuspects(machine, summary.suspects, lookUp);
  // What one function logs at the top of a module says nothing of the others.
  if (summary.logs && !summary.shows && machine.frame.unit) noteLog(machine);
}
