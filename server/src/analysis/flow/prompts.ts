import type { PromptFact } from '../catalogue/modelFacts';
import type { Expression } from '../program/program';
import { findArguments, type Found } from './arguments';
import { join } from './joining';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { callValue } from './calls';
import { memberOf } from './members';
import { memberOfObject } from './objects';
import { asOpenField } from './openFields';
import { keepArguments, keepValue, sight } from './sightings';
import { reachAt } from './sinks';
import { chosenPart, chosenSymbol, PRIVILEGED, roleByForm } from './narrowing';
import { isSameTaint, joinTaints, symbolic, weaken, type Taint } from './taint';
import type { CallSite } from './units';
import { UNKNOWN, withTaints, type GivenArguments, type Value } from './value';

/** Prompts of calls that run no model by themselves: agents, templates, configuration. */
export function notePrompts(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  const fact = machine.facts.prompts(path);
  if (!fact) return;
  const sighting = sight(machine, 'prompts', path, site, { fact });
  keepArguments(machine, sighting, 'model', given, fact.model);
  keepArguments(machine, sighting, 'tools', given, fact.tools);
  keepArguments(machine, sighting, 'name', given, ['name', '0.name']);
  promptArguments(machine, fact.prompts, given, site);
}

/** Hands each prompt argument on, system and developer texts apart from the user's. */
export function promptArguments(
  machine: Machine, prompts: readonly PromptFact[], given: GivenArguments, site: CallSite, isAsked = false,
): void {
  for (const prompt of prompts) {
    for (const found of findArguments(machine, given, prompt.argument)) {
      if (prompt.role === 'messages' || prompt.role === 'input') messages(machine, found, site, isAsked);
      else {
        if (prompt.role === 'system') keepValue(sight(machine, 'prompt', '', site), 'text', found);
        const value = prompt.role === 'system' ? asOpenField(machine, given, prompt.argument, found.value) : found.value;
        arrive(machine, composed(machine, value, site), found.node, prompt.role !== 'user', site, isAsked);
      }
    }
  }
}

/** What tools say of themselves; their addresses, headers and keys go to whoever runs them, and no model reads those. */
export function toolDescriptions(machine: Machine, references: readonly string[], given: GivenArguments, site: CallSite): void {
  for (const found of references.flatMap((reference) => findArguments(machine, given, reference))) {
    for (const [tool, node] of toolsIn(found)) {
      for (const holder of [tool, memberOf(machine, tool, 'function')]) {
        arrive(machine, memberOf(machine, holder, 'description'), node ? descriptionNode(node) : found.node, true, site, false);
      }
    }
  }
}

/** The elements of a list, the fields of a table of tools, or the value itself where nobody knows what is in it. */
function toolsIn({ value, node }: Found): [Value, Expression | undefined][] {
  const literal = node?.kind === 'list' ? node.items : undefined;
  const all = value.refs.flatMap((ref): [Value, Expression | undefined][] => {
    if (ref.kind !== 'object') return [];
    const isExact = literal?.length === ref.object.items.length;
    return [...ref.object.items.map((item, index): [Value, Expression | undefined] => [item, isExact ? literal?.[index] : undefined]),
      ...[...ref.object.fields.values()].map((field): [Value, undefined] => [field, undefined])];
  });
  if (all.length > 0) return all;
  // What somebody's list of tools is made of, its names or whole descriptions, was not seen.
  return [[withTaints(value, value.taints.map((taint) => (taint.label ? weaken(taint, 'what the tools say of themselves was not seen') : taint))), undefined]];
}

function descriptionNode(node: Expression): Expression {
  if (node.kind !== 'object') return node;
  const own = node.entries.find((entry) => entry.key === 'description')?.value;
  const inner = node.entries.find((entry) => entry.key === 'function')?.value;
  return own ?? (inner ? descriptionNode(inner) : node);
}

/** Instructions may be a function that is asked for them before each run. */
function composed(machine: Machine, value: Value, site: CallSite): Value {
  if (machine.isShallow || !value.refs.some((ref) => ref.kind === 'function')) return value;
  return join(value, callValue(machine, value, { positional: [], named: new Map(), rest: undefined }, site));
}

function arrive(machine: Machine, value: Value, node: Expression | undefined, isSystem: boolean, site: CallSite, isAsked: boolean): void {
  const taints = deepTaints(value);
  if (taints.length === 0) return;
  reachAt(machine, 'prompt', site, node, `${site.name}()`, taints);
  if (isSystem) reachAt(machine, 'system-prompt', site, node, `${site.name}()`, taints, { isApart: true });
  else if (isAsked) reachAt(machine, 'user-prompt', site, node, `${site.name}()`, taints);
}

/** A list of role messages, each judged by its own role; a text is the user's. */
function messages(machine: Machine, found: Found, site: CallSite, isAsked: boolean): void {
  systemMessages(machine, found, site);
  if (isAsked) userMessages(machine, found, site);
  reachPrompt(machine, found, site);
}

