import type { Compare, Expression, FunctionNode } from '../program/program';
import { join } from './joining';
import { probe } from './probing';
import type { Machine } from './machine';
import { elementOf, memberOf } from './members';
import { accessPath } from './names';
import { memberSymbol, type Symbol } from './symbol';
import { weaken, type Taint } from './taint';
import { addTaints, ofRef, UNKNOWN, type Ref, type Value } from './value';

/**
 * Some of the elements of a list: those whose property is one of these constants, or none of them.
 * In the path of a symbol it is written `[role=system|developer]`, so that a function that treats
 * messages by their role says so to its callers.
 */
export interface Choice {
  readonly property: string;
  readonly values: readonly string[];
  readonly isOneOf: boolean;
}

/** Roles whose text a model obeys before any other. */
export const PRIVILEGED: Choice = { property: 'role', values: ['system', 'developer'], isOneOf: true };

const written = /^\[([\w$]+)(!?=)([\w.\-|]+)\]$/;
const plain = /^[\w.-]+$/;

function segmentOf(choice: Choice): string {
  return `[${choice.property}${choice.isOneOf ? '=' : '!='}${choice.values.join('|')}]`;
}

/** Undefined for the path segment of anything else. */
export function choiceOf(segment: string): Choice | undefined {
  const match = written.exec(segment);
  return match ? { property: match[1]!, values: match[3]!.split('|'), isOneOf: match[2] === '=' } : undefined;
}

/**
 * The elements of a list that are chosen, joined; a single object is its own only element. Of a
 * text, or of what nobody knows, none is taken to have one role and not another.
 */
export function chosenElement(machine: Machine, object: Value, choice: Choice): Value {
  const isRole = choice.property === 'role' && choice.isOneOf;
  let found: Value = UNKNOWN;
  for (const ref of object.refs) found = join(found, chosenOf(machine, ref, choice));
  if (isRole && found === UNKNOWN) return UNKNOWN;
  // What a text was made of is no message, even where nobody knows yet whether it is one.
  const own = object.taints.filter((taint) => !isRole || taint.isPlace || object.refs.some((ref) => ref.kind === 'symbol' && ref.symbol === taint.symbol));
  return addTaints(found, narrowedSymbols({ refs: object.refs, taints: own }, choice).taints);
}

function chosenOf(machine: Machine, ref: Ref, choice: Choice): Value {
  if (ref.kind === 'symbol') return narrowedSymbols(ofRef(ref), choice);
  if (ref.kind !== 'object') return choice.property === 'role' && choice.isOneOf ? UNKNOWN : elementOf(machine, ofRef(ref));
  if (ref.object.form !== 'list') return matches(machine, ofRef(ref), choice) ? ofRef(ref) : UNKNOWN;
  return ref.object.items.map((item) => chosenItem(machine, item, choice)).reduce(join, UNKNOWN);
}

/** An item may be one of several messages, each with a role of its own. */
function chosenItem(machine: Machine, item: Value, choice: Choice): Value {
  if (item.refs.length < 2) return matches(machine, item, choice) ? narrowedSymbols(item, choice) : UNKNOWN;
  const refs = item.refs.filter((ref) => matches(machine, ofRef(ref), choice));
  if (refs.length === 0) return UNKNOWN;
  const taints = refs.length < item.refs.length && choice.property === PRIVILEGED.property && choice.isOneOf ? taintsOf(item, refs) : item.taints;
  return narrowedSymbols({ ...item, refs, taints }, choice);
}

/** The labels that go with some of the things a value may be: those of a literal are inside it, and a call's are its result's. */
function taintsOf(value: Value, refs: readonly Ref[]): readonly Taint[] {
  if (refs.some((ref) => ref.kind !== 'symbol' && ref.kind !== 'object')) return value.taints;
  return value.taints.filter((taint) => taint.isPlace || refs.some((ref) => ref.kind === 'symbol' && ref.symbol === taint.symbol));
}

