import type { Member } from '../program/program';
import { callValue } from './calls';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { labelled } from './taint';
import { lastPart } from './toolShapes';
import type { CallSite, InferenceSite } from './units';
import { noteUnlogged } from './records';
import { sight } from './sightings';
import { addTaints, type GivenArguments, type Value } from './value';

const receivers = /(^|[._])(llm|llms|chat_?llm|chat_?model|language_?model|model|chain|llm_?chain|qa_?chain|agent|agent_?executor|chat_?bot|gpt|gemini|claude|openai|anthropic|assistant|completion_?client|chat_?engine|query_?engine|predictor|generator|text_?gen)$/i;
const named = /(llm|gpt|gemini|claude|openai|anthropic|chatmodel|langchain|agentexecutor)/i;
const methods = new Set([
  'invoke', 'ainvoke', 'predict', 'apredict', 'generate', 'agenerate', 'complete', 'acomplete', 'chat', 'achat', 'run', 'arun', 'call',
  'stream', 'astream', 'generate_content', 'generateContent', 'generate_text', 'generateText', 'generate_response', 'generateResponse',
  'get_response', 'getResponse', 'completion', 'acompletion', 'ask', 'aask', 'query', 'aquery', 'prompt', 'send_message', 'sendMessage',
  'create_completion', 'createCompletion', 'chat_completion', 'chatCompletion', 'create_chat_completion', 'get_completion', 'getCompletion',
  'complete_chat', 'completeChat', 'kickoff', 'inference', 'infer', 'respond', 'text_completion', 'predict_messages', 'batch', 'abatch',
]);
/** Classes that are named after a model, and answer nothing. */
const besideModels = /embed|token|prompt|config|setting|message|parser|index|store|retriev|load|tool|schema|error|cache|router|factory|callback|handler|log/i;
/** Methods so general that the receiver's name has to say more than `model` or `chain`. */
const general = new Set(['run', 'arun', 'call', 'query', 'aquery', 'stream', 'predict', 'generate', 'batch', 'chat', 'ask', 'prompt', 'complete']);

/**
 * A receiver that was not resolved but is named like a model, called like one: its result is taken
 * for model output, and the finding says so.
 */
export function assumedModel(machine: Machine, callee: Member, receiver: Value, given: GivenArguments, site: CallSite): Value | undefined {
  if (!methods.has(callee.property) || machine.isShallow) return undefined;
  const modelClass = classOf(receiver);
  if (modelClass === undefined && !isUnresolved(machine, receiver, callee.property)) return undefined;
  const object = modelClass ?? telling(callee, receiver);
  if (modelClass === undefined && !receivers.test(object) && !named.test(object) && !isGivenTurns(object, given)) return undefined;
  if (general.has(callee.property) && /(^|[._])(model|generator|predictor|assistant)$/i.test(object) && given.positional.length + given.named.size === 0) return undefined;
  const because = modelClass === undefined ? `\`${object}\` was not resolved; it is called like a model`
    : `no implementation of \`${object}.${callee.property}\` was seen; it is named like a model`;
  const id = machine.siteId(site.call);
  const step = machine.step(site.call, `the reply of \`${site.name}\` starts here`);
  noteAssumed(machine, site, because);
  const taint = labelled('model-output', { id, name: site.name }, step, because);
  tellCallbacks(machine, given, { refs: [], taints: [taint] }, site);
  return { refs: [{ kind: 'path', path: 'assumed.model.result', isInstance: true }], taints: [taint] };
}

/** `client.chat(model=name, messages=[…])`: a client is one of a model where it is given turns of a conversation. */
function isGivenTurns(object: string, { named: given }: GivenArguments): boolean {
  return /(^|[._])(client|api|provider|backend)$/i.test(object) && given.has('messages') && given.has('model');
}

/** `model.generate(prompt, on_token=self.show)`: functions that are handed to a model get what it says. */
function tellCallbacks(machine: Machine, given: GivenArguments, reply: Value, site: CallSite): void {
  for (const value of [...given.positional, ...given.named.values()]) {
    const told = value.refs.filter((ref) => ref.kind === 'function' || ref.kind === 'partial');
    if (told.length > 0) callValue(machine, { refs: told, taints: [] }, { positional: [reply], named: new Map(), rest: undefined }, site);
  }
}

/** A class of the project that is named like a model, and whose method has no body that was seen. */
function classOf(receiver: Value): string | undefined {
  for (const ref of receiver.refs) if (ref.kind === 'instance' && /llm|languagemodel|chatmodel|gpt|completion/i.test(ref.unit.name)) return ref.unit.name;
  return undefined;
}

