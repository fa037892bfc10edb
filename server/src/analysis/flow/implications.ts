import type { Frame, State } from './frame';
import type { Machine } from './machine';
import { isResolved } from './containment';
import { bitOf, EVERYTHING, MAYBE, NOTHING, type Cleared } from './families';
import { isHostName } from './placeGuards';
import { isOfKind } from './kinds';
import { related } from './maybeChecks';
import { memberSymbol, type Symbol } from './symbol';
import type { Teaching } from './units';
import { UNKNOWN, type Value } from './value';

/** What holds of the unknowns of a function in one of its outcomes. */
export type Known = ReadonlyMap<Symbol, Cleared>;

/** A function that returns what a test implies teaches its callers the same of its parameters; `value` is undefined where nothing is returned. */
export function returnImplications(machine: Machine, value: Value | undefined): void {
  noteVerdicts(machine, value ?? UNKNOWN);
  const constant = value ? value.constant : null;
  const { frame } = machine;
  if (constant === undefined || constant) {
    frame.agreed = agreement(machine, frame.agreed, value ?? UNKNOWN, true);
    noteAround(machine, value ?? UNKNOWN, true);
  }
  if (constant) return;
  frame.denied = agreement(machine, frame.denied, value ?? UNKNOWN, false);
  noteAround(machine, value ?? UNKNOWN, false);
}

/** The same of variables of the functions around: `roots.some((root) => { …; return target.startsWith(root + sep) })`. */
function noteAround({ frame, state }: Machine, value: Value, outcome: boolean): void {
  if (!frame.outer) return;
  const here = new Map<string, Cleared>();
  const add = (path: string, cleared: Cleared): void => {
    if (!isOfKind(path) && !state.vars.has(path.split('.')[0]!)) here.set(path, (here.get(path) ?? 0) | cleared);
  };
  for (const [path, cleared] of state.refined) add(path, cleared);
  for (const implied of value.implies ?? []) if (implied.outcome === outcome) add(implied.path, implied.cleared);
  const before = frame.around.get(outcome);
  frame.around.set(outcome, before === undefined ? here : common(before, here));
}

/** What a function teaches by how its result comes out: what all the ways have in common that may come out so. */
export function teachings({ agreed, denied }: Frame): Teaching[] {
  return [[agreed, true] as const, [denied, false] as const].flatMap(([known, outcome]) => [...known ?? []].map(([symbol, cleared]) => ({ symbol, outcome, cleared })));
}

function agreement(machine: Machine, before: Known | undefined, value: Value, outcome: boolean): Known {
  const here = seenHere(machine, value, outcome);
  return before === undefined ? here : common(before, here);
}

/** `return { ok: true }`: what every way out with this field true has seen tested, the field teaches by being true. */
function noteVerdicts(machine: Machine, value: Value): void {
  const { frame } = machine;
  if (frame.verdicts === null) return;
  const object = value.refs.length === 1 && (value.refs[0]!.kind === 'object' || value.refs[0]!.kind === 'instance') ? value.refs[0]!.object : undefined;
  if (!object) {
    frame.verdicts = null;
    return;
  }
  const members: [string, Value][] = [...object.fields, ...object.items.map((item, index): [string, Value] => [String(index), item])];
  const before = frame.verdicts;
  const after = new Map(before ?? []);
  for (const [name, member] of members) {
    if (member.constant === false || member.constant === null) continue;
    const here = member.constant === true ? seenHere(machine, { ...value, implies: [] }, true) : new Map<Symbol, Cleared>();
    const known = after.get(name);
    after.set(name, known ? common(known, here) : here);
  }
  frame.verdicts = after;
}

/** What the fields of a function's result teach its callers. */
export function verdictsOf(frame: Frame): Teaching[] {
  return [...frame.verdicts ?? []].flatMap(([member, known]) => [...known].map(([symbol, cleared]) => ({ symbol, outcome: true, cleared, member })));
}

function seenHere(machine: Machine, value: Value, outcome: boolean): Map<Symbol, Cleared> {
  const here = new Map<Symbol, Cleared>();
  const add = (path: string, cleared: Cleared): void => {
    for (const [symbol, bits] of knownIn(machine.state, path, cleared, machine.frame.thisValue)) here.set(symbol, (here.get(symbol) ?? 0) | bits);
  };
  for (const [path, cleared] of machine.state.refined) add(path, cleared);
  for (const implied of value.implies ?? []) {
    if (implied.outcome !== outcome) continue;
    add(implied.path, implied.cleared);
    if (implied.cleared & MAYBE) for (const path of related(machine, implied.path)) add(path, MAYBE);
  }
  return here;
}

function common<K>(a: ReadonlyMap<K, Cleared>, b: ReadonlyMap<K, Cleared>): ReadonlyMap<K, Cleared> {
  const both = new Map<K, Cleared>();
  for (const [key, bits] of a) {
    const shared = bits & (b.get(key) ?? 0);
    if (shared !== 0) both.set(key, shared);
  }
  return both;
}

/** The unknowns that a name or a field of it stands for, or what the value of the name was made from. */
function knownIn(state: State, path: string, cleared: Cleared, self: Value | undefined): readonly [Symbol, Cleared][] {
  if (isOfKind(path)) return [];
  const [name = '', ...fields] = path.split('.');
  const held = state.vars.get(name) ?? (name === 'this' ? self : undefined);
  if (fields.length === 0) return symbolsOf(held, name, cleared);
  if (isHostName(fields.at(-1)!) && !held?.refs.some(({ kind }) => kind === 'symbol')) return symbolsOf(held, fields.at(-1)!, cleared);
  return (held?.refs ?? []).flatMap((ref): [Symbol, Cleared][] => (ref.kind === 'symbol' ? [[fields.reduce<Symbol>((symbol, field) => memberSymbol(symbol, field), ref.symbol), cleared]] : []));
}

function symbolsOf(held: Value | undefined, name: string, cleared: Cleared): readonly [Symbol, Cleared][] {
  if (!held) return [];
  const own = held.refs.flatMap((ref): [Symbol, Cleared][] => (ref.kind === 'symbol' ? [[ref.symbol, cleared]] : []));
  const made = fromPart(held, name, cleared) | (cleared & MAYBE);
  if (own.length > 0 || made === 0) return own;
  return held.taints.flatMap((taint): [Symbol, Cleared][] => (taint.symbol ? [[taint.symbol, made]] : []));
}

/** What a test of something that was made of a text says of the text: the host of an address, a whole path, not its ending. */
function fromPart(held: Value, name: string, cleared: Cleared): Cleared {
  if (isHostName(name)) return cleared & bitOf('url');
  return cleared === EVERYTHING && !isResolved(held) ? NOTHING : cleared & bitOf('file-path');
}

/** Parameters that no way out leaves unchecked: `assert_safe(path)`. */
export function clearedAtExit({ exit, thisValue }: Frame): readonly { readonly symbol: Symbol; readonly cleared: Cleared }[] {
  if (!exit) return [];
  return [...exit.refined].flatMap(([path, cleared]) => knownIn(exit, path, cleared, thisValue))
    .map(([symbol, cleared]) => ({ symbol, cleared }));
}
