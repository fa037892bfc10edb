import { callValue } from './calls';
import type { Machine } from './machine';
import type { CallSite } from './units';
import { ofRef, type GivenArguments, type Value } from './value';

/** Methods that functions have: `f.call(this, x)`, `f.bind(this, x)`; in Python those of tasks that run elsewhere, `f.remote(x)`. */
export function calledBy(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value | undefined {
  if (machine.module.family === 'python') {
    const isTask = /^(call|remote|local|spawn|delay|aio|submit|run)$/.test(name) && receiver.refs.some((ref) => ref.kind === 'function');
    return isTask ? callValue(machine, receiver, given, site) : undefined;
  }
  if (name === 'bind') return bound(receiver, given);
  if (name === 'call') return callValue(machine, receiver, { ...given, positional: given.positional.slice(1) }, site);
  const [, list] = given.positional;
  if (name !== 'apply' || !list || !receiver.refs.some((ref) => ref.kind === 'function')) return undefined;
  return callValue(machine, receiver, { positional: itemsOf(list) ?? [], named: new Map(), rest: itemsOf(list) ? undefined : list }, site);
}

/** The items of a list that is wholly known. */
function itemsOf({ refs: [ref, ...others] }: Value): readonly Value[] | undefined {
  return ref?.kind === 'object' && others.length === 0 && ref.object.form === 'list' && ref.object.isExact ? ref.object.items : undefined;
}

/** `f.bind(this, first)`. */
function bound(receiver: Value, given: GivenArguments): Value {
  const first = given.positional.slice(1);
  if (first.length === 0) return receiver;
  return ofRef({ kind: 'partial', target: receiver, given: { positional: first, named: new Map(), rest: undefined } });
}
