import type { Expression, Index, Member, Name } from '../program/program';
import { isCertainCredential, isCredentialName, isCredentialVariable, namesPlace } from './credentials';
import { admitsNoText } from './fieldTypes';
import { nameOfParameter } from './functions';
import type { Machine } from './machine';
import { written } from './names';
import { labelled, weaken, type Taint } from './taint';
import { addTaints, withTaints, type Value } from './value';

const standIn = /^$|your|example|placeholder|changeme|\.\.\.|<.*>|xxx|dummy|test|fake|mock/i;

/** A name that says credential, with a value behind it, is taken for one; the finding says why. */
export function namedSecret(machine: Machine, value: Value, name: string, at: Name | Member | Index): Value {
  if (isPlaceOfSecret(value, name)) return withTaints(value, value.taints.filter(({ label }) => label !== 'secret'));
  if (!isCredentialVariable(name) || machine.isShallow || !hasValue(value) || isMark(value, name)) return value;
  if (value.taints.some((taint) => taint.label === 'secret') || isClosedParameter(machine, at)) return value;
  const step = machine.step(at, `\`${name}\` holds a secret`);
  return addTaints(value, [labelled('secret', { id: machine.siteId(at), name }, step, `\`${name}\` is taken for a secret by its name`)]);
}

/** `secrets_path = os.environ["CLIENT_SECRETS"]`: by its own name the whole value is where the secret lies. A text made with one holds it still. */
function isPlaceOfSecret({ taints, text }: Value, name: string): boolean {
  return taints.some(({ label }) => label === 'secret') && namesPlace(name) && /^\0*$/.test(text ?? '');
}

/** `OBSERVATION_TOKEN = "Observation:"`: a word of a language, under a name that may mean something else. */
function isMark({ constant }: Value, name: string): boolean {
  return typeof constant === 'string' && /^[\W_]*[a-z]+([ _-][a-z]+)*[\W_]*$/i.test(constant) && !isCertainCredential(name);
}

/** `retry_token: bool`, `apiKey: number`: a parameter that no text fits into. */
function isClosedParameter(machine: Machine, at: Name | Member | Index): boolean {
  const parameter = at.kind === 'name' ? machine.frame.unit?.node.parameters.find(({ target }) => nameOfParameter(target) === at.name) : undefined;
  return parameter?.annotation !== undefined && admitsNoText(machine, parameter.annotation);
}

/** Flags, functions, models of data and constants that stand in for a value are no secrets. */
function hasValue(value: Value): boolean {
  if (typeof value.constant === 'boolean' || typeof value.constant === 'number' || value.constant === null) return false;
  if (typeof value.constant === 'string') return value.constant.length >= 6 && !/\s/.test(value.constant) && !standIn.test(value.constant);
  if (value.taints.some((taint) => taint.label === 'model-output' || taint.label === 'unvalidated-json')) return false;
  return value.refs.every((ref) => ref.kind === 'symbol' || (ref.kind === 'path' && ref.isInstance && !/\.(verify|check|create|generate|count)\w*\(\)$/.test(ref.path)));
}

/** A text that is written down as what holds without the variable, and that no key looks like. */
const plainText = /^[<[({]?\/?[a-z][a-z _-]{0,30}[>\])}]?$/i;

/** What stands there until somebody puts a key in its place. */
const opened = /your|example|place_?holder|change|dummy|test|fake|mock|none|null|secret|key|token|password|xxx|default|missing/i;

/** `os.environ.get("THINK_TOKEN", "thought")`: a setting whose own default opens nothing, under a name that may mean something else. */
export function defaultDoubt(name: string, fallback: Value): string | undefined {
  const { constant } = fallback;
  if (isCertainCredential(name)) return undefined;
  const isPlain = typeof constant === 'number' || (typeof constant === 'string' && plainText.test(constant) && !opened.test(constant));
  return isPlain ? `\`${name}\` stands for \`${constant}\` where it is not set` : undefined;
}

/** `process.env.THINK_TOKEN ?? 'thought'`. */
export function unlessDefault(value: Value, fallback: Value): Value {
  if (fallback.constant === undefined || !value.taints.some(({ label }) => label === 'secret')) return value;
  return withTaints(value, value.taints.map((taint) => {
    const because = taint.label === 'secret' ? defaultDoubt(taint.origin.name.slice(taint.origin.name.lastIndexOf('.') + 1), fallback) : undefined;
    return because === undefined ? taint : weaken(taint, because);
  }));
}

/** Names under which a record keeps whatever it holds. */
const anything = /^_*(values?|data|text|string|str|contents?|raw|body|payload|headers?|auth\w*|bearer|cookies?|env|environ|config(uration)?|settings|options?|opts|params|args|kwargs|props|state|current|default|results?|response|messages?|stack|details?|errors?|cause|items|entries)$|^\[|^\d+$/i;

/** What holds a secret somewhere, such as a document that was read from a vault, has it under a name that says so. */
export function partsOfSecret(taints: readonly Taint[], property: string): readonly Taint[] {
  if (!taints.some((taint) => taint.label === 'secret') || isCredentialName(property) || anything.test(property)) return taints;
  return taints.filter((taint) => taint.label !== 'secret');
}

/** The environment, or the configuration of a request, as a whole holds whatever keys there are. */
export function wholeSettings(machine: Machine, value: Value, node: Expression | undefined): readonly Taint[] {
  if (!node) return [];
  const whole = value.refs.find((ref) => ref.kind === 'path' && /(^|\.)(environ|env|secrets|config)$/.test(ref.path) && machine.facts.sourceMember(ref.path)?.label === 'secret');
  if (whole?.kind !== 'path') return [];
  const text = node.kind === 'call' ? whole.path.replace(/^globalThis\./, '') : written(machine, node);
  return [labelled('secret', { id: machine.siteId(node), name: text }, machine.step(node, `\`${text}\` holds every secret there is`))];
}
