import { findArguments } from './arguments';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { elementOf, memberOf } from './members';
import { roleByForm } from './narrowing';
import { makeObject } from './objects';
import { elements } from './prompts';
import { reachAt } from './sinks';
import { joinTaints } from './taint';
import type { CallSite } from './units';
import { ofConstant, ofRef, type GivenArguments, type Obj, type PathRef, type Value } from './value';

/** `ChatPromptTemplate.from_messages([…])` remembers its messages; undefined for anything that is no template. */
export function templateOf(machine: Machine, ref: PathRef, path: string, from: Value | undefined): Value | undefined {
  const type = machine.facts.type(path.slice(0, path.lastIndexOf('.')));
  if (ref.isInstance || type?.stage !== 'prompt' || !from) return undefined;
  return ofRef({ kind: 'path', path: type.name, isInstance: true, schema: from });
}

const formatting = /\.(a?format_(messages|prompt)|a?invoke|formatMessages|formatPromptValue)$/;

/** `template.format_messages(name=…)`, `template.invoke({…})`: messages with their values in place. */
export function formattedPrompt(machine: Machine, ref: PathRef, path: string, given: GivenArguments): Value | undefined {
  if (!ref.schema || !formatting.test(path) || machine.facts.type(path.slice(0, path.lastIndexOf('.')))?.stage !== 'prompt') return undefined;
  if (given.named.size === 0) return formatTemplate(machine, ref, given.positional[0] ?? { refs: [], taints: [] });
  const values = makeObject('object', machine.frame.depth);
  for (const [name, value] of given.named) values.fields.set(name, value);
  return formatTemplate(machine, ref, given.named.get('input') ?? ofRef({ kind: 'object', object: values }));
}

/** The messages of a template, each with the labels of the values that it inserts. */
export function formatTemplate(machine: Machine, ref: PathRef, input: Value): Value | undefined {
  const messages = messagesOf(ref.schema);
  if (!messages) return undefined;
  const made = makeObject('list', machine.frame.depth);
  made.items = messages.items.map((message) => filled(machine, message, input));
  return ofRef({ kind: 'object', object: made });
}

/** The texts of a template of messages; a finished message is no template. */
export function reachTemplates(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  const owner = machine.facts.type(path) ?? machine.facts.type(path.slice(0, path.lastIndexOf('.')));
  if (owner?.stage !== 'prompt') return;
  for (const { value, node } of ['messages@0', '0'].flatMap((reference) => findArguments(machine, given, reference)).slice(0, 1)) {
    for (const [message, part] of elements({ value, node })) {
      const isFinished = part ? part.kind === 'call' || part.kind === 'name' : message.refs.some((ref) => ref.kind !== 'object' || ref.object.form === 'object');
      if (!isFinished) reachAt(machine, 'prompt-template', site, part ?? node, `${site.name}()`, deepTaints(message));
    }
  }
}

function messagesOf(from: Value | undefined): Obj | undefined {
  for (const ref of from?.refs ?? []) {
    if (ref.kind !== 'object') continue;
    if (ref.object.form === 'list') return ref.object;
    const field = ref.object.fields.get('messages') ?? ref.object.fields.get('promptMessages') ?? ref.object.fields.get('0');
    if (field && field !== from) return messagesOf(field);
  }
  return undefined;
}

function filled(machine: Machine, message: Value, input: Value): Value {
  const history = historyOf(machine, message, input);
  if (history) return history;
  const text = contentOf(machine, message);
  let taints = deepTaints(message);
  for (const [, name] of (text ?? '').matchAll(/\{(\w+)\}/g)) taints = joinTaints(taints, deepTaints(valueOf(machine, input, name!)));
  const role = memberOf(machine, message, 'role').constant ?? roleByForm(message);
  const object = makeObject('object', machine.frame.depth);
  if (typeof role === 'string') object.fields.set('role', ofConstant(role));
  object.fields.set('content', { refs: [], taints });
  return ofRef({ kind: 'object', object });
}

function contentOf(machine: Machine, message: Value): string | undefined {
  const content = memberOf(machine, message, 'content');
  const pair = message.refs.find((ref) => ref.kind === 'object' && ref.object.form === 'list');
  const text = content.text ?? (pair?.kind === 'object' ? pair.object.items[1]?.text : undefined) ?? message.text;
  if (text !== undefined) return text;
  const nested = content.refs.find((ref) => ref.kind === 'path' && ref.schema?.text !== undefined);
  return nested?.kind === 'path' ? nested.schema?.text : undefined;
}

/** A place for messages of earlier turns: what is put there has its own roles. */
function historyOf(machine: Machine, message: Value, input: Value): Value | undefined {
  const place = message.refs.find((ref) => ref.kind === 'path' && /MessagesPlaceholder$/.test(ref.path));
  if (place?.kind !== 'path') return undefined;
  const name = place.schema?.text ?? memberOf(machine, place.schema ?? input, 'variable_name').text;
  return name === undefined ? undefined : elementOf(machine, valueOf(machine, input, name));
}

/** An object gives the value by its name; anything else is the only value there is. */
function valueOf(machine: Machine, input: Value, name: string): Value {
  return input.refs.some((ref) => ref.kind === 'object' || ref.kind === 'symbol') ? memberOf(machine, input, name) : { refs: [], taints: input.taints };
}
