import type { Call, Compare, Expression, Logical } from '../program/program';
import { hasMethod, mayMean } from './dispatch';
import { askedForKind, constantMayBe, kindTest, valueMayBe } from './kindTests';
import type { Machine } from './machine';
import type { FunctionUnit } from './units';
import { memberSymbol, type Symbol } from './symbol';
import type { Bindings, Constant, Obj, Value } from './value';

/*
 * Tests of what only a caller knows: `if kwargs.get("stream")`, `if (options.raw)`. What a function
 * does below such a test, it does only for those callers whose arguments pass it.
 */

/** Something that a parameter has to be for the code to come here. */
export interface Assumption {
  readonly symbol: Symbol;
  /** Empty, zero, false and nothing at all are `false`; `nothing` is `None`, `null` and `undefined`. */
  readonly is: 'true' | 'nothing' | 'equal' | 'method' | 'typed' | 'unseen';
  /** What it is equal to, the name under which it has the method, or that of a method of which the code is not seen. */
  readonly constant?: Constant;
  readonly method?: FunctionUnit;
  readonly outcome: boolean;
  /** What takes the place of an argument that is not given. */
  readonly fallback?: Constant;
  /** Arguments in whose place something else was put. */
  readonly except?: readonly Constant[];
}

/** A variable that is a parameter or a member of one: assigned once, or again where the argument is one of some constants. */
export interface Origin {
  readonly symbol: Symbol;
  readonly fallback?: Constant;
  readonly except?: readonly Constant[];
}

/** Assumptions by what they say, so that ways that meet keep what they share. */
export type Assumptions = ReadonlyMap<string, Assumption>;

export const NO_ASSUMPTIONS: Assumptions = new Map();

/** More tests around one place than this are not told. */
const MAX_ASSUMPTIONS = 6;

/** From here on the test came out so. */
export function assume(machine: Machine, test: Expression, outcome: boolean): void {
  if (!machine.frame.unit) return;
  switch (test.kind) {
    case 'unary':
      if (test.operator === 'not') assume(machine, test.operand, !outcome);
      return;
    case 'logical':
      if ((test.operator === 'and') !== outcome || test.operator === 'coalesce') return;
      assume(machine, test.left, outcome);
      assume(machine, test.right, outcome);
      return;
    case 'cast': assume(machine, test.value, outcome); return;
    case 'compare': assumeCompared(machine, test, outcome); return;
    default: {
      const kind = kindTest(test);
      if (kind) note(machine, kind.subject, { is: 'typed', constant: kind.kind, outcome });
      else note(machine, test, { is: 'true', outcome });
    }
  }
}

function assumeCompared(machine: Machine, test: Compare, outcome: boolean): void {
  const { operator, left, right } = test;
  if (operator === 'in' || operator === 'not in') {
    const origin = left.kind === 'string' ? originOf(machine, right) : undefined;
    const symbol = origin && left.kind === 'string' && machine.module.family === 'python' ? memberOf(machine, origin.symbol, left.value) : undefined;
    if (symbol) add(machine, { symbol, is: 'nothing', outcome: (operator === 'in') !== outcome });
    assumeOneOf(machine, left, right, (operator === 'in') === outcome);
    return;
  }
  if (operator !== '==' && operator !== '!=') return;
  const constant = literalOf(right);
  if (constant === undefined) return;
  const came = (operator === '==') === outcome;
  const asked = askedForKind(left);
  if (asked) return note(machine, asked, { is: 'typed', constant, outcome: came });
  note(machine, left, constant === null ? { is: 'nothing', outcome: came } : { is: 'equal', constant, outcome: came });
}

/** `mode in ("fast", "slow")`. */
function assumeOneOf(machine: Machine, subject: Expression, list: Expression, isOne: boolean): void {
  const constants = list.kind === 'list' ? list.items.map(literalOf) : [];
  const [first, ...others] = constants;
  if (first === undefined || constants.includes(undefined)) return;
  const asked = askedForKind(subject);
  if (asked) {
    if (!isOne) for (const constant of constants) note(machine, asked, { is: 'typed', constant: constant!, outcome: false });
  } else if (isOne) note(machine, subject, { is: 'equal', constant: first, outcome: true, ...(others.length > 0 ? { except: others as Constant[] } : {}) });
  else for (const constant of constants) note(machine, subject, { is: 'equal', constant: constant!, outcome: false });
}

/** The constant that an expression is, `null` for nothing; undefined for any other expression. */
export function literalOf(expression: Expression): Constant | undefined {
  if (expression.kind === 'string') return expression.value;
  if (expression.kind === 'literal') return expression.value;
  return expression.kind === 'name' && expression.name === 'undefined' ? null : undefined;
}

function note(machine: Machine, subject: Expression, said: Omit<Assumption, 'symbol'>): void {
  const origin = originOf(machine, subject);
  if (!origin) return;
  const except = [...origin.except ?? [], ...said.except ?? []];
  add(machine, { ...origin, ...said, ...(except.length > 0 ? { except } : {}) });
}

