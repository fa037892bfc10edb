import { callValue } from './calls';
import { join } from './joining';
import type { Machine } from './machine';
import { elementOf } from './members';
import { memberOfObject } from './objects';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Value } from './value';

/*
 * Observables of RxJS. Like a promise, one stands for whatever comes out of it; operators are functions
 * that are kept until `pipe` puts them behind each other.
 */

type Builtin = (machine: Machine, given: GivenArguments, site: CallSite) => Value;

const OPERATOR = 'rxjs.[operator].';

/** Operators whose function makes something else of what comes, or only looks at it. */
const making = ['map', 'switchMap', 'mergeMap', 'concatMap', 'exhaustMap', 'flatMap', 'expand'];
const looking = ['tap', 'do'];
const folding = ['scan', 'reduce'];
/** These let through what comes, or leave some of it out. */
const passing = ['filter', 'catchError', 'finalize', 'take', 'takeUntil', 'takeWhile', 'first', 'last', 'skip', 'retry', 'timeout', 'delay', 'debounceTime', 'throttleTime', 'distinctUntilChanged', 'share', 'shareReplay', 'startWith', 'observeOn', 'concatAll', 'mergeAll', 'switchAll', 'toArray', 'bufferCount'];

function called(machine: Machine, callee: Value | undefined, values: readonly Value[], site: CallSite): Value {
  return callee ? callValue(machine, callee, { positional: values, named: new Map(), rest: undefined }, site) : UNKNOWN;
}

const operator = (name: string): Builtin => (_machine, given) => ofRef({
  kind: 'partial', target: ofRef({ kind: 'path', path: `${OPERATOR}${name}`, isInstance: false }), given: { positional: given.positional, named: new Map(), rest: undefined },
});

/** `from(promise)`, `of(a, b)`: what is in a list comes out piece by piece. */
const started: Builtin = (machine, given) => given.positional.map((value) => (value.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'list') ? elementOf(machine, value) : value)).reduce(join, UNKNOWN);
const same: Builtin = (_machine, given) => given.positional[0] ?? UNKNOWN;

/** `source.pipe(map(f), switchMap(g))`; undefined where nothing in it is an operator. */
export function piped(machine: Machine, receiver: Value, given: GivenArguments, site: CallSite): Value | undefined {
  let isKnown = false;
  let value = receiver;
  for (const stage of given.positional) {
    for (const ref of stage.refs) {
      const target = ref.kind === 'partial' ? ref.target.refs[0] : undefined;
      if (ref.kind !== 'partial' || target?.kind !== 'path' || !target.path.startsWith(OPERATOR)) continue;
      isKnown = true;
      value = staged(machine, target.path.slice(OPERATOR.length), value, ref.given, site);
    }
  }
  return isKnown ? value : undefined;
}

function staged(machine: Machine, name: string, value: Value, given: GivenArguments, site: CallSite): Value {
  const [callback, start] = given.positional;
  if (making.includes(name)) return called(machine, callback, [value], site);
  if (folding.includes(name)) return called(machine, callback, [start ?? value, value], site);
  if (looking.includes(name)) called(machine, listenerOf(callback), [value], site);
  return value;
}

/** `subscribe({ next: (value) => … })`. */
export function observe(machine: Machine, receiver: Value, given: GivenArguments, site: CallSite): void {
  const listener = memberOfObject(given.positional[0], 'next');
  if (listener) called(machine, listener, [receiver], site);
}

function listenerOf(observer: Value | undefined): Value | undefined {
  return memberOfObject(observer, 'next') ?? observer;
}

export const observables: Readonly<Record<string, Builtin>> = {
  'rxjs.from': started, 'rxjs.of': started, 'rxjs.firstValueFrom': same, 'rxjs.lastValueFrom': same,
  'rxjs.defer': (machine, given, site) => called(machine, given.positional[0], [], site),
  ...Object.fromEntries([...making, ...looking, ...folding, ...passing].flatMap((name) => [[`rxjs.${name}`, operator(name)], [`rxjs/operators.${name}`, operator(name)]])),
};