/** A value of which the property was tested: what it is then. */
export function chosenItself(machine: Machine, value: Value, choice: Choice): Value {
  const refs = value.refs.filter((ref) => ref.kind !== 'object' || ref.object.form !== 'object' || matches(machine, ofRef(ref), choice));
  if (refs.length === 0 && value.refs.length > 0) return UNKNOWN;
  return narrowedSymbols({ ...value, refs }, choice);
}

/**
 * Whether a message may be one of the chosen. What nobody knows may be anything, but nobody gives a
 * message a privileged role without saying so.
 */
function matches(machine: Machine, item: Value, choice: Choice): boolean {
  const constant = memberOf(machine, item, choice.property).constant ?? (choice.property === 'role' ? roleByForm(item) : undefined);
  if (constant !== undefined) return choice.values.includes(String(constant)) === choice.isOneOf;
  return choice.property !== 'role' || !choice.isOneOf || item.refs.some((ref) => ref.kind === 'symbol');
}

/** Messages are also written as pairs, `("system", text)`, and as objects of a class for each role. */
export function roleByForm(message: Value): unknown {
  for (const ref of message.refs) {
    if (ref.kind === 'object' && ref.object.form === 'list') return ref.object.items[0]?.constant;
    if (ref.kind === 'path' && systemMessage.test(ref.path.replace(/(\.\w*)?\(\)$/, '').replace(/\.fromTemplate$|\.from_template$/, ''))) return 'system';
  }
  return undefined;
}

const systemMessage = /System(Message|MessagePromptTemplate)?$/;

/** The same symbol for the chosen elements only; undefined when there are none, or its path is too long to say so. */
export function chosenSymbol(symbol: Symbol, choice: Choice): Symbol | undefined {
  const before = choiceOf(symbol.path[symbol.path.length - 1] ?? '');
  const isElement = before !== undefined || symbol.path[symbol.path.length - 1] === '[]';
  // Two tests on different properties: one can be kept, and the role says most.
  if (before && before.property !== choice.property && choice.property !== PRIVILEGED.property) return symbol;
  const from = isElement ? symbol.parent! : symbol;
  const both = before?.property === choice.property ? intersection(before, choice) : choice;
  if (both.values.length === 0) return undefined;
  const made = memberSymbol(from, segmentOf(both));
  return made === from ? undefined : made;
}

/** What both choices leave; without values when that is nothing. */
function intersection(a: Choice, b: Choice): Choice {
  if (!a.isOneOf && !b.isOneOf) return { ...a, values: [...new Set([...a.values, ...b.values])] };
  const [one, other] = a.isOneOf ? [a, b] : [b, a];
  return { ...one, values: one.values.filter((value) => other.values.includes(value) === other.isOneOf) };
}

/** Symbols that stand for messages or lists of them, for the chosen ones only; of a list whose class is known, the place it stands at says the same. */
function narrowedSymbols(value: Value, choice: Choice): Value {
  const isRole = choice.property === PRIVILEGED.property && choice.isOneOf;
  const own = new Set(value.refs.flatMap((ref) => (ref.kind === 'symbol' ? [ref.symbol] : [])));
  if (isRole) for (const taint of value.taints) if (taint.symbol && taint.isPlace) own.add(taint.symbol);
  const open = isRole ? new Set([...own].filter((symbol) => isTooDeep(symbol, choice))) : undefined;
  const made = mapSymbols(value, (symbol) => (own.has(symbol) ? chosenSymbol(symbol, choice) : undefined) ?? symbol);
  if (!open?.size) return made;
  return { ...made, taints: made.taints.map((taint) => (taint.symbol && open.has(taint.symbol) ? weaken(taint, `which messages \`${taint.symbol.name}\` holds was not known`) : taint)) };
}

/** Its path has no room to say which elements are meant. */
function isTooDeep(symbol: Symbol, choice: Choice): boolean {
  const last = symbol.path[symbol.path.length - 1] ?? '';
  if (last === '[]' || choiceOf(last)) return false;
  return memberSymbol(symbol, segmentOf(choice)) === symbol;
}

