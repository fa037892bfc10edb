import type { Argument, Call, Expression, Member, Pattern, Statement, SwitchStatement } from '../program/program';
import { constructorOf } from './classes';
import { bitOf } from './families';
import { evaluateUnless } from './fieldReads';
import { parameterIndex, parameterName, summarise } from './functions';
import type { Machine } from './machine';
import { accessPath, lookUp } from './names';
import { probe } from './probing';
import { checksFields } from './schema';
import { parameterBase } from './symbol';
import { testsIn } from './testedFields';
import type { FunctionUnit } from './units';
import type { Ref, Value } from './value';

/*
 * Where a field of parsed model output is handed to something that looks at it before all else: a schema,
 * a conversion, a function of the project that tests the type of what it is given.
 */

/** So many functions hand a value on to the one that tests it. */
const MAX_DEPTH = 2;

/** Conversions and tests of type: what they are given is checked by that very call. */
export function isConversion(call: Call): boolean {
  return /^(Number|Boolean|parseInt|parseFloat|int|float|bool|isinstance|isArray|isInteger|isFinite|isNaN|type|len)$/.test(calledName(call));
}

/** The class of a schema takes its fields by name and looks at each. */
export function makesChecked(machine: Machine, { callee }: Call): boolean {
  return callee.kind === 'name' && /^[A-Z]/.test(callee.name) && (lookUp(machine, callee.name)?.refs.some((ref) => isCheckedClass(machine, ref)) ?? false);
}

/** A test on the way here has told that what is called is a class that checks its fields. */
export function isSchemaClass(machine: Machine, callee: Expression): boolean {
  const { refined } = machine.state;
  const path = refined.size === 0 ? undefined : accessPath(callee);
  return path !== undefined && ((refined.get(path) ?? 0) & bitOf('field-use')) !== 0;
}

/** Whether the argument of a call is looked at there before it is used: `str(data["title"])`, `Order.parse(data.order)`, `asKind(data.kind)`. */
export function isLookedAt(machine: Machine, call: Call, argument: Argument, position: number): boolean {
  if (call.callee.kind === 'name' && /^(str|String)$/.test(call.callee.name) && position === 0) return true;
  const refs = calleesOf(machine, call);
  return refs.length > 0 && refs.every((ref) => isSchema(machine, ref, argument) || (ref.kind === 'function' && isTestedIn(machine, ref.unit, argument, position + (ref.self && ref.unit.bindsFirst ? 1 : 0))));
}

/** Evaluates what a loop or comprehension goes through: `[Step(**one) for one in data["steps"]]` has each element looked at. */
export function evaluateIterable(machine: Machine, iterable: Expression, target: Pattern | undefined, parts: unknown): Value {
  return evaluateUnless(machine, iterable, () => isForSchema(machine, target, parts));
}

/** Evaluates the object that a method is called of: `data.orders.map((one) => Order.parse(one))` has each element looked at. */
export function evaluateReceiver(machine: Machine, call: Call, callee: Member): Value {
  return evaluateUnless(machine, callee.object, () => isMappedToSchema(machine, call, callee));
}

/** Each of the elements of a list goes to a schema, and nowhere else. */
function isForSchema(machine: Machine, target: Pattern | undefined, parts: unknown): boolean {
  return target?.kind === 'name' && isOnlyGiven(target.name, parts, (call, argument) => calleesOf(machine, call).some((ref) => isSchema(machine, ref, argument)));
}

/** The parameter goes to functions beside it that test its type, and nowhere else. */
function isHandedToTest(machine: Machine, unit: FunctionUnit, name: string, depth: number): boolean {
  return isOnlyGiven(name, unit.node.body, (call, argument) => {
    const refs = call.callee.kind === 'name' ? unit.outer.state?.vars.get(call.callee.name)?.refs ?? [] : [];
    return refs.length > 0 && refs.every((ref) => ref.kind === 'function' && !ref.self && isTestedIn(machine, ref.unit, argument, call.arguments.indexOf(argument), depth));
  });
}