function add(machine: Machine, assumption: Assumption): void {
  const state = machine.state;
  if (state.assumed.size >= MAX_ASSUMPTIONS) return;
  state.assumed = new Map(state.assumed).set(keyOf(assumption), assumption);
}

export function keyOf({ symbol, is, constant, outcome, fallback, method, except }: Assumption): string {
  return `${symbol.key}|${is}|${method?.uid ?? String(constant)}|${outcome}|${String(fallback)}${except ? `|${except.join('|')}` : ''}`;
}

/** Nothing else is assumed. */
export function only(assumption: Assumption): Assumptions {
  return new Map([[keyOf(assumption), assumption]]);
}

/** The parameter, or the member of one, that an expression reads and nothing has changed since. */
export function originOf(machine: Machine, expression: Expression): Origin | undefined {
  switch (expression.kind) {
    case 'name': return machine.frame.origins.get(expression.name) ?? undefined;
    case 'cast': return originOf(machine, expression.value);
    case 'member': return ofMember(machine, expression.object, expression.property);
    case 'index': return expression.index.kind === 'string' ? ofMember(machine, expression.object, expression.index.value) : undefined;
    case 'call': return ofLookUp(machine, expression);
    case 'logical': return ofDefault(machine, expression);
    default: return undefined;
  }
}

/** `mode or "fast"`, `mode ?? "fast"`. */
function ofDefault(machine: Machine, { operator, left }: Logical): Origin | undefined {
  const origin = operator === 'and' ? undefined : originOf(machine, left);
  return origin && { ...origin, except: [...origin.except ?? [], ...(operator === 'coalesce' ? [null] : FALSY)] };
}

const FALSY: readonly Constant[] = [null, false, 0, ''];

/** A variable is given something else: what it was of a parameter, it is only where the argument is another. */
export function reassigned(machine: Machine, name: string): Origin | null {
  const origin = machine.frame.origins.get(name);
  if (!origin) return null;
  for (const { symbol, is, constant, outcome, except = [] } of machine.frame.state?.assumed.values() ?? []) {
    if (symbol !== origin.symbol) continue;
    const replaced = is === 'equal' && outcome ? [constant!] : is === 'nothing' && outcome ? [null] : is === 'true' && !outcome ? FALSY : undefined;
    if (replaced) return { ...origin, except: [...new Set([...origin.except ?? [], ...except, ...replaced])] };
  }
  return null;
}

/** `kwargs.get("model", None)`. */
function ofLookUp(machine: Machine, call: Call): Origin | undefined {
  const [key, otherwise] = call.arguments;
  if (call.callee.kind !== 'member' || !/^(get|pop)$/.test(call.callee.property) || machine.module.family !== 'python') return undefined;
  if (key?.value.kind !== 'string' || call.arguments.length > 2) return undefined;
  const fallback = otherwise ? literalOf(otherwise.value) : null;
  const found = fallback === undefined ? undefined : ofMember(machine, call.callee.object, key.value.value);
  return found && fallback !== null ? { ...found, fallback: fallback! } : found;
}

function ofMember(machine: Machine, object: Expression, property: string): Origin | undefined {
  const origin = originOf(machine, object);
  const symbol = origin && memberOf(machine, origin.symbol, property);
  return symbol && { symbol };
}

function memberOf(machine: Machine, symbol: Symbol, property: string): Symbol | undefined {
  const member = memberSymbol(symbol, property);
  const isWritten = machine.frame.effects.some((effect) => effect.target === symbol && (effect.kind === 'item' || effect.name === property));
  return member === symbol || isWritten ? undefined : member;
}

/** A variable was given something: the first time it may be told where that is from. */
export function noteOrigin(machine: Machine, name: string, origin: Origin | undefined, before?: Origin | null): void {
  const { origins } = machine.frame;
  // `mode = mode or "fast"` is still the parameter, but for what was replaced.
  if (origin?.except && before?.symbol === origin.symbol) origins.set(name, origin);
  if (origin && origins.has(name) && origins.get(name) === undefined) origins.set(name, origin);
}

/** What is assumed both here and by the one that is being resolved. */
export function assumedHere(machine: Machine): Assumptions {
  const own = machine.frame.state?.assumed ?? NO_ASSUMPTIONS;
  if (machine.carried.size === 0) return own;
  return own.size === 0 ? machine.carried : new Map([...own, ...machine.carried]);
}

/** What both ways assume. */
export function common(a: Assumptions, b: Assumptions): Assumptions {
  if (a === b || a.size === 0) return a;
  if (b.size === 0) return b;
  const both = new Map([...a].filter(([key]) => b.has(key)));
  return both.size === a.size ? a : both;
}

/** The assumptions that are still open with these arguments; undefined where one is sure not to hold. */
export function admitted(assumptions: Assumptions, bindings: Bindings): Assumptions | undefined {
  let open: Map<string, Assumption> | undefined;
  for (const assumption of assumptions.values()) {
    const verdict = judge(assumption, bindings);
    if (verdict === false) return undefined;
    if (verdict === true) continue;
    open ??= new Map();
    open.set(keyOf(verdict), verdict);
  }
  return open ?? NO_ASSUMPTIONS;
}

