import type { InferenceEntry } from '../catalogue/catalogue';
import { findArguments } from './arguments';
import { bitOf } from './families';
import { memberOfObject } from './objects';
import { refineTaints } from './refining';
import { callValue } from './calls';
import { schemaOf } from './chains';
import { noteCallKey } from './keys';
import type { Machine } from './machine';
import { parsedValue } from './parsing';
import { promptArguments, toolDescriptions } from './prompts';
import { noteUnlogged } from './records';
import { applySchema } from './schema';
import { reachReply } from './sinks';
import { keepArguments, keepValue, sight } from './sightings';
import { labelled, type Taint } from './taint';
import type { CallSite, InferenceSite } from './units';
import { memberOf } from './members';
import { ofRef, UNKNOWN, type GivenArguments, type Value } from './value';
import { watchedBy } from './watchers';
import { startId } from '../program/places';

/** A call that runs a model: its prompts are sinks, its result is a source, and it wants a record. */
export function infer(machine: Machine, entry: InferenceEntry, path: string, given: GivenArguments, site: CallSite, receiver?: Value): Value {
  const { fact } = entry;
  const effective = fact.command ? commandArguments(given) : given;
  if (fact.kind === 'agent' && isNeverAsked(machine, fact, effective)) return ofRef({ kind: 'path', path: `${path}()`, isInstance: true });
  // What is turned into numbers gives no instructions.
  const prompts = fact.prompts ?? [];
  promptArguments(machine, fact.kind === 'embedding' ? prompts.map((prompt) => ({ ...prompt, role: 'user' as const })) : prompts, effective, site, asking.has(fact.kind));
  if (fact.kind === 'moderation') noteModerated(machine, fact, effective);
  toolDescriptions(machine, fact.tools ?? [], effective, site);
  noteCallKey(machine, entry.title, effective, site);
  recordInference(machine, entry, path, effective, site);
  sightInference(machine, entry, path, effective, given, site, receiver);
  if (fact.result === 'none' || isMute(machine, fact, effective)) return ofRef({ kind: 'path', path: `${path}()`, isInstance: true });
  const taint = formed(machine, entry, effective, replyTaint(machine, site, unasked(machine, fact, effective)));
  reachReply(machine, path, site, taint);
  const taints = fact.kind === 'agent' ? [taint, agentTaint(machine, site)] : [taint];
  for (const callback of fact.callbacks ?? []) runCallback(machine, effective, callback, taint, site);
  const schema = firstOf(machine, effective, fact.schema);
  if (findArguments(machine, effective, '0.output')[0]?.value.constant === 'no-schema') {
    return { ...parsedValue(machine, { refs: [], taints: [taint] }, site), refs: [{ kind: 'path', path: `${path}()`, isInstance: true }] };
  }
  if (fact.result === 'validated') return applySchema(machine, schema ?? madeWith(receiver), taints, site);
  return ofRef({ kind: 'path', path: `${path}()`, isInstance: true, ...(schema ? { schema } : {}) }, taints);
}

/** The prompt is a stream that ends, or waits, without giving anything: only what stands around a session is asked for. */
function isNeverAsked(machine: Machine, fact: InferenceEntry['fact'], given: GivenArguments): boolean {
  const prompt = findArguments(machine, given, fact.prompts?.[0]?.argument ?? '0')[0]?.value;
  return prompt !== undefined && prompt.refs.length > 0 && prompt.refs.every((ref) => ref.kind === 'object' && ref.object.form === 'list' && ref.object.isExact && ref.object.items.length + ref.object.fields.size === 0);
}

/** The model that is named gives no text: `run("black-forest-labs/flux-schnell", …)`. What is at an address that its host makes, no model has chosen. */
function isMute(machine: Machine, { mute, model }: InferenceEntry['fact'], given: GivenArguments): boolean {
  if (!mute) return false;
  const name = firstOf(machine, given, model, true)?.text?.toLowerCase().replace(/:[0-9a-f]{32,}$/, '');
  return name !== undefined && mute.some((word) => new RegExp(`(^|[^a-z0-9])${word}($|[^a-z])`).test(name));
}