/** What the user says: a text, or the messages of no other role. */
function userMessages(machine: Machine, found: Found, site: CallSite): void {
  const all = elements(found);
  if (all.length === 0) reachAt(machine, 'user-prompt', site, found.node, `${site.name}()`, deepTaints(found.value));
  for (const [message, node] of all) {
    const role = memberOf(machine, message, 'role').constant ?? roleByForm(message) ?? 'user';
    if (role !== 'user' && role !== 'human') continue;
    reachAt(machine, 'user-prompt', site, node ? contentNode(node) : found.node, `${site.name}()`, deepTaints(message));
  }
}

/** What the messages of a privileged role hold; an argument that takes a text as well has only those that are known to be messages. */
export function systemMessages(machine: Machine, found: Found, site: CallSite): void {
  let systemTaints: readonly Taint[] = [];
  for (const [message, node] of elements(found)) {
    const role = memberOf(machine, message, 'role').constant ?? roleByForm(message);
    if (role === undefined) openRole(machine, message, node ?? found.node, site);
    if (role !== 'system' && role !== 'developer') continue;
    keepValue(sight(machine, 'prompt', '', site), 'text', { value: memberOfObject(message, 'content') ?? itemOf(message, 1) ?? UNKNOWN, node: node && contentNode(node) });
    const taints = deepTaints(message);
    if (node) reachAt(machine, 'system-prompt', site, contentNode(node), `${site.name}()`, taints, { isApart: true });
    else systemTaints = joinTaints(systemTaints, taints);
  }
  systemTaints = joinTaints(systemTaints, privilegedSymbols(found.value));
  if (systemTaints.length > 0) reachAt(machine, 'system-prompt', site, found.node, `${site.name}()`, systemTaints);
}

/** A message whose role is a parameter: `def add(role, content)`. */
function openRole(machine: Machine, message: Value, node: Expression | undefined, site: CallSite): void {
  for (const ref of message.refs) {
    const role = ref.kind === 'object' ? ref.object.fields.get('role')?.refs[0] : undefined;
    if (role?.kind !== 'symbol') continue;
    const part = chosenPart(deepTaints(message), role.symbol, PRIVILEGED);
    if (part) reachAt(machine, 'system-prompt', site, node, `${site.name}()`, part);
    else reachAt(machine, 'system-prompt', site, node, `${site.name}()`, deepTaints(message), { when: { symbol: role.symbol, values: PRIVILEGED.values } });
  }
}

/** Messages that only the caller knows: those of them that have a privileged role. */
function privilegedSymbols(value: Value): readonly Taint[] {
  const open = [...value.refs, ...value.refs.flatMap((ref) => (ref.kind === 'object' ? ref.object.items.flatMap((item) => item.refs) : []))];
  return open.flatMap((ref) => {
    const symbol = ref.kind === 'symbol' ? chosenSymbol(ref.symbol, PRIVILEGED) : undefined;
    if (ref.kind !== 'symbol' || !symbol) return [];
    const known = value.taints.find((taint) => taint.symbol === ref.symbol);
    return [{ ...symbolic(symbol), likelyBecause: known?.likelyBecause }];
  });
}

/** Every message reaches the model, whatever its role. */
function reachPrompt(machine: Machine, found: Found, site: CallSite): void {
  let rest = deepTaints(found.value);
  for (const [message, node] of elements(found)) {
    if (!node) continue;
    const taints = deepTaints(message);
    if (taints.length === 0) continue;
    reachAt(machine, 'prompt', site, contentNode(node), `${site.name}()`, taints);
    rest = rest.filter((taint) => !taints.some((other) => isSameTaint(other, taint)));
  }
  if (rest.length > 0) reachAt(machine, 'prompt', site, found.node, `${site.name}()`, rest);
}

export function elements(found: Found): [Value, Expression | undefined][] {
  const all: [Value, Expression | undefined][] = [];
  const literal = found.node?.kind === 'list' ? found.node.items : undefined;
  for (const ref of found.value.refs) {
    if (ref.kind !== 'object') continue;
    if (ref.object.form === 'object' && ref.object.fields.has('role')) all.push([found.value, found.node]);
    const count = ref.object.items.length;
    ref.object.items.forEach((item, index) => all.push([item, literal && nodeOf(literal, index, count)]));
  }
  return all;
}

/** What an item of a list is written as: `[first, ...others, last]` names the first and the last, whatever is spread between them. */
function nodeOf(literal: readonly Expression[], index: number, count: number): Expression | undefined {
  if (literal.length === count) return literal[index];
  const at = literal.findIndex(({ kind }) => kind === 'spread');
  if (at < 0 || count < literal.length || literal.some(({ kind }, other) => kind === 'spread' && other > at)) return undefined;
  const behind = literal.length - at - 1;
  return index < at ? literal[index] : index >= count - behind ? literal[literal.length - count + index] : undefined;
}

function contentNode(node: Expression): Expression {
  if (node.kind !== 'object') return node;
  return node.entries.find((entry) => entry.key === 'content' || entry.key === 'parts')?.value ?? node;
}

function itemOf(value: Value, index: number): Value | undefined {
  for (const ref of value.refs) if (ref.kind === 'object' && ref.object.form === 'list') return ref.object.items[index];
  return undefined;
}

