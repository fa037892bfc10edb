import type { Call, Expression, Handler, ThrowStatement, TryStatement } from '../program/program';
import { assign, writeMember } from './assign';
import { assumedHere, common, type Assumptions } from './assuming';
import { ancestors, libraryBases } from './classes';
import { evaluate } from './expressions';
import { joinStates, type State } from './frame';
import { nameOfParameter } from './functions';
import { join } from './joining';
import { toldOfError } from './keeping';
import { deepTaintsOf } from './labels';
import type { Machine } from './machine';
import { lookUp } from './names';
import { makeObject } from './objects';
import { execute } from './statements';
import type { ClassUnit } from './units';
import { ofPath, ofRef, UNKNOWN, type GivenArguments, type Value } from './value';

/** What is thrown, and carries something: on its way to a handler, or out of a function. */
export interface Thrown {
  readonly value: Value;
  /** The simple names of its class and of the classes that this one comes from, as far as they are known. */
  readonly names: readonly string[];
  /** How many functions it has left. */
  readonly height: number;
  /** As of a `Reach`. */
  readonly under: Assumptions;
}

/** Of the classes that one function throws, so many are told apart. */
const MAX_THROWN = 8;

/** What has left this many functions is taken as caught by nobody. */
const MAX_LEFT = 3;

export function runThrow(machine: Machine, { value }: ThrowStatement): void {
  const { frame } = machine;
  if (value) {
    const made = toldOfError(machine, evaluate(machine, value), machine.step(value, 'it is thrown'));
    throwOn(machine, { value: made, names: namesOf(machine, made, value), height: 0, under: assumedHere(machine) });
  } else for (const one of frame.handling) throwOn(machine, one);
  frame.state = undefined;
}

/** To the handler around, or out of the function. What carries nothing does not matter to a handler. */
export function throwOn(machine: Machine, thrown: Thrown): void {
  const { frame } = machine;
  const around = frame.throws[frame.throws.length - 1];
  const to = around?.thrown ?? frame.thrown;
  if ((!around && !frame.unit) || thrown.height > MAX_LEFT || deepTaintsOf(thrown.value).length === 0) return;
  const at = to.findIndex((one) => one.height === thrown.height && one.names.join() === thrown.names.join());
  const known = to[at];
  if (known) to[at] = { ...known, value: join(known.value, thrown.value), under: common(known.under, thrown.under) };
  else if (to.length < MAX_THROWN) to.push(thrown);
}

/** Instances keep what they are made with: their words. */
export function isError(unit: ClassUnit): boolean {
  return libraryBases(unit).some((base) => /(?:Error|Exception)$/.test(base));
}

/** `super().__init__(words)` and `super(words)` of an error, where no class of the project takes them. */
export function keepWords(machine: Machine, owner: ClassUnit, given: GivenArguments, call: Call): void {
  if (!isError(owner)) return;
  const positional = given.positional.map((one) => toldOfError(machine, one, machine.step(call, 'the error keeps it')));
  const self = machine.frame.unit?.node.parameters[0];
  const name = self && nameOfParameter(self.target);
  const object = machine.module.family === 'javascript' ? machine.frame.thisValue : name === undefined ? undefined : lookUp(machine, name);
  if (object) writeWords(machine, object, { ...given, positional });
}

/** The words of an error are where the language puts them. */
export function writeWords(machine: Machine, error: Value, { positional }: GivenArguments): void {
  const [message] = positional;
  if (!message) return;
  if (machine.module.family === 'javascript') {
    writeMember(machine, error, 'message', message);
    return;
  }
  const words = makeObject('list', machine.frame.depth);
  words.items = [...positional];
  writeMember(machine, error, 'args', ofRef({ kind: 'object', object: words }));
}

/** The names by which a handler may ask for it. In JavaScript a handler takes everything; there they only tell classes of the project apart. */
function namesOf(machine: Machine, { refs }: Value, node: Expression): readonly string[] {
  const names = refs.flatMap((ref) => {
    if (ref.kind === 'instance') return [...ancestors(ref.unit).map(({ name }) => name), ...libraryBases(ref.unit).map(lastOf)];
    return ref.kind === 'path' && machine.module.family === 'python' ? [lastOf(ref.path)] : [];
  });
  if (machine.module.family === 'javascript') return names;
  const written = node.kind === 'call' ? node.callee : node;
  return [...names, ...nameIn(written)];
}

function nameIn(node: Expression): string[] {
  if (node.kind === 'name') return [node.name];
  if (node.kind === 'member') return [node.property];
  return node.kind === 'list' ? node.items.flatMap(nameIn) : [];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Of a handler for classes whose names are not written there, nothing is known. */
function takes({ type }: Handler, { names }: Thrown): boolean {
  if (!type) return true;
  return nameIn(type).some((name) => name === 'Exception' || name === 'BaseException' || names.includes(name));
}

export function runTry(machine: Machine, statement: TryStatement): void {
  const frame = machine.frame;
  const before = frame.state!;
  const exitBefore = frame.exit;
  if (statement.finally.length > 0) frame.exit = undefined;
  const around = { state: before.copy() as State | undefined, thrown: [] as Thrown[] };
  const requests = machine.requests;
  frame.throws.push(around);
  frame.depth++;
  execute(machine, statement.body);
  frame.throws.pop();
  if (frame.state) execute(machine, statement.otherwise);
  let after = frame.state;
  let open: readonly Thrown[] = around.thrown;
  for (const handler of statement.handlers) {
    frame.state = around.state?.copy();
    runHandler(machine, handler, machine.requests > requests, open.filter((one) => takes(handler, one)));
    open = open.filter((one) => !takes(handler, one));
    after = joinStates(after, frame.state);
  }
  for (const one of open) throwOn(machine, one);
  frame.depth--;
  frame.state = after;
  runFinally(machine, statement, exitBefore);
}

/** `finally` runs on the way on and on every way out. */
function runFinally(machine: Machine, statement: TryStatement, exitBefore: State | undefined): void {
  const frame = machine.frame;
  if (statement.finally.length === 0) return;
  const after = frame.state;
  const left = frame.exit;
  frame.exit = exitBefore;
  if (left) {
    frame.state = left;
    execute(machine, statement.finally);
    if (frame.state) frame.exit = joinStates(frame.exit, frame.state);
  }
  frame.state = after;
  if (after) execute(machine, statement.finally);
}

/** The error of a request to a model tells of the request, with its headers. */
function runHandler(machine: Machine, handler: Handler, isOfProvider: boolean, taken: readonly Thrown[]): void {
  const { frame } = machine;
  const outside = frame.handling;
  frame.handling = taken;
  if (handler.target) {
    const error = taken.reduce((value, one) => join(value, one.value), isOfProvider ? ofPath('provider.error', true) : UNKNOWN);
    const { target } = handler;
    const name = target.kind === 'name' ? `\`${target.name}\`` : 'the handler';
    assign(machine, target, taken.length > 0 ? toldOfError(machine, error, machine.step(handler.header, `${name} takes it`)) : error, undefined, true);
  }
  execute(machine, handler.body);
  frame.handling = outside;
}