function mapSymbols(value: Value, map: (symbol: Symbol) => Symbol): Value {
  let isChanged = false;
  const renamed = (symbol: Symbol): Symbol => {
    const made = map(symbol);
    isChanged ||= made !== symbol;
    return made;
  };
  const refs = value.refs.map((ref): Ref => (ref.kind === 'symbol' ? { ...ref, symbol: renamed(ref.symbol) } : ref));
  const taints = value.taints.map((taint): Taint => (taint.symbol ? moved(taint, renamed(taint.symbol)) : taint));
  return isChanged ? { ...value, refs, taints } : value;
}

function moved(taint: Taint, symbol: Symbol): Taint {
  return symbol === taint.symbol ? taint : { ...taint, symbol, origin: { id: symbol.key, name: symbol.name } };
}

/** `if message["role"] == "system"`: from here on everything read from the message is of those with that role. */
export function narrow(machine: Machine, test: Expression, outcome: boolean): void {
  if (test.kind !== 'compare') return;
  const values = constantsOf(machine, test);
  if (!values) return;
  const isOneOf = (test.operator === '==' || test.operator === 'in') === outcome;
  narrowSymbols(machine, probe(machine, values.subject), values.values, isOneOf);
  narrowObjects(machine, values.subject, values.values, isOneOf);
  narrowPlace(machine, values.subject, values.values, isOneOf);
}

/** `messages[0]["role"] == "system"`: read again, `messages[0]` is of that role. */
function narrowPlace(machine: Machine, subject: Expression, values: readonly string[], isOneOf: boolean): void {
  const read = propertyRead(subject);
  if (!read || read.object.kind === 'name') return;
  const path = accessPath(read.object);
  if (path !== undefined) machine.state.choose(path, { property: read.property, values, isOneOf });
}

function propertyRead(subject: Expression): { readonly object: Expression; readonly property: string } | undefined {
  if (subject.kind === 'member') return subject;
  return subject.kind === 'index' && subject.index.kind === 'string' ? { object: subject.object, property: subject.index.value } : undefined;
}

function constantsOf(machine: Machine, test: Compare): { readonly subject: Expression; readonly values: readonly string[] } | undefined {
  if (test.operator === '==' || test.operator === '!=') {
    const [subject, other] = test.left.kind === 'string' ? [test.right, test.left] : [test.left, test.right];
    const value = other.kind === 'string' ? other.value : /^(name|member)$/.test(other.kind) ? probe(machine, other).constant : undefined;
    return typeof value === 'string' && plain.test(value) ? { subject, values: [value] } : undefined;
  }
  if (test.operator !== 'in' && test.operator !== 'not in') return undefined;
  if (test.right.kind !== 'list' || test.right.items.length === 0) return undefined;
  const values = test.right.items.map((item) => (item.kind === 'string' && plain.test(item.value) ? item.value : undefined));
  return values.every((value) => value !== undefined) ? { subject: test.left, values } : undefined;
}

/** The tested value is a property of some element: every variable with a part of that element is narrowed. */
function narrowSymbols(machine: Machine, tested: Value, values: readonly string[], isOneOf: boolean): void {
  for (const ref of tested.refs) {
    if (ref.kind !== 'symbol') continue;
    const element = ref.symbol.parent;
    const property = ref.symbol.path[ref.symbol.path.length - 1];
    const last = element?.path[element.path.length - 1];
    if (!element || !property || !last?.startsWith('[') || !plain.test(property)) continue;
    const chosen = chosenSymbol(element, { property, values, isOneOf });
    if (!chosen || chosen === element) continue;
    for (const [name, value] of machine.state.vars) {
      const next = mapSymbols(value, (symbol) => rebased(symbol, element, chosen));
      if (next !== value) machine.state.set(name, next);
    }
  }
}

