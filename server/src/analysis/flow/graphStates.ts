import type { Call } from '../program/program';
import { enterAgain } from './entering';
import { join } from './joining';
import { kept } from './keeping';
import type { Machine } from './machine';
import { makeObject } from './objects';
import type { CallSite, ModuleUnit } from './units';
import { ofRef, UNKNOWN, withTaints, type GivenArguments, type Obj, type Ref, type Value } from './value';

/*
 * The state of a graph: each node is called with it, and what a node returns goes into it, field by field.
 * So what one node has of a model may be what another runs, with nothing between them in the source but
 * the name of a field.
 */

/** A function that is registered as a node, and where. */
export interface GraphNode {
  readonly target: Value;
  readonly site: CallSite;
  /** The call that made the graph; undefined where that was not seen. */
  readonly graph: Call | undefined;
}

const graphs = /(^|\.)\w*StateGraph(\(\))?$/;
const compiled = /(^|\.)Compiled\w*Graph(\(\))?$/;
/** As what one node hands on is what the next one reads, so often its results are gathered. */
const ROUNDS = 3;
/** More nodes of one module are not followed. */
const MOST = 40;
/** What the catalogue knows of the state: the messages, which also hold what users say. */
const KNOWN = 'messages';

/** `graph.add_node("run", run)`, `.addNode({ run })`. */
export function noteStateNode(machine: Machine, receiver: Value, given: GivenArguments, site: CallSite): void {
  const { stateNodes } = machine.module;
  for (const ref of receiver.refs) {
    if (ref.kind !== 'path' || !graphs.test(ref.path)) continue;
    for (const target of [...given.positional, ...given.named.values()].flatMap(callables)) {
      const isKnown = stateNodes.some((node) => node.graph === ref.made && node.target.refs[0] === target.refs[0]);
      if (!isKnown && stateNodes.length < MOST) stateNodes.push({ target, site, graph: ref.made });
    }
  }
}

function callables(value: Value): readonly Value[] {
  return value.refs.flatMap((ref) => {
    if (isCallable(ref) || isGraph(ref)) return [ofRef(ref)];
    return ref.kind === 'object' && ref.object.form === 'object' ? [...ref.object.fields.values()].flatMap((field) => field.refs.filter(isCallable).map((one) => ofRef(one))) : [];
  });
}

function isCallable(ref: Ref): boolean {
  return ref.kind === 'function' || ref.kind === 'partial';
}

function isGraph(ref: Ref): boolean {
  return ref.kind === 'path' && compiled.test(ref.path);
}

/**
 * Calls the nodes of each graph with what others of it have put into its state, until no more comes to it. Where
 * a graph is a node of another, both have the fields that they name alike.
 */
export function* followStates(machine: Machine, { stateNodes }: ModuleUnit): Generator<void, void> {
  const own = stateNodes.filter(({ target }) => target.refs.some(isCallable));
  const isNested = own.length < stateNodes.length;
  for (const graph of isNested ? [undefined] : new Set(own.map((node) => node.graph))) {
    const nodes = own.filter((node) => isNested || node.graph === graph);
    if (nodes.length > 1) yield* followState(machine, nodes);
  }
}

function* followState(machine: Machine, nodes: readonly GraphNode[]): Generator<void, void> {
  const state = makeObject('object', 0);
  state.isExact = false;
  const given: GivenArguments = { positional: [ofRef({ kind: 'object', object: state })], named: new Map(), rest: undefined };
  for (let round = 0, before = -1; round < ROUNDS && machine.budget >= 0 && before !== weight(state); round++) {
    before = weight(state);
    for (const { target, site } of nodes) yield handOn(machine, state, enterAgain(machine, { target, given, site, caller: undefined }), site);
  }
}

/** How much is in it. */
function weight({ fields }: Obj): number {
  let sum = fields.size;
  for (const { refs, taints } of fields.values()) sum += refs.length + taints.length;
  return sum;
}

function handOn(machine: Machine, state: Obj, result: Value, site: CallSite): void {
  for (const ref of result.refs) {
    if (ref.kind !== 'object' || ref.object === state || ref.object.form !== 'object') continue;
    for (const [name, field] of ref.object.fields) {
      if (name === KNOWN) continue;
      const value = kept(machine, withTaints(field, field.taints.filter((taint) => !taint.symbol)), site.call, `${site.name}()`);
      state.fields.set(name, join(state.fields.get(name) ?? UNKNOWN, value));
    }
  }
}
