import type { Name, ObjectLiteral } from '../program/program';
import type { Machine } from './machine';
import { labelled } from './taint';
import type { CallSite } from './units';
import { addTaints, type Obj, type Value } from './value';

/** `{ role: 'system', content: … }`: what it says is meant for the model alone. */
export function noteSystemMessage(machine: Machine, made: Obj, literal: ObjectLiteral): void {
  if (machine.isShallow) return;
  const role = made.fields.get('role')?.constant;
  const content = made.fields.get('content');
  if ((role !== 'system' && role !== 'developer') || !content) return;
  const step = machine.step(literal, 'the system message is written here');
  made.fields.set('content', addTaints(content, [labelled('instructions', { id: machine.siteId(literal), name: 'the system message' }, step)]));
}

/** `SystemMessage(content=…)`. */
export function asSystemMessage(machine: Machine, content: Value, site: CallSite): Value {
  if (machine.isShallow) return content;
  const step = machine.step(site.call, 'the system message is written here');
  return addTaints(content, [labelled('instructions', { id: machine.siteId(site.call), name: 'the system message' }, step)]);
}

const named = /^(\w+_)?(system|developer)_?(prompt|message|instructions?)$/i;
/** Shorter texts are names of files or keys of a table. */
const MIN_TEXT = 20;

/** A text of the program under the name of a system prompt is one, as likely. */
export function namedInstructions(machine: Machine, value: Value, at: Name): Value {
  if (machine.isShallow || value.text === undefined || value.text.length < MIN_TEXT || !named.test(at.name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'))) return value;
  if (value.taints.some((taint) => taint.label === 'instructions')) return value;
  const step = machine.step(at, `\`${at.name}\` holds the system prompt`);
  return addTaints(value, [labelled('instructions', { id: machine.siteId(at), name: at.name }, step, `\`${at.name}\` is taken for the system prompt by its name`)]);
}
