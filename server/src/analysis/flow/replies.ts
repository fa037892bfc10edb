import type { FlowStep } from '../analysis';
import type { ReplyMembers } from '../catalogue/reply';
import type { Expression, Span } from '../program/program';
import { evaluate } from './expressions';
import { THIS } from './functions';
import type { Machine } from './machine';
import type { Symbol } from './symbol';
import { withSteps, type Taint } from './taint';
import type { FunctionUnit, ModuleUnit } from './units';
import type { GivenArguments, Value } from './value';

/** What a function does with something that may turn out to be the reply of a model. */
export interface ReplyUse {
  readonly how: 'read' | 'tested' | 'handed';
  readonly symbol: Symbol;
  /** The member that is read. */
  readonly property: string;
  readonly place: ReplyPlace;
}

interface ReplyPlace {
  readonly module: ModuleUnit;
  readonly at: Span;
  readonly value: Expression | undefined;
}

/** Uses of its parameters that one function tells its callers of, of each kind. */
const MAX_USES = 8;

/** A member is read. It may be the text of a reply, or what says why the reply ended. */
export function noteReplyRead(machine: Machine, object: Value, property: string, at: Span, value?: Expression): void {
  if (machine.isShallow || object.refs.length === 0 || !machine.facts.isReplyMember(property)) return;
  read(machine, object, property, { module: machine.module, at, value }, undefined);
}

function read(machine: Machine, object: Value, property: string, place: ReplyPlace, step: FlowStep | undefined): void {
  for (const ref of object.refs) {
    if (ref.kind === 'symbol') keep(machine, { how: 'read', symbol: ref.symbol, property, place });
    const members = ref.kind === 'path' ? replyOf(machine, ref.path) : undefined;
    if (members?.stop.has(property)) look(machine, object);
    else if (members?.text.has(property)) use(machine, object, property, place, step);
  }
}

/** The text is used here; what counts is the first such place. */
function use(machine: Machine, object: Value, property: string, place: ReplyPlace, step: FlowStep | undefined): void {
  for (const taint of replies(object)) {
    const key = `reply-text|${taint.origin.id}`;
    const before = machine.found.flows.get(key)?.sink;
    if (before && (before.module !== place.module || before.at.start <= place.at.start)) continue;
    const sink = { ...place, id: key, name: property, call: undefined };
    machine.found.flows.set(key, { label: 'model-output', family: 'reply-text', sink, taint: step ? withSteps(taint, [step]) : taint, by: machine.by });
  }
}

/** Labels of replies, not of what was made of one by parsing it. */
function replies(value: Value): readonly Taint[] {
  if (value.taints.some((taint) => taint.label === 'unvalidated-json')) return [];
  return value.taints.filter((taint) => taint.label === 'model-output');
}

function look(machine: Machine, value: Value): void {
  for (const taint of replies(value)) machine.found.looked.add(taint.origin.id);
}

/** The inference call whose result, or a member of it, a path is. */
export function resultOf(machine: Machine, path: string): string | undefined {
  for (let end = path.indexOf('()'); end >= 0; end = path.indexOf('()', end + 2)) {
    const call = path.slice(0, end);
    if (machine.facts.inference(call)) return call;
  }
  return undefined;
}

function replyOf(machine: Machine, path: string): ReplyMembers | undefined {
  const call = resultOf(machine, path);
  return call === undefined ? undefined : machine.facts.inference(call)?.reply;
}

/** A test of whether there is a value at all, and what it came to: `if text`, `not text`, `text or ""`, `len(text) == 0`. */
export function noteTested(machine: Machine, test: Expression, value: Value): void {
  if (machine.isShallow) return;
  if (test.kind === 'logical') {
    noteTested(machine, test.right, value);
    return;
  }
  const subject = subjectOf(test);
  if (subject) tested(machine, subject === test ? value : evaluate(machine, subject));
}

/** `text?.trim()` and `text ?? ''` take into account that there may be none. */
export function noteMaybeMissing(machine: Machine, text: Value): void {
  if (!machine.isShallow && isText(machine, text)) look(machine, text);
}

