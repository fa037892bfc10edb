import type { Expression } from '../program/program';
import { callValue } from './calls';
import { isSwitchedOn, recordInference, replyTaint } from './inference';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { makeObject } from './objects';
import { parsedValue } from './parsing';
import { promptArguments, systemMessages } from './prompts';
import { applySchema } from './schema';
import { bitOf } from './families';
import { clear, labelled, type Taint } from './taint';
import { formatTemplate } from './templates';
import type { CallSite } from './units';
import { written } from './names';
import { ofRef, UNKNOWN, type GivenArguments, type Ref, type Value } from './value';

const CHAIN = 'chain:';

export function isChainPath(path: string): boolean {
  return path.startsWith(CHAIN);
}

/** `prompt | model | parser`: a value that runs its stages in order. Undefined when it is no chain. */
export function chain(machine: Machine, left: Value, right: Value, at: Expression): Value | undefined {
  if (!isStage(machine, left) && !isStage(machine, right)) return undefined;
  const name = at.kind === 'binary' ? [written(machine, at.left), written(machine, at.right)] : ['', ''];
  return compose([named(machine, left, name[0]!), named(machine, right, name[1]!)]);
}

/** An operand that was not resolved but is named like a model is taken for one. */
function named(machine: Machine, value: Value, name: string): Value {
  if (isStage(machine, value) || value.refs.some((ref) => ref.kind === 'function' || ref.kind === 'object')) return value;
  return /(llm|model|chat|gpt|claude|gemini)$/i.test(name.replace(/[().…[\]]/g, '')) ? ofRef({ kind: 'path', path: ASSUMED, isInstance: true }) : value;
}

const ASSUMED = 'assumed.model';

/** `prompt.pipe(model)`. */
export function extendChain(machine: Machine, receiver: Value, given: GivenArguments): Value | undefined {
  if (!isStage(machine, receiver)) return undefined;
  return compose([receiver, ...given.positional]);
}

/** `RunnableSequence.from([…])`. */
export function sequenceOf(path: string, given: GivenArguments): Value | undefined {
  if (!path.endsWith('.RunnableSequence.from')) return undefined;
  const list = given.positional[0]?.refs.find((ref) => ref.kind === 'object');
  return list?.kind === 'object' ? compose(list.object.items) : undefined;
}

export function compose(stages: readonly Value[]): Value {
  const list = makeObject('list', 0);
  list.items = stages.flatMap((stage) => stagesOf(stage) ?? [stage]);
  const taints = stages.flatMap((stage) => stage.taints.filter((taint) => taint.label !== undefined));
  return ofRef({ kind: 'path', path: `${CHAIN}stages`, isInstance: true, schema: ofRef({ kind: 'object', object: list }) }, taints);
}

function stagesOf(value: Value): readonly Value[] | undefined {
  for (const ref of value.refs) {
    if (ref.kind !== 'path' || !isChainPath(ref.path)) continue;
    const list = ref.schema?.refs[0];
    return list?.kind === 'object' ? list.object.items : undefined;
  }
  return undefined;
}

function stageOf(machine: Machine, ref: Ref): string | undefined {
  if (ref.kind !== 'path') return undefined;
  return isChainPath(ref.path) ? 'chain' : ref.path === ASSUMED ? 'model' : machine.facts.type(ref.path)?.stage;
}

function isStage(machine: Machine, value: Value): boolean {
  return value.refs.some((ref) => stageOf(machine, ref) !== undefined);
}

const running = /\.(invoke|ainvoke|stream|astream|batch|abatch|call|run|arun|predict|transform|streamEvents|astream_events)$/;
const copying = /\.(with_config|with_retry|with_fallbacks|bind|withConfig|withRetry|withFallbacks|assign|with_types|with_listeners)$/;

/** A method of a chain: running it runs its stages; the others give the chain itself. */
export function invokeChain(machine: Machine, path: string, receiver: Value | undefined, given: GivenArguments, site: CallSite): Value | undefined {
  if (copying.test(path)) return receiver && configured(machine, receiver, given);
  if (!running.test(path) || !receiver) return undefined;
  const stages = stagesOf(receiver) ?? [];
  promptArguments(machine, [{ argument: 'input@0', role: 'input' }], given, site, true);
  return stages.reduce((input, stage) => runStage(machine, stage, input, given, site), withoutModel(given.positional[0] ?? given.named.get('input') ?? UNKNOWN));
}

/** What goes in, without what it may be: only objects keep their fields, for templates and functions to pick from. */
function withoutModel(value: Value): Value {
  return { refs: value.refs.filter((ref) => ref.kind === 'object' || ref.kind === 'instance' || ref.kind === 'symbol'), taints: value.taints };
}

