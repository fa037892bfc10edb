import { callValue } from './calls';
import { elementOf } from './members';
import { without } from './given';
import type { Machine } from './machine';
import type { CallSite } from './units';
import { UNKNOWN, type GivenArguments, type Value } from './value';

/** `run_in_executor(None, f, x)`, `Thread(target=f, args=(x,))`, `apply_async(f, args=(x,))`: a call of the function with the rest. */
export function delegated(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const at = given.positional.findIndex((value) => value.refs.some((ref) => ref.kind === 'function' || ref.kind === 'partial' || ref.kind === 'path' || ref.kind === 'symbol'));
  const target = given.named.get('target') ?? given.positional[at];
  if (!target) return UNKNOWN;
  const args = given.named.get('args');
  if (!args && !given.named.has('target')) return callValue(machine, target, onwards(given, at + 1), site);
  const named = given.named.get('kwargs')?.refs.find((ref) => ref.kind === 'object' && ref.object.form === 'object');
  return callValue(machine, target, { positional: args ? argumentsOf(machine, args) : [], named: named?.kind === 'object' ? named.object.fields : new Map(), rest: undefined }, site);
}

/** `Timer(60, clean, [folder])`. */
export function timed(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const target = given.named.get('function') ?? given.positional[1];
  const args = given.named.get('args') ?? given.positional[2];
  return target ? callValue(machine, target, { positional: args ? argumentsOf(machine, args) : [], named: new Map(), rest: undefined }, site) : UNKNOWN;
}

const later = /^(globalThis\.)?(setTimeout|setInterval|setImmediate|process\.nextTick)$/;

/** `setTimeout(run, 100, text)`, `process.nextTick(run, text)`: what stands behind the function, and how long to wait, it is given. */
export function handOnLater(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  const target = later.test(path) ? given.positional[0] : undefined;
  if (!target) return;
  const others = onwards(given, /(Timeout|Interval)$/.test(path) ? 2 : 1);
  if (others.positional.length > 0) callValue(machine, target, others, site);
}

function argumentsOf(machine: Machine, value: Value): Value[] {
  const ref = value.refs.find((one) => one.kind === 'object' && one.object.isExact);
  return ref?.kind === 'object' ? ref.object.items : [elementOf(machine, value)];
}

/** What a call hands on: all but the first few, and not where they are written. */
export function onwards(given: GivenArguments, first: number): GivenArguments {
  const { nodes: _, receiver: __, ...others } = without(given, first);
  return others;
}