/** Assumptions of callees add up. */
export function carry(outside: Assumptions, open: Assumptions | undefined): Assumptions {
  if (!open || open.size === 0) return outside;
  return outside.size === 0 ? open : new Map([...outside, ...open]);
}

/** True when it may hold, false when it cannot, otherwise what the caller's own caller has to say. */
function judge(assumption: Assumption, bindings: Bindings): boolean | Assumption {
  // Who has made the object is further up.
  if (assumption.is === 'unseen' && !bindings.has(assumption.symbol.base)) return assumption;
  let found: readonly Part[] | undefined = partsOf(bindings.get(assumption.symbol.base));
  for (const property of assumption.symbol.path) found = found && below(found, property);
  if (!found || found.length === 0) return true;
  let open: Symbol | undefined;
  for (const part of found) {
    if (part === undefined) {
      if (assumption.is !== 'method' && mayBe(assumption, null)) return true;
    } else if ('key' in part) {
      if (open) return true;
      open = part;
    } else {
      const verdict = assumption.is === 'method' ? mayMean(assumption, part) : mayHold(assumption, part);
      if (verdict === true || (verdict !== false && open)) return true;
      if (verdict !== false) open = verdict;
    }
  }
  return open ? { ...assumption, symbol: open } : false;
}

/** Parameters of which a type or a default is known, too: the value is still what the caller gives. */
const typedParameters = new WeakMap<Value, Symbol>();

export function noteTyped(value: Value, symbol: Symbol): void {
  if (value.refs.length > 1) typedParameters.set(value, symbol);
}

/** What one of several things has there: a value, nothing, or what is still a symbol. */
type Part = Value | Symbol | undefined;

function partsOf(value: Value | undefined): readonly Part[] | undefined {
  if (!value) return undefined;
  if (value.isMixed) return [value];
  const typed = typedParameters.get(value);
  if (typed) return [typed];
  const only = value.refs.length === 1 ? value.refs[0] : undefined;
  return only?.kind === 'symbol' ? [only.symbol] : [value];
}

function below(parts: readonly Part[], property: string): readonly Part[] | undefined {
  const found: Part[] = [];
  for (const part of parts) {
    if (part === undefined || (!('key' in part) && part.constant === null)) {
      found.push(undefined);
      continue;
    }
    if ('key' in part) {
      const member = memberSymbol(part, property);
      if (member === part) return undefined;
      found.push(member);
      continue;
    }
    const inside = belowValue(part, property);
    if (!inside) return undefined;
    found.push(...inside);
  }
  return found;
}

function belowValue(value: Value, property: string): readonly Part[] | undefined {
  if (value.refs.length === 0 || value.isMixed) return undefined;
  const found: Part[] = [];
  for (const ref of value.refs) {
    if (ref.kind === 'symbol') {
      const member = memberSymbol(ref.symbol, property);
      if (member === ref.symbol) return undefined;
      found.push(member);
    } else if (ref.kind !== 'object' || ref.object.form !== 'object') {
      return undefined;
    } else if (ref.object.fields.has(property)) {
      // A named argument is what was named, whatever else was spread.
      return value.refs.length === 1 || ref === value.refs[0] ? partsOf(ref.object.fields.get(property)) : undefined;
    } else if (!isComplete(ref.object)) {
      return undefined;
    } else if (value.refs.length === 1) {
      found.push(undefined);
    }
  }
  return found;
}

function isComplete(object: Obj): boolean {
  return object.isExact && object.items.length === 0 && !opened.has(object);
}

/** Keyword arguments beside a spread of which not all is known. */
const opened = new WeakSet<Obj>();

export function leaveOpen(object: Obj): void {
  opened.add(object);
}

function mayHold(assumption: Assumption, value: Value): boolean {
  if (assumption.is === 'unseen') return !hasMethod(value, String(assumption.constant));
  if (value.constant !== undefined) return mayBe(assumption, value.constant);
  if (value.refs.length === 0) return true;
  if (assumption.is === 'typed') return valueMayBe(assumption.constant!, value, assumption.outcome);
  // A function or class is neither nothing nor false; of an object it depends on what is in it.
  if (assumption.is === 'true') return assumption.outcome || !value.refs.every(({ kind }) => kind === 'function' || kind === 'class');
  if (assumption.is !== 'nothing' || !assumption.outcome) return true;
  return !value.refs.every(({ kind }) => kind === 'function' || kind === 'class' || kind === 'instance' || kind === 'object');
}

function mayBe(assumption: Assumption, argument: Constant): boolean {
  const given = argument === null ? assumption.fallback ?? null : argument;
  return assumption.except?.includes(given) || holds(assumption, given);
}

function holds({ is, constant, outcome }: Assumption, given: Constant): boolean {
  switch (is) {
    case 'true': return (given !== null && given !== false && given !== 0 && given !== '') === outcome;
    case 'nothing': return (given === null) === outcome;
    case 'equal': return (given === constant) === outcome;
    case 'typed': return constantMayBe(constant!, given, outcome);
    case 'method':
    case 'unseen': return true;
  }
}

