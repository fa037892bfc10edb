import type { Call, Conditional, Expression } from '../program/program';
import { bindArguments, givenOf } from './arguments';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { implications, refine } from './guards';
import { returnImplications } from './implications';
import { isVerdictName } from './checkNames';
import type { Machine } from './machine';
import { accessPath, lookUp, written } from './names';
import { makeObject } from './objects';
import { probe, probing } from './probing';
import type { Implication, Ref, Value } from './value';

/*
 * What the result of a test says when it is kept, returned or handed on.
 */

/** An implication that a field or item of a result has. */
export interface Verdict extends Implication {
  readonly member?: string;
}

/** `{ ok, error }` of a call: what its fields say of the arguments goes with them. */
export function judged(machine: Machine, value: Value, node: Expression): Value {
  const call = node.kind === 'await' ? node.value : node;
  if (call.kind !== 'call' || !value.refs.some((ref) => ref.kind === 'object' || ref.kind === 'instance')) return value;
  const verdicts = taughtBy(machine, call).filter((verdict) => verdict.member !== undefined);
  if (verdicts.length === 0) return value;
  // The same list for every object that it may be: what they agree on is still known where they are joined.
  const byMember = new Map(verdicts.map(({ member = '' }) => [member, verdicts.filter((verdict) => verdict.member === member)]));
  const withVerdicts = (member: Value, name: string): Value => {
    const implies = byMember.get(name);
    return implies ? { ...member, implies } : member;
  };
  const refs = value.refs.map((ref): Ref => {
    if (ref.kind !== 'object' && ref.kind !== 'instance') return ref;
    const object = makeObject(ref.object.form, ref.object.depth);
    object.isExact = ref.object.isExact;
    object.copied = ref.object.copied;
    object.names = ref.object.names;
    for (const [name, field] of ref.object.fields) object.fields.set(name, withVerdicts(field, name));
    object.items = ref.object.items.map((item, index) => withVerdicts(item, String(index)));
    return { ...ref, object };
  });
  return { ...value, refs };
}

/** The result of a test that is kept for later, or returned: what it says goes with it. */
export function told(machine: Machine, value: Value, node: Expression | undefined): Value {
  // Of `a && b` the value has only what its last part says.
  if (!node || (value.implies && node.kind !== 'logical') || !isTest(machine, node)) return value;
  const implies = implications(machine, node);
  return implies.length === 0 ? value : { ...value, implies };
}

const testing = /^(some|every|test|exec|match|includes|has|startsWith|startswith|is_relative_to|fullmatch)$|^_?(is|has|can|may|should|check|valid|allow|within)/;

function isTest(machine: Machine, node: Expression): boolean {
  switch (node.kind) {
    case 'call': return isTestCall(machine, node);
    case 'logical': return isTest(machine, node.left) || isTest(machine, node.right);
    case 'unary': return node.operator === 'not' && isTest(machine, node.operand);
    case 'await': return isTest(machine, node.value);
    case 'compare': return true;
    case 'member': return isVerdictName(node.property);
    default: return false;
  }
}

function isTestCall(machine: Machine, { callee, arguments: given }: Call): boolean {
  if (callee.kind === 'member') return testing.test(callee.property) || isVerdictName(callee.property);
  if (callee.kind !== 'name') return false;
  if (/^(bool|Boolean)$/.test(callee.name)) return given[0] !== undefined && isTest(machine, given[0].value);
  return /^(any|all)$/.test(callee.name) || testing.test(callee.name) || teaches(machine, callee.name);
}

/** `data = check(parse(text))` of a check that gives back what it was given: what it has seen of it is known of the name. */
export function noteReturned(machine: Machine, name: string, from: Expression): void {
  const call = from.kind === 'await' ? from.value : from;
  if (call.kind !== 'call' || !machine.isLive || machine.isShallow) return;
  for (const ref of probe(machine, call.callee).refs) {
    const summary = ref.kind === 'function' ? ref.unit.summary : undefined;
    for (const { symbol, cleared } of summary?.clears ?? []) {
      const isGiven = summary!.returns.refs.length === 1 && summary!.returns.refs.every((one) => one.kind === 'symbol' && one.symbol.key === symbol.base);
      if (isGiven && symbol.path.length > 0) machine.state.refine([name, ...symbol.path].join('.'), cleared);
    }
  }
}

/** A function of the project whose result says something of what it was given, whatever it is called: `problem_of(path)`. */
function teaches(machine: Machine, name: string): boolean {
  return lookUp(machine, name)?.refs.some((ref) => ref.kind === 'function' && (ref.unit.summary?.clearsWhen.length ?? 0) > 0) ?? false;
}

/** `return is_safe(path) ? null : 'refused'`: each of the two is a way out of its own. */
export function returnChoice(machine: Machine, { test, then, otherwise }: Conditional): void {
  const before = machine.state;
  for (const [part, outcome] of [[then, true], [otherwise, false]] as const) {
    machine.frame.state = before.copy();
    refine(machine, test, outcome);
    if (!machine.isLive) continue;
    const value = probing(machine, () => evaluate(machine, part));
    if (part.kind === 'conditional') returnChoice(machine, part);
    else returnImplications(machine, told(machine, value, part));
  }
  machine.frame.state = before;
}

/** What the result of a call says about its arguments, or a field of it does. */
export function taughtBy(machine: Machine, call: Call): readonly Verdict[] {
  const callee = probe(machine, call.callee);
  const found: Verdict[] = [];
  for (const ref of callee.refs) {
    if (ref.kind !== 'function' || !ref.unit.summary?.clearsWhen.length) continue;
    const bound = bindArguments(machine, ref.unit, givenOf(machine, call), ref.self);
    for (const { symbol, outcome, cleared, member } of ref.unit.summary.clearsWhen) {
      const index = bound.order.get(symbol.base);
      const argument = index === undefined ? undefined : call.arguments[index]?.value;
      const path = argument && accessPath(stripped(argument));
      if (path !== undefined) found.push({ path: [path, ...symbol.path].join('.'), outcome, cleared, by: written(machine, call.callee), ...(member !== undefined ? { member } : {}) });
    }
  }
  return found;
}
