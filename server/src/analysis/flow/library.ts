import { findArguments } from './arguments';
import { extendChain, sequenceOf } from './chains';
import { runHandlers } from './entries';
import { bitsOf } from './families';
import { hostReply } from './hosts';
import { infer } from './inference';
import { asSystemMessage } from './instructions';
import { join } from './joining';
import { noteKeys } from './keys';
import { allTaints, cleared, deepTaints } from './labels';
import type { Machine } from './machine';
import { runCallbacks } from './methods';
import { makeObject, objectWith } from './objects';
import { parsed } from './parsing';
import { noteConsole, noteLogger, reachLog } from './records';
import { reachSinks } from './sinks';
import { isResolved, unresolved } from './containment';
import { applySchema } from './schema';
import { keepArguments, keepValue, sight } from './sightings';
import { sourceOf } from './sources';
import { formattedPrompt, reachTemplates, templateOf } from './templates';
import { clear, joinTaints, type Taint } from './taint';
import { NUMBER } from './numbers';
import { notePrompts } from './prompts';
import { builtinCall, isBuiltin } from './builtins';
import { handOnLater } from './delegation';
import type { ClearFact } from '../catalogue/flowFacts';
import type { MessageFact } from '../catalogue/modelFacts';
import type { CallSite } from './units';
import { refineTaints } from './refining';
import { conditionsHold, isEffectOnArgument } from './conditions';
import { addTaints, ofConstant, ofRef, UNKNOWN, withTaints, type GivenArguments, type PathRef, type Ref, type SchemaStep, type Value } from './value';

/**
 * A call of something of a library. Undefined when the catalogue says nothing of it, so that the
 * caller can fall back on what such calls usually mean.
 */
export function callPath(
  machine: Machine, ref: PathRef, given: GivenArguments, site: CallSite, receiver: Value | undefined,
): Value | undefined {
  const facts = machine.facts;
  const reply = hostReply(machine, ref.path, given, site);
  if (reply) return reply;
  const path = callablePath(machine, ref, site);
  const asset = sightAsset(machine, ref, path, given, site);
  let result: Value | undefined;
  const add = (value: Value | undefined): void => {
    if (value) result = result === undefined ? value : join(result, value);
  };
  if (facts.isLogger(path)) {
    reachLog(machine, given, site);
    // In JavaScript the console is a logger, when it gets a record.
    if (/\.console\.(log|debug)$/.test(path)) noteConsole(machine, given, site);
    else noteLogger(machine, site);
    return runCallbacks(machine, [], given, site);
  }
  if (facts.isTracing(path, 'calls') || facts.isTracing(path, 'wrappers')) machine.found.tracing.add(path);
  if (facts.isTracing(path, 'monitoring')) machine.found.monitoring.add(site.name);
  const entry = facts.inference(path);
  if (entry && commandMatches(entry.fact.command, given)) return infer(machine, entry, path, given, site, receiver ?? (ref.isInstance ? ofRef(ref) : undefined));
  const chained = receiver && path.endsWith('.pipe') ? extendChain(machine, receiver, given) : sequenceOf(path, given);
  if (chained) return chained;
  const formatted = formattedPrompt(machine, ref, path, given);
  if (formatted) return formatted;
  const message = facts.message(path);
  if (message) {
    reachSinks(machine, path, given, site);
    return roleMessage(machine, message, given, site);
  }
  notePrompts(machine, path, given, site);
  if (!ref.isInstance) reachTemplates(machine, path, given, site);
  noteKeys(machine, path, given, site, !ref.isInstance);
  if (reachSinks(machine, path, given, site)) {
    // What is printed is seen by who runs the program, and that is all.
    machine.frame.isOpaque ||= facts.sinks(path).some(({ family }) => family !== 'log');
    if (!isBuiltin(path)) add(UNKNOWN);
  }
  for (const fact of facts.clears(path)) add(cleansed(machine, fact, ref, given, receiver, site));
  const parser = facts.parser(path);
  if (parser) add(parsed(machine, parser, given, site));
  add(sourceOf(machine, path, given, site));
  callGiven(machine, path, given, site);
  const tool = facts.toolCall(path);
  if (tool) add(made(path, given, machine, site));
  add(typed(machine, ref, path, given, receiver, site));
  if (asset) result = providedBy(receiver ?? ofRef(ref), result ?? made(path, given, machine, site));
  if (facts.isOpaque(path)) add(UNKNOWN);
  return facts.isNumber(path) ? NUMBER : result ?? builtinCall(machine, path, given, site, receiver);
}

/** Functions among the arguments that the call hands something to. */
function callGiven(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  runHandlers(machine, path, given, site);
  handOnLater(machine, path, given, site);
}