/** A chain that was given callbacks records its own calls. */
function configured(machine: Machine, receiver: Value, given: GivenArguments): Value {
  if (!isSwitchedOn(machine, { ...given, ...(given.positional[0] ? { named: new Map([...given.named, ['config', given.positional[0]]]) } : {}) })) return receiver;
  return { ...receiver, refs: receiver.refs.map((ref) => (ref.kind === 'path' ? { ...ref, path: LOGGED } : ref)) };
}

const LOGGED = `${CHAIN}logged`;

function runStage(machine: Machine, stage: Value, input: Value, given: GivenArguments, site: CallSite): Value {
  for (const ref of stage.refs) {
    const kind = stageOf(machine, ref);
    if (kind === 'model' && ref.kind === 'path') return runModel(machine, ref, input, given, site);
    if (kind === 'prompt' && ref.kind === 'path') return formatTemplate(machine, ref, input) ?? input;
    if (kind === 'json') return parsedValue(machine, input, site);
    if (kind === 'validated') return applySchema(machine, schemaOf(ref), withoutJson(input));
    if (kind === 'retriever') return { refs: [], taints: [labelled('retrieved', { id: machine.siteId(site.call), name: site.name }, machine.step(site.call, 'documents are retrieved here'))] };
    const branches = kind === 'chain' && ref.kind === 'path' && ref.schema?.refs.find((one) => one.kind === 'object' && one.object.form === 'object');
    if (branches && branches.kind === 'object') return runBranches(machine, branches.object.fields, input, given, site, input);
    if (kind === 'chain' && ref.kind === 'path' && !isChainPath(ref.path) && ref.schema) return runFunction(machine, ref.schema, input, site);
    if (ref.kind === 'function' || ref.kind === 'partial') return runFunction(machine, stage, input, site);
    if (ref.kind === 'object' && ref.object.form === 'object') return runBranches(machine, ref.object.fields, input, given, site);
  }
  return input;
}

function runModel(machine: Machine, ref: Ref & { kind: 'path' }, input: Value, given: GivenArguments, site: CallSite): Value {
  const path = `${ref.path}.invoke`;
  systemMessages(machine, { value: input, node: given.nodes?.positional[0] ?? given.nodes?.named.get('input') }, site);
  const likely = ref.path === ASSUMED ? 'a stage of the chain was not resolved; it is named like a model' : undefined;
  const isLogged = given.receiver?.value.refs.some((one) => one.kind === 'path' && one.path === LOGGED) ?? false;
  const madeWith = { ...given, receiver: { value: ofRef(ref), node: site.call } };
  if (!isLogged) recordInference(machine, machine.facts.inference(path), path, madeWith, site, likely);
  const taints = [replyTaint(machine, site, likely)];
  if (/StructuredModel$/.test(ref.path)) return applySchema(machine, schemaOf(ref), taints);
  return ofRef({ kind: 'path', path: `${path}()`, isInstance: true }, taints);
}

function runFunction(machine: Machine, stage: Value, input: Value, site: CallSite): Value {
  return callValue(machine, stage, { positional: [input], named: new Map(), rest: undefined }, site);
}

/** A dict of stages runs each on the same input. */
function runBranches(
  machine: Machine, fields: ReadonlyMap<string, Value>, input: Value, given: GivenArguments, site: CallSite, base: Value = UNKNOWN,
): Value {
  const made = makeObject('object', machine.frame.depth);
  // `assign` keeps what the input had.
  for (const ref of base.refs) if (ref.kind === 'object') for (const [name, field] of ref.object.fields) made.fields.set(name, field);
  for (const [name, field] of fields) {
    const stages = stagesOf(field) ?? [field];
    made.fields.set(name, stages.reduce((value, stage) => runStage(machine, stage, value, given, site), input));
  }
  return ofRef({ kind: 'object', object: made });
}

/** What a parser or structured model was made with: the schema itself, or the keyword that holds it. */
export function schemaOf(ref: Ref): Value {
  const from = ref.kind === 'path' ? ref.schema : undefined;
  for (const inner of from?.refs ?? []) {
    if (inner.kind !== 'object') continue;
    for (const name of ['pydantic_object', 'schema', '0', 'args_schema']) {
      const field = inner.object.fields.get(name);
      if (field) return field;
    }
  }
  return from ?? UNKNOWN;
}

function withoutJson(value: Value): readonly Taint[] {
  const kept: Taint[] = [];
  for (const taint of deepTaints(value)) {
    const left = clear(taint, bitOf('field-use'));
    if (left && left.label !== 'unvalidated-json') kept.push(left);
  }
  return kept;
}