function rebased(symbol: Symbol, from: Symbol, to: Symbol): Symbol {
  if (symbol === from) return to;
  if (symbol.base !== from.base || symbol.path.length <= from.path.length || !symbol.parent) return symbol;
  const parent = rebased(symbol.parent, from, to);
  return parent === symbol.parent ? symbol : memberSymbol(parent, symbol.path[symbol.path.length - 1]!, symbol.place);
}

/** `{ role: one.role, content: one.content }`: of its labels, those of the chosen elements; undefined when the property is of no element. */
export function chosenPart(taints: readonly Taint[], property: Symbol, choice: Choice): readonly Taint[] | undefined {
  const element = property.parent;
  if (!element?.path[element.path.length - 1]?.startsWith('[')) return undefined;
  const chosen = chosenSymbol(element, choice);
  if (!chosen) return undefined;
  const told = choiceOf(chosen.path[chosen.path.length - 1]!) ?? choice;
  return taints.flatMap((taint) => {
    const other = taint.symbol && sibling(taint.symbol, element);
    if (other) return ofSibling(taint, other, element, told);
    const same = taint.symbol ? moved(taint, rebased(taint.symbol, element, chosen)) : taint;
    return [same === taint ? weaken(taint, `which elements of \`${element.name}\` hold it was not known`) : same];
  });
}

/** An element of the same list, but told by another test: `content` is read in each branch, `role` before them all. */
function sibling(symbol: Symbol, element: Symbol): Symbol | undefined {
  for (let one: Symbol | undefined = symbol; one && one !== element; one = one.parent) {
    if (one.parent === element.parent && one.path[one.path.length - 1]?.startsWith('[')) return one;
  }
  return undefined;
}

/** A label of such an element, as far as the element can be one of the chosen. */
function ofSibling(taint: Taint, other: Symbol, element: Symbol, told: Choice): readonly Taint[] {
  const [its, own] = [other, element].map((one) => choiceOf(one.path[one.path.length - 1]!));
  if (its && own && its.property === own.property && intersection(its, own).values.length === 0) return [];
  if (its && its.property !== told.property) return [weaken(taint, `which elements of \`${element.name}\` hold it was not known`)];
  const both = chosenSymbol(other, told);
  return both ? [moved(taint, rebased(taint.symbol!, other, both))] : [];
}

/** Of the objects that a variable may be, those whose property is another constant are left out. */
function narrowObjects(machine: Machine, subject: Expression, values: readonly string[], isOneOf: boolean): void {
  const read = propertyRead(subject);
  if (read?.object.kind !== 'name') return;
  const value = machine.state.vars.get(read.object.name);
  if (!value || value.refs.length < 2) return;
  const refs = value.refs.filter((ref) => {
    const constant = ref.kind === 'object' && ref.object.form === 'object' ? ref.object.fields.get(read.property)?.constant
      : ref.kind === 'instance' && read.property === PRIVILEGED.property ? memberOf(machine, ofRef(ref), read.property).constant : undefined;
    return typeof constant !== 'string' || values.includes(constant) === isOneOf;
  });
  if (refs.length > 0 && refs.length < value.refs.length) machine.state.set(read.object.name, { ...value, refs });
}

/** The choice that `(m) => m.role === 'system'` makes, where it makes one. */
export function choiceOfPredicate(predicate: FunctionNode): Choice | undefined {
  const only = predicate.body.length === 1 ? predicate.body[0] : undefined;
  const test = only?.kind === 'return' ? only.value : undefined;
  const target = predicate.parameters[0]?.target;
  if (test?.kind !== 'compare' || target?.kind !== 'name' || (test.operator !== '==' && test.operator !== '!=')) return undefined;
  const [subject, constant] = test.left.kind === 'string' ? [test.right, test.left] : [test.left, test.right];
  if (constant.kind !== 'string' || !plain.test(constant.value)) return undefined;
  if (subject.kind !== 'member' || subject.object.kind !== 'name' || subject.object.name !== target.name) return undefined;
  return { property: subject.property, values: [constant.value], isOneOf: test.operator === '==' };
}
