import type { Expression, Member, Span, StringLiteral } from '../program/program';
import { findArguments } from './arguments';
import { isShownByName } from './credentials';
import { bitOf, GIVEN_AWAY } from './families';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { memberOfObject } from './objects';
import { clear, labelled, type Taint } from './taint';
import type { CallSite } from './units';
import { withTaints, type GivenArguments, type Value } from './value';

const keyLike = /^(Bearer\s+)?(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[\w\-.+/=]{12,300}$/;
/** Model ids, addresses, dates and file names look like keys to a pattern, and are none. */
const otherwise = /^-|preview|latest|turbo|instruct|mistral|llama|gemini|claude|\d{4}-\d\d-\d\d|^(gpt|open-|claude|gemini|text-|o\d|llama|\w*mistral|ministral|mixtral|codestral|pixtral|deepseek|qwen|phi|gemma|whisper|tts|dall|embed|nomic|bge|e5|grok|command|sonar|nova|titan|kimi|glm|yi|amazon|anthropic|meta|us\.|eu\.|accounts?|models?[/-]|https?:|\.?\/|\d{4}-\d\d|v\d)|\/|-v\d|\.(py|js|ts|json|html?|png|com|txt|md|ya?ml|bin|gguf)$/i;

/** A name made of words: `text2image_models`. */
const words = /^[a-z]+(\d[a-z]+)?([_-][a-z]{2,14}(\d[a-z]{2,14})?)+$/;
/** The same with capitals and a number behind: `MiniMax-Text-01`. */
const titled = /^[A-Z][a-z]+([A-Z][a-z]+)*([_-][A-Z][a-z]+([A-Z][a-z]+)*)*([_-][A-Z]?\d{1,3}[A-Za-z]?)+$/;

/** A string constant that could be a key: where it goes decides. */
export function keyTaints(machine: Machine, literal: StringLiteral): readonly Taint[] {
  const text = literal.value;
  if (!mayBeKey(text)) return NONE;
  const step = machine.step(literal, 'the key is written here');
  return [labelled('key-literal', { id: machine.siteId(literal), name: text }, step)];
}

const NONE: readonly Taint[] = [];

function mayBeKey(text: string): boolean {
  return text.length >= 12 && text.length <= 300 && keyLike.test(text) && !otherwise.test(text) && !words.test(text) && !titled.test(text);
}

/** A list of fewer texts tells nothing of what kind they are. */
const MANY = 5;

/** `['gpt-4o', 'command-a', …]`: among many texts of which most can be no keys, none is one. */
export function amongNames(item: Value, list: readonly { readonly kind: string; readonly value?: unknown }[]): Value {
  if (list.length < MANY || !isKey(item)) return item;
  const texts = list.flatMap(({ kind, value }) => (kind === 'string' && typeof value === 'string' ? value : []));
  return texts.length >= MANY && 2 * texts.filter(mayBeKey).length < texts.length ? shown(item) : item;
}

/** What a key must not arrive at, and an address may. */
const SHOWN = bitOf('credential') | bitOf('prompt') | bitOf('system-prompt') | GIVEN_AWAY;

/** `'WALLET_ADDRESS': '…'` in a table: the name says that the text is none, whichever entry is read in the end. */
export function underName(value: Value, name: string): Value {
  return isShownByName(name) && isKey(value) ? shown(value) : value;
}

function isKey({ taints }: Value): boolean {
  return taints.some((taint) => taint.label === 'key-literal');
}

function shown(value: Value): Value {
  return withTaints(value, value.taints.flatMap((taint) => (taint.label === 'key-literal' ? clear(taint, SHOWN) ?? [] : taint)));
}

/** Keys handed to a client, in headers of a request to a provider, or put into the environment. */
export function noteKeys(machine: Machine, path: string, given: GivenArguments, site: CallSite, isConstruction: boolean): void {
  const facts = machine.facts;
  const type = (isConstruction ? facts.type(path) : undefined) ?? ownerType(machine, path);
  for (const reference of type?.client?.key ?? []) {
    for (const { value, node } of findArguments(machine, given, reference)) arrive(machine, value, node ?? site.call, type!.title);
  }
  if (/(^|\.)environ\.(setdefault|update)$/.test(path)) environmentCall(machine, given, site);
}

/** `client.with_options(api_key=…)`, `Client.configure(api_key=…)`. */
function ownerType(machine: Machine, path: string): ReturnType<Machine['facts']['type']> {
  const dot = path.lastIndexOf('.');
  const owner = machine.facts.type(path.slice(0, dot));
  return /\.(with_options|withOptions|copy|configure)$/.test(path) ? owner : undefined;
}

function environmentCall(machine: Machine, given: GivenArguments, site: CallSite): void {
  const [name, value] = given.positional;
  if (typeof name?.constant === 'string' && value) return environment(machine, name.constant, value, site.call);
  for (const ref of name?.refs ?? []) {
    if (ref.kind === 'object') for (const [field, each] of ref.object.fields) environment(machine, field, each, site.call);
  }
}

/** `os.environ["OPENAI_API_KEY"] = …`, `process.env.OPENAI_API_KEY = …`, `openai.api_key = …`. */
export function noteKeyAssignment(machine: Machine, object: Value, property: string, value: Value, at: Member | Span): void {
  if (machine.isShallow) return;
  for (const ref of object.refs) {
    if (ref.kind !== 'path') continue;
    if (/(^|\.)(environ|env)$/.test(ref.path)) environment(machine, property, value, at);
    if (machine.facts.isTracing(`${ref.path}.${property}`, 'calls') && !isNothing(value)) machine.found.tracing.add(property);
    const type = machine.facts.type(ref.path) ?? machine.facts.clientModule(ref.path);
    if (type?.client?.key?.some((reference) => reference.replace(/^\d+\./, '') === property)) arrive(machine, value, at, type.title);
  }
}

/** `litellm.success_callback = []`. */
function isNothing({ refs, constant }: Value): boolean {
  return constant === null || constant === false || refs.some((ref) => ref.kind === 'object' && ref.object.isExact && ref.object.items.length + ref.object.fields.size === 0);
}

function environment(machine: Machine, name: string, value: Value, at: Span): void {
  if (machine.facts.isTracing(name, 'environment') && value.constant !== 'false') machine.found.tracing.add(name);
  const title = machine.facts.providerOfVariable(name);
  if (title !== undefined) arrive(machine, value, at, title);
}

/** A key that is given to one call. */
export function noteCallKey(machine: Machine, title: string, given: GivenArguments, site: CallSite): void {
  for (const reference of ['api_key', '0.apiKey']) {
    for (const { value, node } of findArguments(machine, given, reference)) arrive(machine, value, node ?? site.call, title);
  }
}

/** The headers of a request to a provider. */
export function noteHeaderKeys(machine: Machine, headers: Value | undefined, title: string, at: Span): void {
  for (const name of ['Authorization', 'authorization', 'x-api-key', 'X-API-Key', 'api-key', 'x-goog-api-key', 'X-Api-Key']) {
    const value = memberOfObject(headers, name);
    if (value) arrive(machine, value, at, title);
  }
}

function arrive(machine: Machine, value: Value, at: Span | Expression, title: string): void {
  if (machine.isShallow) return;
  const taints = deepTaints(value).filter((taint) => taint.label === 'key-literal' || taint.symbol);
  if (taints.length === 0) return;
  const sink = { module: machine.module, at, name: title, call: undefined, value: undefined };
  for (const taint of taints) machine.reach('credential', { ...sink, id: `key:${taint.origin.id}` }, [taint]);
}
