import type { Call, Expression } from '../program/program';
import { leaveOpen } from './assuming';
import { join, MAX_REFS } from './joining';
import { deepTaints } from './labels';
import { appendItem, makeObject, memberOfObject } from './objects';
import { probe } from './probing';
import { asTested } from './refining';
import { parameterIndex, parameterName, THIS } from './functions';
import { evaluateUnless } from './fieldReads';
import { accessPath } from './names';
import { isConversion, isLookedAt, makesChecked } from './looks';
import { withList } from './given';
import type { Machine } from './machine';
import { elementOf, itemOf, memberOf } from './members';
import { onDevice, scriptAfterOptions, scriptIn } from './scripts';
import { sightGiven } from './sightings';
import { parameterBase } from './symbol';
import { passesUnknown } from './taint';
import type { FunctionUnit } from './units';
import { ofConstant, ofRef, UNKNOWN, type GivenArguments, type Spread, type Value } from './value';

/** Evaluates the arguments of a call, in order. */
export function givenOf(machine: Machine, call: Call): GivenArguments {
  const positional: Value[] = [];
  const positionalNodes: (Expression | undefined)[] = [];
  const named = new Map<string, Value>();
  const namedNodes = new Map<string, Expression>();
  let rest: Value | undefined;
  let options: Value | undefined;
  let spread: Spread | undefined;
  const isChecking = makesChecked(machine, call);
  const isLook = isConversion(call);
  for (const argument of call.arguments) {
    const value = isLook || (isChecking && argument.name !== undefined) ? probe(machine, argument.value) : evaluateUnless(machine, argument.value, () => isLookedAt(machine, call, argument, positional.length));
    // Of many methods that it may be, some were left out.
    if (value.refs.length >= MAX_REFS && argument.value.kind === 'member') machine.found.openCalls.add(argument.value.property);
    if (argument.name !== undefined) {
      named.set(argument.name, value);
      namedNodes.set(argument.name, argument.value);
    } else if (argument.spread === undefined) {
      if (spread) spread = withList(spread, [value]);
      positional.push(value);
      positionalNodes.push(argument.value);
    } else if (!takeApart(value, argument.spread, positional, positionalNodes, named)) {
      if (argument.spread === 'dict') {
        for (const [name, field] of testedFields(machine, argument.value, value)) named.set(name, field);
        options = options === undefined ? value : join(options, value);
      }
      else {
        spread = { from: spread?.from ?? positional.length, lists: [...spread?.lists ?? [], value] };
        rest = rest === undefined ? elementOf(machine, value) : join(rest, elementOf(machine, value));
      }
    }
  }
  return { positional, named, rest, ...(spread ? { spread } : {}), ...(options ? { options } : {}), nodes: { positional: positionalNodes, named: namedNodes } };
}

/** Fields of a spread of which a test on the way here has taught something: of `check(kwargs["path"])`, `path`. */
function testedFields(machine: Machine, spread: Expression, value: Value): readonly [string, Value][] {
  const path = machine.isLive && machine.state.refined.size > 0 ? accessPath(spread) : undefined;
  if (path === undefined) return [];
  const names = [...machine.state.refined.keys()].flatMap((tested) => (tested.startsWith(`${path}.`) ? tested.slice(path.length + 1).split('.').slice(0, 1) : []));
  return [...new Set(names)].map((name) => [name, asTested(machine, `${path}.${name}`, memberOf(machine, value, name))]);
}

/** The items of a list that is known, or of one of several that are as long as each other, place by place. */
function itemsOf({ refs }: Value): readonly Value[] | undefined {
  const lists = refs.flatMap((ref) => (ref.kind === 'object' && ref.object.isExact && (refs.length === 1 || ref.object.form === 'list') ? [ref.object.items] : []));
  const [first, ...others] = lists;
  if (!first || lists.length < refs.length || others.some(({ length }) => length !== first.length)) return undefined;
  return others.length === 0 ? first : first.map((item, place) => others.reduce((joined, list) => join(joined, list[place]!), item));
}

/** Spreads of known lists and dicts are the arguments that they hold. */
function takeApart(
  value: Value, spread: 'list' | 'dict', positional: Value[], nodes: (Expression | undefined)[], named: Map<string, Value>,
): boolean {
  if (value.taints.length > 0) return false;
  if (spread === 'list') {
    const items = itemsOf(value);
    for (const item of items ?? []) {
      positional.push(item);
      nodes.push(undefined);
    }
    return items !== undefined;
  }
  const ref = value.refs.length === 1 ? value.refs[0] : undefined;
  if (ref?.kind !== 'object' || !ref.object.isExact) return false;
  for (const [name, field] of ref.object.fields) named.set(name, field);
  return true;
}

export interface Bound {
  readonly bindings: Map<string, Value>;
  /** Parameter symbol base to the position of its argument in the call. */
  readonly order: Map<string, number>;
}

