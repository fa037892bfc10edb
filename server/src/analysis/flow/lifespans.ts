import { impliedCall, impliedName } from '../program/places';
import { annotated } from './annotations';
import { callValue } from './calls';
import { entered } from './contexts';
import { join } from './joining';
import type { Machine } from './machine';
import type { Accessed } from './members';
import type { FunctionUnit } from './units';
import { ofRef, UNKNOWN, type Obj, type PathRef, type Value } from './value';

/*
 * What a server sets up when it starts, the functions that it calls find in their context: the server
 * is made with a context manager, `FastMCP("shop", lifespan=connected)`, and a tool reads
 * `context.request_context.lifespan_context` of the context that it is handed.
 */

/** The argument that all of these servers take it by. */
const ARGUMENT = 'lifespan';

/** A function that a server calls: the parameters that the server fills itself are what it has to tell. */
export function noteServer(machine: Machine, unit: FunctionUnit, server: Value): void {
  const made = server.refs.find((ref): ref is PathRef => ref.kind === 'path' && startOf(ref) !== undefined);
  if (!made || machine.facts.lifespans.size === 0) return;
  unit.node.parameters.forEach(({ annotation }, index) => {
    const type = annotation && annotated(machine, annotation)?.refs.find((ref): ref is PathRef => ref.kind === 'path' && machine.facts.injection(ref.path));
    if (!type) return;
    unit.injected ??= new Map();
    unit.injected.set(index, ofRef({ ...type, schema: made.schema! }));
    if (unit.state === 'done') unit.state = 'new';
  });
}

/**
 * What the context manager of the server gives, where this is the member that holds it. A type alone does not tell
 * which server it is: whoever hands over the context does.
 */
export function readLifespan(machine: Machine, ref: PathRef, path: string, at: Accessed | undefined): Value | undefined {
  if (!machine.facts.lifespans.has(path)) return undefined;
  const start = machine.isShallow || at === undefined ? undefined : startOf(ref);
  if (!start || at === undefined) return UNKNOWN;
  const site = machine.callSite(impliedCall(impliedName(ARGUMENT, at.kind === 'place-of' ? at.at : at)), ARGUMENT);
  return givenBy(machine, callValue(machine, start, { positional: [ofRef({ ...ref, path })], named: new Map(), rest: undefined }, site));
}

function startOf({ schema }: PathRef): Value | undefined {
  for (const ref of schema?.refs ?? []) {
    const start = ref.kind === 'object' ? ref.object.fields.get(ARGUMENT) : undefined;
    if (start?.refs.some(({ kind }) => kind === 'function' || kind === 'class')) return start;
  }
  return undefined;
}

/** A generator gives what it yields, on whichever way; an object of a class, what it enters with. */
function givenBy(machine: Machine, made: Value): Value {
  const yielded = made.refs.flatMap((ref) => (ref.kind === 'object' && isGenerated(ref.object) ? ref.object.items : []));
  return yielded.length > 0 ? yielded.reduce(join) : entered(machine, made);
}

function isGenerated({ form, isExact }: Obj): boolean {
  return form === 'list' && !isExact;
}