/** `new OpenAI()` on `require('openai')`, a direct call of an instance, or the path itself. */
function callablePath(machine: Machine, ref: PathRef, site: CallSite): string {
  const facts = machine.facts;
  if (ref.isInstance) return facts.type(ref.path)?.callable ?? ref.path;
  if (site.call.isNew && !facts.type(ref.path)) {
    const named = facts.canonical(`${ref.path}.default`);
    if (facts.type(named)) return named;
  }
  return ref.path;
}

/** What the inventory lists: assets that the catalogue names, and clients of providers. True for an asset. */
function sightAsset(machine: Machine, ref: PathRef, path: string, given: GivenArguments, site: CallSite): boolean {
  const { facts } = machine;
  const entry = (ref.isInstance ? facts.asset(`${path}()`) : undefined) ?? facts.asset(path);
  if (entry) {
    const { fact } = entry;
    const sighting = sight(machine, 'asset', path, site, entry);
    for (const name of ['name', 'model', 'location', 'starts', 'revision', 'tools', 'embeddings'] as const) keepArguments(machine, sighting, name, given, fact[name]);
    keepValue(sighting, 'receiver', given.receiver ?? (ref.isInstance ? { value: ofRef(ref), node: undefined } : undefined));
  }
  const type = ref.isInstance ? undefined : facts.type(path);
  if (!type?.client) return entry !== undefined;
  const sighting = sight(machine, 'object', path, site, { title: type.title });
  keepArguments(machine, sighting, 'model', given, type.client.model);
  keepArguments(machine, sighting, 'address', given, type.client.baseUrl);
  return entry !== undefined;
}

function commandMatches(commands: readonly string[] | undefined, given: GivenArguments): boolean {
  if (!commands) return true;
  return given.positional[0]?.refs.some((ref) => ref.kind === 'path' && commands.includes(ref.path.replace(/\(\)$/, ''))) ?? false;
}

/** What the catalogue says the call gives: an instance, the receiver itself, an argument. */
function typed(
  machine: Machine, ref: PathRef, path: string, given: GivenArguments, receiver: Value | undefined, site: CallSite,
): Value | undefined {
  const facts = machine.facts;
  const step = facts.schemaStep(path);
  if (step) return stepped(path, ref.isInstance ? receiver : undefined, { kind: step, value: given.positional[0] ?? UNKNOWN, site });
  const special = facts.results(path).find((fact) => conditionsHold(machine, fact.when, given));
  if (special) return instance(machine, facts.canonical(special.gives), given, site);
  const type = facts.type(path);
  if (type && !ref.isInstance) return instance(machine, type.name, given, site);
  const returned = facts.returns(path);
  if (returned === 'self') return templateOf(machine, ref, path, configuration(machine, given)) ?? withGiven(machine, path, selfOf(machine, ref, path, receiver), given);
  if (returned !== undefined) return instance(machine, facts.type(returned)?.name ?? returned, given, site);
  if (facts.returnsArgument(path) && given.positional[0]) return given.positional[0];
  const result = facts.canonical(`${path}()`);
  if (facts.type(result) || result !== `${path}()` || facts.isResult(result)) {
    const from = schemaIn(machine, path, given);
    return ofRef({ kind: 'path', path: facts.type(result)?.name ?? result, isInstance: true, made: site.call, ...(from ? { schema: from } : {}), ...stepsIn(given) });
  }
  return facts.schemaKind(path) ? made(path, given, machine, site) : undefined;
}

/** The receiver itself; asked of a class, `Llama.from_pretrained(…)`, an instance of it. */
function selfOf(machine: Machine, ref: PathRef, path: string, receiver: Value | undefined): Value {
  const owner = (one: Ref): Ref => (one.kind === 'path' && !one.isInstance && machine.facts.type(one.path)?.callable !== undefined ? { ...one, isInstance: true } : one);
  return receiver ? { ...receiver, refs: receiver.refs.map(owner) } : ofRef({ ...ref, path: path.slice(0, path.lastIndexOf('.')), isInstance: true });
}

/** `root.joinpath(name)`: what is given is in what comes of it, where the catalogue says so. */
function withGiven(machine: Machine, path: string, self: Value, given: GivenArguments): Value {
  return machine.facts.carries(path) ? addTaints(self, allTaints(given)) : self;
}