/** Matches arguments to the parameters of a project function. */
export function bindArguments(machine: Machine, unit: FunctionUnit, given: GivenArguments, self: Value | undefined): Bound {
  const bindings = new Map<string, Value>();
  const order = new Map<string, number>();
  const offset = unit.bindsFirst && self !== undefined ? 1 : 0;
  const parameters = unit.node.parameters;
  if (self && offset === 0) bindings.set(parameterBase(unit, THIS), self);
  let position = 0;
  parameters.forEach((parameter, index) => {
    const base = parameterBase(unit, index);
    if (offset === 1 && index === 0) {
      bindings.set(base, self!);
      return;
    }
    if (parameter.rest === 'list') {
      bindings.set(base, restList(given, position));
      position = given.positional.length;
      return;
    }
    if (parameter.rest === 'dict') return;
    const value = parameter.isKeywordOnly ? undefined : given.positional[position] ?? spreadItem(machine, given, position);
    if (value !== undefined) {
      bindings.set(base, value);
      order.set(base, position);
      position++;
      return;
    }
    const option = given.options && (optionNamed(machine, given.options, parameterName(parameter, index)) ?? opaque(given.options));
    const fallback = given.rest ?? option ?? unit.defaults.get(index);
    bindings.set(base, fallback ?? (isLeftOut(machine, given) ? NOTHING : UNKNOWN));
  });
  bindNamed(unit, given, bindings);
  for (const [base, value] of bindings) sightGiven(machine, base, value);
  return { bindings, order };
}

/** In JavaScript an argument that a call leaves out is `undefined`; what calls from out of sight give is not known. */
function isLeftOut(machine: Machine, given: GivenArguments): boolean {
  return machine.module.family === 'javascript' && given.nodes !== undefined && !given.rest && !given.options && !machine.isEntry;
}

const NOTHING = ofConstant(null);

function bindNamed(unit: FunctionUnit, given: GivenArguments, bindings: Map<string, Value>): void {
  const extra = makeObject('object', 0);
  for (const [name, value] of given.named) {
    const index = parameterIndex(unit.node, name);
    if (index >= 0) bindings.set(parameterBase(unit, index), value);
    else extra.fields.set(name, value);
  }
  const dict = unit.node.parameters.findIndex((parameter) => parameter.rest === 'dict');
  if (dict < 0) return;
  const whole = ofRef({ kind: 'object', object: extra }, given.options?.taints ?? []);
  if (given.options) for (const ref of given.options.refs) if (ref.kind === 'object') for (const [name, field] of ref.object.fields) extra.fields.set(name, field);
  if (given.options && !isAllKnown(given.options)) leaveOpen(extra);
  bindings.set(parameterBase(unit, dict), given.options ? { ...whole, refs: [...whole.refs, ...given.options.refs.filter((ref) => ref.kind === 'symbol')] } : whole);
}

/** Of a spread, every name is one that is known or that a caller knows. */
function isAllKnown(options: Value): boolean {
  return options.refs.length > 0 && options.refs.every((ref) => ref.kind === 'symbol' || (ref.kind === 'object' && ref.object.isExact && ref.object.items.length === 0));
}

/** What `*args` holds: the arguments that no other parameter takes. */
function restList(given: GivenArguments, from: number): Value {
  const list = makeObject('list', 0);
  for (const value of given.positional.slice(from)) appendItem(list, value);
  const only = given.spread?.lists.length === 1 ? given.spread : undefined;
  if (only && from === only.from) return only.lists[0]!;
  if (given.rest) {
    list.items.push(given.rest);
    list.isExact = false;
  }
  return ofRef({ kind: 'object', object: list });
}

/** `f(*args)` where only a caller knows the arguments: the next parameter takes the next of them. */
function spreadItem(machine: Machine, given: GivenArguments, position: number): Value | undefined {
  const list = given.spread?.lists[0];
  if (!given.spread || !list?.refs.some((ref) => ref.kind === 'symbol') || position < given.spread.from) return undefined;
  const item = itemOf(machine, list, position - given.spread.from);
  return item === UNKNOWN ? undefined : item;
}

export interface Found {
  readonly value: Value;
  readonly node: Expression | undefined;
}

/** The arguments that a reference of the catalogue names; see `format.ts` for its grammar. */
export function findArguments(machine: Machine, given: GivenArguments, reference: string): readonly Found[] {
  if (reference === '*') return everything(given);
  if (reference === 'this') return given.receiver ? [given.receiver] : [];
  if (reference === 'written') return [{ value: { refs: [], taints: machine.frame.written }, node: undefined }];
  const from = /^(\d+)\+$/.exec(reference);
  if (from) {
    const start = Number(from[1]);
    return given.positional.slice(start).map((value, index) => ({ value, node: given.nodes?.positional[start + index] }));
  }
  const [head, ...path] = reference.split('.');
  let found = findOne(machine, given, head!);
  for (const property of path) {
    if (!found) return [];
    const script = scripts[property];
    if (script) {
      found = script(found);
      continue;
    }
    found = below(machine, found, property);
  }
  return found && (found.value !== UNKNOWN || found.node) ? [found] : [];
}