const modelClass = /(LLM|LanguageModel|ChatModel)(Chain|Client|Wrapper|Base|Interface|Provider|Service|Caller|Predictor|Agent)?$/;
const modelName = /^_?(llm|chat_?llm|chat_?model|language_?model|llm_?chain|call_?llm|ask_?llm|query_?llm|llm_?call|call_?gpt|ask_?gpt)$/i;

/**
 * A method of a project class that is named like a model and called like one, where following its
 * body led to no model: the model behind it is not in sight, the reply is taken for one.
 */
export function withClassReply(machine: Machine, callee: Member, receiver: Value, known: Value, site: CallSite): Value {
  if (!methods.has(callee.property) || machine.isShallow || isOwn(callee) || hasReply(known)) return known;
  const ref = receiver.refs.find((one) => one.kind === 'instance' && modelClass.test(one.unit.name));
  if (ref?.kind !== 'instance') return known;
  return replied(machine, known, site, `no model was seen behind \`${ref.unit.name}.${callee.property}\`; it is named like one`);
}

/** `llm(prompt)`: an object that is named like a model, called directly. */
export function withReply(machine: Machine, name: string, callee: Value, known: Value, given: GivenArguments, site: CallSite): Value {
  if (!modelName.test(name) || machine.isShallow || given.positional.length + given.named.size === 0 || hasReply(known)) return known;
  if (callee.refs.some((ref) => ref.kind !== 'symbol' && ref.kind !== 'instance' && ref.kind !== 'function')) return known;
  return replied(machine, known, site, `no model was seen behind \`${name}\`; it is named like one`);
}

function replied(machine: Machine, known: Value, site: CallSite, because: string): Value {
  const step = machine.step(site.call, `the reply of \`${site.name}\` starts here`);
  return addTaints(known, [labelled('model-output', { id: machine.siteId(site.call), name: site.name }, step, because)]);
}

function hasReply(value: Value): boolean {
  return deepTaints(value).some((taint) => taint.label === 'model-output');
}

/** A model's own methods call each other. */
function isOwn(callee: Member): boolean {
  const object = callee.object;
  return (object.kind === 'name' && /^(self|cls|this)$/.test(object.name)) || (object.kind === 'call' && object.callee.kind === 'name' && object.callee.name === 'super');
}

function noteAssumed(machine: Machine, site: CallSite, because: string): void {
  const inference: InferenceSite = { id: machine.siteId(site.call), site, path: '', likelyBecause: because };
  sight(machine, 'inference', '', site, { likelyBecause: because });
  const known = machine.found.inferences.get(inference.id);
  if (!known) machine.found.inferences.set(inference.id, { site: inference, entry: undefined, by: machine.by });
  noteUnlogged(machine, new Map([[known?.site ?? inference, undefined]]));
}

/** Nothing known of the receiver, or a library thing that the catalogue does not have, with the arguments that it was made with beside it. */
function isUnresolved(machine: Machine, receiver: Value, method: string): boolean {
  const isMade = receiver.refs.some((ref) => ref.kind === 'path' && ref.path.endsWith('()'));
  return receiver.refs.every((ref) => ref.kind === 'symbol' || (isMade && ref.kind === 'object' && !ref.object.fields.has(method))
    || (ref.kind === 'path' && !/^(builtins|globalThis)\.?/.test(ref.path) && machine.facts.type(ref.path) === undefined && !ref.path.startsWith('assumed.')));
}

/** The name that the program gives the receiver; where that says nothing, the name of the class that it was made from. */
function telling(callee: Member, receiver: Value): string {
  const name = nameOf(callee);
  if (receivers.test(name) || named.test(name)) return name;
  for (const ref of receiver.refs) {
    const made = ref.kind === 'path' && ref.path.endsWith('()') ? lastPart(ref.path.slice(0, -2)) : '';
    if (/^[A-Z]/.test(made) && named.test(made) && !besideModels.test(made)) return made;
  }
  return name;
}

function nameOf(callee: Member): string {
  const object = callee.object;
  if (object.kind === 'name') return object.name;
  if (object.kind === 'member') return object.property;
  if (object.kind === 'await' && object.value.kind === 'call') return '';
  if (object.kind === 'call') return object.callee.kind === 'member' ? object.callee.property : object.callee.kind === 'name' ? object.callee.name : '';
  return '';
}