/** What a test of `text.strip()` or `len(text)` is about. */
function subjectOf(test: Expression): Expression | undefined {
  let at = test;
  for (;;) {
    if (at.kind === 'await' || at.kind === 'cast' || at.kind === 'assignment') at = at.value;
    else if (at.kind === 'member' && at.property === 'length') at = at.object;
    else if (at.kind === 'call' && at.callee.kind === 'member' && at.arguments.length === 0 && /^(strip|trim)$/.test(at.callee.property)) at = at.callee.object;
    else if (at.kind === 'call' && at.callee.kind === 'name' && /^(len|bool|Boolean)$/.test(at.callee.name) && at.arguments[0]) at = at.arguments[0].value;
    else break;
  }
  return at.kind === 'name' || at.kind === 'member' || at.kind === 'index' ? at : undefined;
}

function tested(machine: Machine, value: Value): void {
  if (value.refs.length + value.taints.length === 0) return;
  // Of a text deep in what the caller gave, only the label says where it is from.
  const own = value.refs.flatMap((ref) => (ref.kind === 'symbol' ? [ref.symbol] : []));
  const symbols = own.length > 0 ? own : value.taints.flatMap((taint) => taint.symbol ?? []);
  for (const symbol of symbols) keep(machine, { how: 'tested', symbol, property: '', place: noPlace(machine) });
  // That a call has given something says nothing of the text in it.
  const isResult = value.refs.some((ref) => ref.kind === 'path' && ref.path.endsWith('()') && replyOf(machine, ref.path));
  if (!isResult) look(machine, value);
}

function isText(machine: Machine, value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'path' && replyOf(machine, ref.path)?.text.has(ref.path.slice(ref.path.lastIndexOf('.') + 1)));
}

/** Whoever gets the whole reply, and is not known, may look at it. */
export function noteHanded(machine: Machine, given: GivenArguments): void {
  if (machine.isShallow) return;
  for (const value of given.positional) handed(machine, value);
  for (const value of given.named.values()) handed(machine, value);
  for (const ref of given.receiver?.value.refs ?? []) if (ref.kind === 'path') handed(machine, given.receiver!.value);
}

function handed(machine: Machine, value: Value, isInside = false): void {
  for (const ref of value.refs) {
    if (ref.kind === 'symbol') keep(machine, { how: 'handed', symbol: ref.symbol, property: '', place: noPlace(machine) });
    else if (ref.kind === 'path' && replyOf(machine, ref.path) && !isText(machine, value)) look(machine, value);
    else if (ref.kind === 'object' && !isInside) for (const field of ref.object.fields.values()) handed(machine, field, true);
  }
}

function noPlace(machine: Machine): ReplyPlace {
  return { module: machine.module, at: NOWHERE, value: undefined };
}

const NOWHERE: Span = { start: 0, end: 0 };

function keep(machine: Machine, made: ReplyUse): void {
  const kept = machine.frame.replies[made.how];
  if (!machine.frame.unit || kept.size >= MAX_USES || isOwnObject(machine.frame.unit, made.symbol)) return;
  const key = `${made.symbol.key}.${made.property}`;
  if (!kept.has(key)) kept.set(key, made);
}

/** What the fields of a class hold is known from the class itself. */
function isOwnObject(unit: FunctionUnit, symbol: Symbol): boolean {
  return unit.owner !== undefined && (symbol.base === `${unit.uid}:${THIS}` || (unit.bindsFirst && symbol.base === `${unit.uid}:0`));
}

/** A call of a function that does this with what it is given. */
export function applyReplyUse(machine: Machine, made: ReplyUse, bound: Value, step: FlowStep | undefined): void {
  switch (made.how) {
    case 'read': read(machine, bound, made.property, made.place, step); return;
    case 'tested': tested(machine, bound); return;
    case 'handed': handed(machine, bound); return;
  }
}

/** Whether a value can be, or hold, the reply of a model. */
export function mayBeReply(value: Value | undefined): boolean {
  return value?.refs.some((ref) => ref.kind === 'symbol' || ref.kind === 'object' || ref.kind === 'instance' || (ref.kind === 'path' && ref.path.includes('()'))) ?? false;
}
