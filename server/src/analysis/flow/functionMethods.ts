import { callValue } from './calls';
import type { Machine } from './machine';
import { elementOf } from './members';
import { knownItems } from './perElement';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Ref, type Value } from './value';

/** `names.map(String)`, `commands.forEach(execSync)`: functions of the language, and those of libraries that do something with what they get. */
export function isLibraryFunction(machine: Machine, ref: Ref): boolean {
  return ref.kind === 'path' && (/^globalThis\.[A-Z]\w*(\.\w+)?$/.test(ref.path) || isSinkFunction(machine, ref));
}

function isSinkFunction({ facts }: Machine, ref: Ref): boolean {
  return ref.kind === 'path' && !ref.isInstance && facts.sinks(ref.path).length > 0;
}

/** `execSync.bind(null, command)`, `execSync.call(null, command)`: a function of a library by way of the methods that functions have. */
export function byItsMethods(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value | undefined {
  if (machine.module.family !== 'javascript' || receiver.refs.length === 0) return undefined;
  const isFunction = receiver.refs.every((ref) => isSinkFunction(machine, ref)) || isCalledOn(receiver, name, given);
  return isFunction ? calledBy(machine, receiver, name, given, site) : undefined;
}

/** `fn.apply(this, args)` of a function that a caller knows: an object of its own with such a method would not be given `this`, or nothing. */
function isCalledOn({ refs }: Value, name: string, { nodes }: GivenArguments): boolean {
  const first = nodes?.positional[0];
  const isThis = (first?.kind === 'name' && /^(this|undefined|self|globalThis)$/.test(first.name)) || (first?.kind === 'literal' && first.value === null);
  return isThis && /^(apply|call)$/.test(name) && refs.every(({ kind }) => kind === 'symbol' || kind === 'function');
}

/** Methods that functions have: `f.call(this, x)`, `f.bind(this, x)`; in Python those of tasks that run elsewhere, `f.remote(x)`. */
export function calledBy(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value | undefined {
  if (machine.module.family === 'python') {
    const isTask = /^(call|remote|local|spawn|delay|aio|submit|run)$/.test(name) && receiver.refs.some((ref) => ref.kind === 'function');
    return isTask ? callValue(machine, receiver, given, site) : undefined;
  }
  if (name === 'bind') return bound(receiver, given);
  if (name === 'apply' && receiver.refs.some(({ kind }) => kind !== 'object' && kind !== 'instance')) {
    const list = given.positional[1] ?? UNKNOWN;
    const items = knownItems(list);
    if (items || receiver.refs.some(({ kind }) => kind === 'function' || kind === 'symbol')) {
      return callValue(machine, receiver, items ? { positional: items, named: new Map(), rest: undefined } : { positional: [], named: new Map(), rest: elementOf(machine, list), spread: { from: 0, lists: [list] } }, site);
    }
  }
  return name === 'call' ? callValue(machine, receiver, { ...given, positional: given.positional.slice(1) }, site) : undefined;
}

/** `f.bind(this, first)`. */
function bound(receiver: Value, given: GivenArguments): Value {
  const first = given.positional.slice(1);
  if (first.length === 0) return receiver;
  return ofRef({ kind: 'partial', target: receiver, given: { positional: first, named: new Map(), rest: undefined } });
}
