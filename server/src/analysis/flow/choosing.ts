import type { Label } from '../analysis';
import { findMethods } from './classes';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { joinTaints, labelled, weaken, type Taint, type Turn } from './taint';
import type { CallSite } from './units';
import { addTaints, type InstanceRef, type Ref, type Value } from './value';
import type { Span } from '../program/program';

/** Labels of a name that say a model has chosen it. */
const choosing: ReadonlySet<Label> = new Set(['model-output', 'unvalidated-json', 'tool-argument']);

/** `TOOLS[call.name]`: a function that a model has picked is a tool, and what it returns a tool's result. */
export function chosenByModel(machine: Machine, picked: Value, index: Value, at: Span, name: string, isCalled = false): Value {
  if (machine.isShallow || index.constant !== undefined || (!isCalled && !picked.refs.some(isCallable))) return picked;
  const step = machine.step(at, `\`${name}\` is the tool that the model chose`);
  const turn: Turn = { id: `tool:${machine.siteId(at)}`, step, name: `${name}()`, into: 'tool-result' };
  const callable = picked.refs.filter(isCallable);
  const isNoTool = callable.length > 0 && callable.every((ref) => ref.kind === 'instance' && !mayRun(ref));
  let made: readonly Taint[] = [];
  for (const taint of deepTaints(index)) made = joinTaints(made, turnChosen(isNoTool ? weaken(taint, `whether \`${name}\` is a tool was not seen`) : taint, taint, turn));
  return made.length === 0 ? picked : addTaints(picked, made);
}

/** `getattr(toolbox, name)`: whatever it is, the model has picked it. */
export function lookedUpByModel(machine: Machine, index: Value, site: CallSite): Value {
  const picked: Value = { refs: [{ kind: 'path', path: 'picked', isInstance: true }], taints: [] };
  return { ...chosenByModel(machine, picked, index, site.call, site.name), refs: [] };
}

function isCallable(ref: Ref): boolean {
  return ref.kind === 'function' || ref.kind === 'class' || ref.kind === 'partial' || ref.kind === 'instance' || ref.kind === 'path';
}

const calling = ['__call__', 'invoke', 'ainvoke', 'run', 'arun', '_run', 'call', 'execute', 'handle', 'handler', 'process', 'perform', 'use', 'func', 'forward', 'run_json'];

/** An object with a method that tools are run by, or with one of a library that nobody has seen. */
function mayRun({ unit }: InstanceRef): boolean {
  return calling.some((name) => findMethods(unit, name).length > 0) || unit.bases.some(({ refs }) => refs.every(({ kind }) => kind !== 'class') && !refs.some((ref) => ref.kind === 'path' && /^(abc|builtins|typing)\./.test(ref.path)));
}

/** What the label of a name is on what comes out of the tool of that name. */
export function turnChosen(made: Taint, given: Taint, turn: Turn): readonly Taint[] {
  if (given.symbol) return given.parsedAt || given.readAt ? [] : [{ ...made, readAt: turn }];
  if (!given.label || !choosing.has(given.label)) return [];
  return [labelled('tool-result', { id: turn.id, name: turn.name }, turn.step, made.likelyBecause)];
}

/** Labels that say a function is a tool: they are on what it returns. */
function toolLabels(callee: Value): readonly Taint[] {
  return callee.taints.filter((taint) => taint.label === 'tool-result' || taint.readAt?.into === 'tool-result');
}

/** The result of a call of a function that a model chose. */
export function withToolLabels(result: Value, callee: Value): Value {
  const labels = toolLabels(callee);
  return labels.length === 0 ? result : addTaints(result, labels);
}

const running = /^(a?invoke|a?run|_run|a?call|execute|handler|func|coroutine|on_invoke_tool|forward|run_json)$/;

/** `search.invoke({…})` of a function that is declared as a tool, and of one that the model chose. */
export function withToolResult(machine: Machine, result: Value, receiver: Value, method: string, site: CallSite): Value {
  if (machine.isShallow || !running.test(method)) return result;
  const chosen = withToolLabels(result, receiver);
  if (!receiver.refs.some((ref) => ref.kind === 'function' && ref.unit.isTool)) return chosen;
  const name = `${site.name}()`;
  return addTaints(chosen, [labelled('tool-result', { id: machine.siteId(site.call), name }, machine.step(site.call, `\`${name}\` is the result of a tool`))]);
}