function below(machine: Machine, { value, node }: Found, property: string): Found {
  const member = memberAt(machine, value, property);
  const path = node && accessPath(node);
  return { value: path === undefined ? member : asTested(machine, `${path}.${property}`, member), node: nodeBelow(node, property) };
}

/**
 * What stands for the script that a shell is given: in a list of arguments, in a list of the shell's own, and in one
 * of the bridge's to a device.
 */
const scripts: Readonly<Record<string, (found: Found) => Found | undefined>> = {
  script: scriptIn, flagged: scriptAfterOptions, bridged: (found) => onDevice(found, false),
};

function memberAt(machine: Machine, value: Value, property: string): Value {
  // A text, known or put together, has no fields.
  if (value.text !== undefined || (value.head && value.refs.every(({ kind }) => kind === 'path'))) return UNKNOWN;
  if (!/^\d+$/.test(property)) {
    // `config=Config(system_instruction=…)`: what a library object was made from stands for its fields.
    const made = value.refs.find((ref) => ref.kind === 'path' && ref.schema && memberOfObject(ref.schema, property));
    return made?.kind === 'path' ? memberOfObject(made.schema, property)! : memberOf(machine, value, property);
  }
  for (const ref of value.refs) {
    if (ref.kind === 'path' && /\.split\(\)$/.test(ref.path)) return value;
    if (ref.kind !== 'object' || (!ref.object.isExact && property !== '0')) continue;
    const item = ref.object.items[Number(property)];
    // Any of a function's own arguments stands for all of them.
    if (!ref.object.isExact && item?.refs.some((one) => one.kind === 'symbol')) continue;
    if (item) return joinOther(machine, item, value, Number(property));
  }
  return UNKNOWN;
}

/** On another way the list is one that the caller gives: `if folder: args = ["cd", folder] + args`. */
function joinOther(machine: Machine, item: Value, value: Value, index: number): Value {
  for (const ref of value.refs) {
    if (ref.kind !== 'symbol') continue;
    const taints = value.taints.filter((taint) => taint.symbol === ref.symbol);
    if (taints.length > 0) return join(item, itemOf(machine, { refs: [ref], taints }, index));
  }
  return item;
}

function everything(given: GivenArguments): readonly Found[] {
  const found: Found[] = given.positional.map((value, index) => ({ value, node: given.nodes?.positional[index] }));
  for (const [name, value] of given.named) found.push({ value, node: given.nodes?.named.get(name) });
  if (given.rest) found.push({ value: given.rest, node: undefined });
  if (given.options) found.push({ value: given.options, node: undefined });
  return found;
}

function findOne(machine: Machine, given: GivenArguments, head: string): Found | undefined {
  const [name, position] = head.includes('@') ? head.split('@') : /^\d+$/.test(head) ? [undefined, head] : [head, undefined];
  if (name !== undefined && given.named.has(name)) return { value: given.named.get(name)!, node: given.nodes?.named.get(name) };
  if (position !== undefined) {
    const value = given.positional[Number(position)];
    if (value) return { value, node: given.nodes?.positional[Number(position)] };
  }
  if (name !== undefined && given.options) {
    const option = optionNamed(machine, given.options, name);
    if (option) return { value: option, node: undefined };
  }
  return given.rest && position !== undefined && deepTaints(given.rest).length > 0 ? { value: given.rest, node: undefined } : undefined;
}

/** Options that nothing is known of but their labels: any of them may be any parameter. */
function opaque(options: Value): Value | undefined {
  return options.refs.length === 0 && options.taints.length > 0 ? options : undefined;
}

/** `f(**options)`: what the options hold under a name, as far as it is known. */
function optionNamed(machine: Machine, options: Value, name: string): Value | undefined {
  if (options.refs.length === 0) return undefined;
  // Of an object the fields are known one by one; a part of a reply has the labels of the whole.
  const isReply = options.refs.every((ref) => ref.kind === 'path' && ref.isInstance);
  const taints = isReply ? options.taints.filter(passesUnknown) : options.taints.filter((taint) => taint.symbol !== undefined);
  const value = memberOf(machine, { ...options, taints }, name);
  return value === UNKNOWN ? undefined : value;
}

/** The part of a literal argument that a property names, so that a finding can stand there. */
function nodeBelow(node: Expression | undefined, property: string): Expression | undefined {
  if (node?.kind === 'list') return node.items[Number(property)];
  if (node?.kind === 'object') return node.entries.find((entry) => entry.key === property)?.value;
  if (node?.kind === 'call') return node.arguments.find((argument) => argument.name === property)?.value;
  return undefined;
}