/** Where any model may be run, one that is given no text may give none. */
function unasked(machine: Machine, { mute, prompts }: InferenceEntry['fact'], given: GivenArguments): string | undefined {
  if (!mute || (prompts ?? []).some(({ argument }) => findArguments(machine, given, argument).length > 0)) return undefined;
  return 'no text was seen among what the model is given; it may be one that gives images or sounds';
}

function sightInference(
  machine: Machine, { fact, title }: InferenceEntry, path: string, given: GivenArguments, outer: GivenArguments, site: CallSite, receiver?: Value,
): void {
  const sighting = sight(machine, 'inference', path, site, { fact, title });
  keepArguments(machine, sighting, 'model', given, fact.model);
  keepArguments(machine, sighting, 'tools', given, fact.tools);
  keepValue(sighting, 'receiver', outer.receiver ?? (receiver ? { value: receiver, node: undefined } : undefined));
}

/** Kinds of calls whose model does or makes what it is told. */
const asking: ReadonlySet<string> = new Set(['chat', 'completion', 'agent', 'object', 'image', 'audio', 'video']);

/** What a moderation has looked at is no longer unseen. */
function noteModerated(machine: Machine, fact: InferenceEntry['fact'], given: GivenArguments): void {
  const references = fact.prompts?.map((prompt) => prompt.argument) ?? ['input', '0', '0.input'];
  for (const { value, node } of references.flatMap((reference) => findArguments(machine, given, reference))) {
    if (node) refineTaints(machine, node, value, bitOf('user-prompt'));
  }
}

/** The schema that the receiver was made with: `model.with_structured_output(Schema)`. */
function madeWith(receiver: Value | undefined): Value {
  const from = receiver?.refs.find((ref) => ref.kind === 'path' && ref.schema);
  return from ? schemaOf(from) : UNKNOWN;
}

export function replyTaint(machine: Machine, site: CallSite, likely?: string): Taint {
  const step = { file: site.module.file, span: site.call, text: `the reply of \`${site.name}\` starts here` };
  return labelled('model-output', { id: startId(site.module, site.call), name: site.name }, step, likely);
}

/** `response_format: { type: 'json_schema', … }`: the text of the reply is held to a schema, without a check of it. */
function formed(machine: Machine, { fact }: InferenceEntry, given: GivenArguments, taint: Taint): Taint {
  const isFormed = (fact.form ?? []).some((reference) => findArguments(machine, given, reference).some(({ value }) => {
    const kind = memberOfObject(value, 'type')?.constant;
    // JSON of any kind is no schema; with one beside it, it is.
    const isAny = (kind === 'json_object' || kind === 'json') && !memberOfObject(value, 'schema') && !memberOfObject(value, 'jsonSchema');
    // A call that is made for schemas, or an argument named for one, takes nothing else, whoever hands it over.
    const isOpen = fact.schema?.includes(reference) === true || /schema$/i.test(reference);
    return value.constant === undefined && !isAny && kind !== 'text' && value.refs.some((ref) => (ref.kind === 'path' ? ref.path.endsWith('()') : isOpen || ref.kind !== 'symbol'));
  }));
  return isFormed ? { ...taint, origin: { ...taint.origin, isFormed } } : taint;
}

/** What an agent reports holds what its tools have read. */
function agentTaint(machine: Machine, site: CallSite): Taint {
  return labelled('tool-result', { id: `agent:${startId(site.module, site.call)}`, name: `${site.name}()` }, machine.step(site.call, `\`${site.name}()\` is the result of an agent`));
}

function firstOf(machine: Machine, given: GivenArguments, references: readonly string[] | undefined, isConstant = false): Value | undefined {
  for (const reference of references ?? []) {
    const value = findArguments(machine, given, reference)[0]?.value;
    if (value && value !== UNKNOWN && (value.constant !== undefined) === isConstant) return value;
  }
  return undefined;
}

/** `client.send(new Command({…}))`: the arguments are those of the command. */
function commandArguments(given: GivenArguments): GivenArguments {
  for (const ref of given.positional[0]?.refs ?? []) {
    if (ref.kind === 'path' && ref.schema) return { positional: [ref.schema], named: new Map(), rest: undefined };
  }
  return given;
}

