import type { Call, Expression } from '../program/program';
import { evaluate } from './expressions';
import { isSwitchedOn } from './inference';
import type { Machine } from './machine';
import { noteStateNode } from './graphStates';
import { leaveNodes } from './openCalls';
import type { CallSite, FunctionUnit } from './units';
import { ancestors } from './classes';
import { unitsOf, type GivenArguments, type Value } from './value';

/*
 * A graph calls its nodes with what its run was given: a handler among the callbacks of the run
 * also sees the models that are called in the nodes, which take it from the context.
 */

const registers = /^add_?(node|conditional_?edges|sequence)$/i;
const runs = /^a?(invoke|stream|batch|stream_events|stream_log|streamEvents|streamLog)$/;
const graphs = /(^|\.)(Compiled\w*Graph|Pregel)\b/;

/** `graph.add_node(name, function)` and `graph.stream(state, config={"callbacks": […]})`. */
export function noteGraph(machine: Machine, method: string, receiver: Value, call: Call, given: GivenArguments, site: CallSite): void {
  if (machine.isShallow) return;
  if (registers.test(method)) {
    noteNodes(machine, method, given, site);
    for (const { value } of call.arguments) for (const unit of pickedFrom(machine, value)) machine.module.nodes.add(unit);
    noteStateNode(machine, receiver, given, site);
  } else if (runs.test(method) && isGraph(receiver) && isSwitchedOn(machine, given)) machine.found.observedRuns.add(site.name);
}

/** Functions that become nodes; those that a caller hands over, it tells. */
export function noteNodes(machine: Machine, method: string, given: GivenArguments, site: CallSite): void {
  for (const value of [...given.positional, ...given.named.values()]) for (const unit of unitsOf(value)) machine.module.nodes.add(unit);
  leaveNodes(machine, method, given, site);
}

/** `@entrypoint()`, `@task`: what is decorated so is run like a graph and its nodes. */
export function noteDecoratedNode(machine: Machine, path: string, unit: FunctionUnit): void {
  if (/^langgraph\.func\.(entrypoint|task)$/.test(path)) machine.module.nodes.add(unit);
}

/** What was not resolved may be one, and so may a function that a decorator made one of. */
function isGraph(receiver: Value): boolean {
  return receiver.refs.every((ref) => ref.kind === 'symbol' || ref.kind === 'function' || (ref.kind === 'path' && graphs.test(ref.path)));
}

/** `getattr(self, node.name)`, `this[node.name]`: any method of the object. */
function pickedFrom(machine: Machine, value: Expression): readonly FunctionUnit[] {
  const object = value.kind === 'index' ? value.object : value.kind === 'call' ? pickedBy(value) : undefined;
  if (!object) return [];
  return evaluate(machine, object).refs.flatMap((ref) => (ref.kind === 'instance' ? ancestors(ref.unit).flatMap((at) => [...at.methods.values()]) : []));
}

/** The object of which `getattr(object, name)` takes a method, or that `object[name].bind(object)` binds it to. */
function pickedBy({ callee, arguments: given }: Call): Expression | undefined {
  if (callee.kind === 'name') return callee.name === 'getattr' ? given[0]?.value : undefined;
  return callee.kind === 'member' && callee.property === 'bind' && callee.object.kind === 'index' ? callee.object.object : undefined;
}