/** What a name stands for is given to calls that look at it, and nothing else is done with it. */
function isOnlyGiven(name: string, parts: unknown, looks: (call: Call, argument: Argument) => boolean): boolean {
  let isGiven = false;
  const isOther = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null) return false;
    if (Array.isArray(part)) return part.some(isOther);
    const at = part as Expression;
    if (at.kind === 'name') return at.name === name;
    if (at.kind !== 'call') return Object.values(part).some(isOther);
    const given = at.arguments.filter(({ value }) => value.kind === 'name' && value.name === name);
    if (given.length === 0) return isOther(at.callee) || isOther(at.arguments);
    if (!given.every((argument) => looks(at, argument))) return true;
    isGiven = true;
    return isOther(at.callee) || isOther(at.arguments.filter((argument) => !given.includes(argument)));
  };
  return !isOther(parts) && isGiven;
}

/** `raw === 'search' ? 'web' : 'chat'`: the parameter is held against what is written down, and goes nowhere. */
function isOnlyCompared(body: unknown, name: string): boolean {
  let isCompared = false;
  const isName = (part: Expression): boolean => part.kind === 'name' && part.name === name;
  const isOther = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null) return false;
    if (Array.isArray(part)) return part.some(isOther);
    const at = part as Expression;
    if (at.kind === 'name') return at.name === name;
    if ((part as Statement).kind === 'switch') return isOtherSwitch(part as SwitchStatement);
    if (at.kind !== 'compare' || !/^[!=]==?$/.test(at.operator)) return Object.values(part).some(isOther);
    const [given, against] = isName(at.right) ? [at.right, at.left] : [at.left, at.right];
    if (!isName(given)) return isOther(at.left) || isOther(at.right);
    isCompared ||= against.kind === 'string';
    return isOther(against);
  };
  const isOtherSwitch = ({ subject, cases }: SwitchStatement): boolean => {
    if (!isName(subject)) return isOther(subject) || isOther(cases);
    isCompared ||= cases.some(({ tests }) => tests.some(({ kind }) => kind === 'string'));
    return cases.some(({ target }) => target !== undefined) || isOther(cases);
  };
  return !isOther(body) && isCompared;
}

function isMappedToSchema(machine: Machine, call: Call, { property }: Member): boolean {
  const first = call.arguments[0]?.value;
  if (!/^(map|flatMap|forEach)$/.test(property) || first?.kind !== 'function') return false;
  return isForSchema(machine, first.function.parameters[0]?.target, first.function.body);
}

export function calledName({ callee }: Call): string {
  return callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
}

function calleesOf(machine: Machine, { callee }: Call): readonly Ref[] {
  return callee.kind === 'name' ? lookUp(machine, callee.name)?.refs ?? [] : probe(machine, callee).refs;
}

/** A class that looks at its fields, or a call that the catalogue knows to check its argument. */
function isSchema(machine: Machine, ref: Ref, argument: Argument): boolean {
  if (ref.kind === 'class') return (argument.name !== undefined || argument.spread === 'dict') && isCheckedClass(machine, ref);
  return ref.kind === 'path' && machine.facts.clears(ref.path).some(({ families }) => families.includes('json'));
}

function isCheckedClass(machine: Machine, ref: Ref): boolean {
  return ref.kind === 'class' && !constructorOf(ref.unit) && checksFields(machine, ref.unit);
}

/** The function looks at the type of this parameter, or gives out nothing but what has passed its test. */
function isTestedIn(machine: Machine, unit: FunctionUnit, argument: Argument, position: number, depth = MAX_DEPTH): boolean {
  if (argument.spread !== undefined) return false;
  const index = argument.name === undefined ? position : parameterIndex(unit.node, argument.name);
  const parameter = unit.node.parameters[index];
  if (!parameter || parameter.rest) return false;
  const name = parameterName(parameter, index);
  if (testsIn(unit.node).names.has(name) || isOnlyCompared(unit.node.body, name) || (depth > 0 && isHandedToTest(machine, unit, name, depth - 1))) return true;
  const base = parameterBase(unit, index);
  return summarise(machine, unit).clearsWhen.some((one) => one.outcome && one.member === undefined && one.symbol.key === base && (one.cleared & bitOf('field-use')) !== 0);
}