/** An instance remembers what it was made from, for schemas, commands and chains. */
function instance(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value {
  const from = configuration(machine, given);
  const all = given.positional.reduce<readonly Taint[]>((taints, value) => joinTaints(taints, deepTaints(value)), deepTaints(from ?? UNKNOWN));
  const labels = all.filter((taint) => taint.label !== 'secret' && taint.label !== 'key-literal' && taint.label !== 'instructions');
  return ofRef({ kind: 'path', path, isInstance: true, made: site.call, ...(from ? { schema: from } : {}) }, labels.map(held));
}

/** A key that an object was made with is not to be had from it, also where only the caller knows that it is one. */
function held(taint: Taint): Taint {
  return taint.symbol ? { ...taint, isPassed: true } : taint;
}

function made(path: string, given: GivenArguments, machine: Machine, site: CallSite): Value {
  const from = schemaIn(machine, path, given);
  return ofRef({ kind: 'path', path: `${path}()`, isInstance: true, made: site.call, ...(from ? { schema: from } : {}), ...stepsIn(given) });
}

/** A model that a provider gives remembers what the provider was made from: it asks at that address. */
function providedBy(provider: Value, model: Value): Value {
  const from = provider.refs.flatMap((ref) => (ref.kind === 'path' && ref.isInstance ? ref.schema?.refs ?? [] : []));
  if (from.length === 0) return model;
  const refs = model.refs.map((ref): Ref => (ref.kind === 'path' ? { ...ref, schema: { ...(ref.schema ?? UNKNOWN), refs: [...ref.schema?.refs ?? [], ...from] } } : ref));
  return { ...model, refs };
}

/** More steps than this no schema has; each is another function to follow. */
const MAX_STEPS = 8;

/** A schema with one more step, or a step that stands for itself until a pipe takes it. */
function stepped(path: string, schema: Value | undefined, step: SchemaStep): Value {
  if (!schema) return ofRef({ kind: 'path', path: `${path}()`, isInstance: true, steps: [step] });
  const refs = schema.refs.map((ref): Ref => {
    const before = ref.kind === 'path' ? ref.steps ?? [] : [];
    return ref.kind === 'path' && before.length < MAX_STEPS ? { ...ref, steps: [...before, step] } : ref;
  });
  return { ...schema, refs };
}

/** `pipe(string(), regex(…), transform(…))`: what comes after the first. */
function stepsIn(given: GivenArguments): { steps?: readonly SchemaStep[] } {
  const steps = given.positional.slice(1).flatMap((value) => value.refs.flatMap((ref) => (ref.kind === 'path' ? ref.steps ?? [] : [])));
  return steps.length === 0 ? {} : { steps: steps.slice(0, MAX_STEPS) };
}

/** `record(key, value)`: what its values are is said last. */
function schemaIn(machine: Machine, path: string, given: GivenArguments): Value | undefined {
  return machine.facts.schemaKind(path) === 'record' ? given.positional.at(-1) : configuration(machine, given);
}

/** The first argument, or the keywords as fields. */
function configuration(machine: Machine, given: GivenArguments): Value | undefined {
  if (given.named.size === 0) return given.positional[0];
  const object = makeObject('object', machine.frame.depth);
  given.positional.forEach((value, index) => object.fields.set(String(index), value));
  for (const [name, value] of given.named) object.fields.set(name, value);
  return ofRef({ kind: 'object', object });
}

/** `SystemMessage(content=…)` is a message with that role, however it is sent later. */
function roleMessage(machine: Machine, fact: MessageFact, given: GivenArguments, site: CallSite): Value {
  const object = makeObject('object', machine.frame.depth);
  object.fields.set('role', ofConstant(fact.role));
  for (const reference of fact.content) {
    const content = findArguments(machine, given, reference)[0];
    if (content) object.fields.set('content', fact.role === 'system' ? asSystemMessage(machine, content.value, site) : content.value);
  }
  return ofRef({ kind: 'object', object });
}

/** A sanitizer or validator: its result, or the value it looked at, is clear of some sinks. */
function cleansed(machine: Machine, fact: ClearFact, ref: PathRef, given: GivenArguments, receiver: Value | undefined, site: CallSite): Value | undefined {
  const found = findArguments(machine, given, fact.argument ?? '0')[0];
  const value = found?.value ?? given.options ?? given.rest ?? UNKNOWN;
  // Of a parameter, the caller knows whether it is resolved.
  if (fact.resolved && !isResolved(value) && !value.refs.some(({ kind }) => kind === 'symbol')) return undefined;
  const families = bitsOf(fact.families);
  if (isEffectOnArgument(fact) && found?.node) refineTaints(machine, fact.resolved ? unresolved(found.node) : found.node, value, families);
  if (fact.effect === 'argument' || fact.effect === 'test') return UNKNOWN;
  const taints = clearAll(deepTaints(value), families);
  if (fact.schema === undefined) {
    const kept = cleared(value, families);
    return fact.families.includes('*') ? UNKNOWN : kept;
  }
  const schema = fact.schema === 'callee' ? receiver ?? ofRef(ref) : findArguments(machine, given, fact.schema)[0]?.value;
  const checked = schema ? applySchema(machine, schema, taints, site, { value, left: (all) => clearAll(all, families) }) : withTaints(UNKNOWN, taints);
  return fact.member === undefined ? checked : objectWith(fact.member, checked, machine.frame.depth);
}

function clearAll(taints: readonly Taint[], families: number): readonly Taint[] {
  let kept: readonly Taint[] = [];
  for (const taint of taints) {
    const left = clear(taint, families);
    if (left) kept = joinTaints(kept, [left]);
  }
  return kept;
}

