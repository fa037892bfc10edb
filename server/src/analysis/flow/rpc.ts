import { impliedCall } from '../program/places';
import type { Compare, Expression } from '../program/program';
import { enter } from './entering';
import { join } from './joining';
import type { Machine } from './machine';
import { parameterName } from './functions';
import { objectWith } from './objects';
import { labelled, joinTaints } from './taint';
import { isOfFramework } from './toolShapes';
import { ofRef, UNKNOWN, type GivenArguments, type Obj, type Value } from './value';

/*
 * Servers of the Model Context Protocol that are written without its SDK: they read requests of
 * JSON-RPC from wherever these come, and ask of each which method it calls. Where that is the call of
 * a tool, the protocol says where the arguments are that the model chose.
 */

const METHOD = 'tools/call';
/** Variables with the request, with its parameters, and with the arguments of the tool. */
const request = /^_?(req(uest)?|message|msg|data|body|payload|json_?data|(json_?)?rpc(_?(request|message))?|parsed|event|obj|line_?data|input_?data|request_?(data|body|json))$/i;
const parameters = /^_?((rpc|req|request|message|msg|call|method)_?)?param(eter)?s$/i;
const handed = /^_?(tool_?|call_?)?(arguments|args|params|input)$/i;

/** `if method == "tools/call"`: from here on the request is the call of a tool. */
export function refineRequest(machine: Machine, test: Expression, outcome: boolean): void {
  if (test.kind !== 'compare' || machine.isShallow || !isOfCall(test, outcome)) return;
  const subject = isMethod(test.left) ? test.right : test.left;
  const holder = heldBy(subject);
  const whole = requestValue(machine, test);
  const { state } = machine;
  for (const [name, value] of state.vars) {
    if (name === holder) state.set(name, join(value, whole.request));
    else if (isKnown(value)) continue;
    else if (parameters.test(name)) state.set(name, join(value, whole.params));
    else if (request.test(name)) state.set(name, join(value, whole.request));
    else if (handed.test(name)) state.set(name, { ...value, taints: joinTaints(value.taints, whole.given.taints) });
  }
}

function isOfCall(test: Compare, outcome: boolean): boolean {
  if (test.operator === '==' || test.operator === '!=') return (test.operator === '==') === outcome && (isMethod(test.left) || isMethod(test.right));
  if (test.operator !== 'in' && test.operator !== 'not in') return false;
  return (test.operator === 'in') === outcome && test.right.kind === 'list' && test.right.items.some(isMethod);
}

function isMethod(expression: Expression): boolean {
  return expression.kind === 'string' && expression.value === METHOD;
}

/** The variable of which `method` was read: `request["method"]`, `request.get("method")`, `request.method`. */
function heldBy(subject: Expression): string | undefined {
  const object = subject.kind === 'member' || subject.kind === 'index' ? subject.object
    : subject.kind === 'call' && subject.callee.kind === 'member' && subject.callee.property === 'get' ? subject.callee.object
      : undefined;
  return object?.kind === 'name' ? object.name : undefined;
}

/** Something else than what came with the request: an SDK's object, a function, a number. */
function isKnown(value: Value): boolean {
  if (value.constant !== undefined) return true;
  return value.refs.some(({ kind }) => kind === 'function' || kind === 'class' || kind === 'instance');
}

/** `{"method": "tools/call", "params": {"name": …, "arguments": …}}`. */
function requestValue(machine: Machine, at: Expression): { readonly request: Value; readonly params: Value; readonly given: Value } {
  const step = machine.step(at, 'the request is the call of a tool, with arguments chosen by the model');
  const given: Value = { ...UNKNOWN, taints: [labelled('tool-argument', { id: machine.siteId(at), name: 'arguments' }, step)] };
  const params = objectWith('arguments', given, machine.frame.depth);
  return { given, params, request: objectWith('params', params, machine.frame.depth) };
}

/** `{"tools/call": self.handle_call}`: a table of what is done for each method. */
export function enterMethods(machine: Machine, table: Obj, at: Expression): void {
  const handler = table.fields.get(METHOD);
  if (handler) enterCalls(machine, handler, at);
}

/** `server.on("tools/call", handler)`, `@rpc.method("tools/call")`. */
export function enterMethod(machine: Machine, given: GivenArguments, handler: Value | undefined, at: Expression): void {
  if (machine.isShallow || ![...given.positional, ...given.named.values()].some(({ constant }) => constant === METHOD)) return;
  for (const value of handler ? [handler] : [...given.positional, ...given.named.values()]) enterCalls(machine, value, at);
}

/** Calls what handles the request, which gets it whole, or its parameters alone. */
function enterCalls(machine: Machine, handler: Value, at: Expression): void {
  if (machine.isShallow) return;
  for (const ref of handler.refs) {
    if (ref.kind !== 'function') continue;
    const { request: whole, params } = requestValue(machine, at);
    const any = join(whole, params);
    const own = ref.unit.node.parameters.slice(ref.unit.bindsFirst && ref.self ? 1 : 0);
    const positional = own.map((parameter, index) => (isOfFramework(parameterName(parameter, index)) ? UNKNOWN : any));
    enter(machine, ofRef(ref), { positional, named: new Map(), rest: undefined }, machine.callSite(at.kind === 'call' ? at : impliedCall(at), ref.unit.name));
  }
}