function runCallback(
  machine: Machine, given: GivenArguments, callback: { argument: string; parameter: number }, taint: Taint, site: CallSite,
): void {
  const handler = findArguments(machine, given, callback.argument)[0]?.value;
  if (!handler?.refs.some((ref) => ref.kind === 'function')) return;
  const positional: Value[] = [];
  for (let i = 0; i < callback.parameter; i++) positional.push(UNKNOWN);
  positional.push({ refs: [], taints: [taint] });
  callValue(machine, handler, { positional, named: new Map(), rest: undefined }, site);
}

export function recordInference(
  machine: Machine, entry: InferenceEntry | undefined, path: string, given: GivenArguments, site: CallSite, likely?: string,
): void {
  if (machine.isShallow) return;
  machine.requests++;
  const id = startId(site.module, site.call);
  let record = machine.found.inferences.get(id);
  if (!record || (record.entry === undefined && entry)) {
    const inference: InferenceSite = { id, site, path, likelyBecause: likely };
    machine.found.inferences.set(id, (record = { site: inference, entry, by: machine.by }));
  }
  if (entry?.fact.logged || isSwitchedOn(machine, given) || isThroughGateway(machine, given)) return;
  const watched = watchedBy(machine, path, given);
  if (watched === true) return;
  const routed = entry?.fact.routed?.some((reference) => (findArguments(machine, given, reference)[0]?.value ?? memberOfMade(given.receiver?.value, reference.slice(2)))?.text !== undefined);
  noteUnlogged(machine, new Map([[record.site, routed ? 'a model that is named by plain text is reached through a gateway that keeps a record' : watched]]));
}

/** The client, or the model by its provider, was made for the address of a gateway that keeps a record of what goes through it. */
function isThroughGateway(machine: Machine, given: GivenArguments): boolean {
  const own = [...given.named.values(), ...given.positional.slice(0, 1).flatMap(fieldsOf)];
  const model = given.named.get('model') ?? memberOfObject(given.positional[0], 'model') ?? memberOfMade(given.receiver?.value, 'model');
  return [...own, ...madeFrom(given.receiver?.value), ...madeFrom(model)].some(({ text }) => text !== undefined && /^https?:/.test(text) && machine.facts.gateways.some((host) => text.includes(host)));
}

/** What the client or model was made from: the fields of its configuration. */
function madeFrom(value: Value | undefined): readonly Value[] {
  return (value?.refs ?? []).flatMap((ref) => (ref.kind === 'path' && ref.schema ? fieldsOf(ref.schema) : []));
}

function fieldsOf(value: Value): readonly Value[] {
  return value.refs.flatMap((ref) => (ref.kind === 'object' ? [...ref.object.fields.values()] : []));
}

/** Callbacks, telemetry switches and the like among the arguments of the call itself. */
export function isSwitchedOn(machine: Machine, given: GivenArguments): boolean {
  for (const reference of machine.facts.tracingArguments) {
    const value = findArguments(machine, given, reference)[0]?.value;
    // A member of a parameter or of what a library gave may be anything; only what is written counts.
    const isWritten = value !== undefined && isOwnField(machine, given, reference, value);
    const isGuess = reference.includes('.') && value?.constant === undefined && value?.refs.every(({ kind }) => kind === 'symbol' || (kind === 'path' && !isWritten));
    if (value && !isGuess && isOn(machine, value)) return true;
    const made = memberOfMade(given.receiver?.value, reference.split('.').at(-1)!);
    if (made && isOn(machine, made)) return true;
  }
  return false;
}

/** The field stands in an object of the project, not in one that a library made. */
function isOwnField(machine: Machine, given: GivenArguments, reference: string, value: Value): boolean {
  const end = reference.lastIndexOf('.');
  if (end < 0) return true;
  const owner = findArguments(machine, given, reference.slice(0, end))[0]?.value;
  return owner?.refs.some((ref) => ref.kind !== 'path' || ref.schema !== undefined) ?? value.refs.length > 0;
}

function isOn(machine: Machine, value: Value): boolean {
  const enabled = memberOf(machine, value, 'isEnabled');
  return value.constant !== false && value.constant !== null && enabled.constant !== false;
}

/** What the receiver was made with: `ChatOpenAI(callbacks=[…])`. */
function memberOfMade(receiver: Value | undefined, name: string): Value | undefined {
  for (const ref of receiver?.refs ?? []) {
    const made = ref.kind === 'path' ? memberOfObject(ref.schema, name) : undefined;
    if (made) return made;
  }
  return undefined;
}
