import type { Call, Compare, Expression, Logical } from '../program/program';
import { learn } from './afterwards';
import { absentWhere } from './absence';
import { assume } from './assuming';
import { ofEquality, ofLength, ofPresence } from './comparing';
import { ofCharacterSets, ofEachCharacter, ofOwnText } from './characters';
import { ofCallback, ofItems, ofOneItem } from './everyItem';
import { evaluate } from './expressions';
import { bitOf, bitsOf, EVERYTHING, LOOKED, NOTHING, PRESENT, type Cleared } from './families';
import { summarise } from './functions';
import { deepTaints } from './labels';
import { ofDots, ofForbiddenCall, ofForbiddenEach, ofForbiddenPart } from './pathParts';
import { probe, probing } from './probing';
import type { Machine } from './machine';
import { ofContainment, ofParents, refineForms, stripped } from './containment';
import { eachDecided } from './decided';
import { refineKinds } from './kinds';
import { accessPath, written } from './names';
import { maybeSaid } from './maybeChecks';
import { ofWord } from './maybeTables';
import { refineClass } from './classTests';
import { narrow } from './narrowing';
import { ofDomain, ofForm, ofPattern, ofStart } from './textTests';
import { addressOf, refineHost, refineOfHost, refineNoWay, refineRelative } from './placeGuards';
import { noteTested } from './replies';
import { refineRequest } from './rpc';
import { isEnum } from './schema';
import { ofInstance, ofOrder, ofSubclass } from './typeTests';
import type { Taint } from './taint';
import { ofRef, UNKNOWN, type Implication, type Value } from './value';
import { taughtBy } from './verdicts';

/** A comparison: nothing flows out of it, but it may say something about its operands. */
export function comparison(machine: Machine, expression: Compare): Value {
  const [left, right] = [compared(machine, expression, expression.left, true), compared(machine, expression, expression.right, false)];
  if (isNothing(expression.right, right)) noteTested(machine, expression.left, left);
  else if (isNothing(expression.left, left)) noteTested(machine, expression.right, right);
  const implies = implications(machine, expression);
  return implies.length === 0 ? UNKNOWN : { ...UNKNOWN, implies };
}

/** A name that is asked whether it equals something is looked at: whatever it holds, only the program's own branches come of it. */
function compared(machine: Machine, expression: Compare, side: Expression, isMember: boolean): Value {
  const isLook = /^[!=]==?$/.test(expression.operator) || (isMember && /^(not )?in$/.test(expression.operator));
  return isLook && (side.kind === 'name' || (isMember && isWithConstants(machine, expression))) ? probe(machine, side) : evaluate(machine, side);
}

/** `data["kind"] == "a"`, `data["ok"] in [True, False]`: the test is the very look at the field that a schema would take. */
function isWithConstants(machine: Machine, { operator, left, right }: Compare): boolean {
  if (operator === '==' || operator === '!=') return isConstant(right);
  if (operator !== 'in' && operator !== 'not in') return false;
  if (right.kind === 'list') return right.items.length > 0 && right.items.every(isConstant);
  return right.kind === 'name' && accessPath(left) !== undefined && isAllowList(machine, evaluate(machine, right), right);
}

function isConstant(expression: Expression): boolean {
  return expression.kind === 'string' || (expression.kind === 'literal' && expression.value !== null);
}

/** `None`, `undefined`, an empty text, no length. */
function isNothing(expression: Expression, value: Value): boolean {
  return value.constant === null || value.constant === '' || value.constant === 0 || (expression.kind === 'name' && expression.name === 'undefined');
}

/** Takes into account that a test came out so. */
export function refine(machine: Machine, test: Expression, outcome: boolean): void {
  if (!machine.isLive) return;
  probing(machine, () => {
    eachDecided(test, outcome, (part, came) => {
      narrow(machine, part, came);
      refineClass(machine, part, came);
      refineRequest(machine, part, came);
      refineHost(machine, part, came);
      refineRelative(machine, part, came);
    });
    refineNoWay(machine, test, outcome);
    assume(machine, test, outcome);
  });
  for (const implied of implications(machine, test)) {
    if (implied.outcome !== outcome) continue;
    if (implied.cleared === bitOf('file-path')) refineForms(machine, implied.path);
    if (implied.cleared & bitOf('url')) refineOfHost(machine, implied.path);
    learn(machine, implied.path, implied.cleared, implied.by ?? written(machine, test));
  }
  refineKinds(machine, test, outcome);
}

/** What the outcome of a test says about the values it tests. The test itself is evaluated elsewhere: here it is only looked at. */
export function implications(machine: Machine, test: Expression): readonly Implication[] {
  return probing(machine, () => saidBy(machine, test));
}

/** The same inside of what is looked at already. */
export const implicationsWithin = saidBy;

function saidBy(machine: Machine, test: Expression): readonly Implication[] {
  switch (test.kind) {
    case 'unary':
      return test.operator === 'not' ? saidBy(machine, test.operand).map(flipped) : [];
    case 'logical': return ofLogical(test, saidBy(machine, test.left), saidBy(machine, test.right));
    case 'compare': return [...orMaybe(machine, test, ofComparison(machine, test)), ...ofWord(machine, test)];
    case 'call': {
      const said = orMaybe(machine, test, ofCall(machine, test));
      return said.length > 0 ? said : ofTruth(machine, test);
    }
    case 'await':
    case 'cast': return saidBy(machine, test.value);
    case 'assignment': return saidBy(machine, test.value);
    case 'member':
    case 'index': {
      const property = test.kind === 'member' ? test.property : test.index.kind === 'string' ? test.index.value : undefined;
      const taught = test.object.kind === 'call' ? taughtBy(machine, test.object).filter((verdict) => verdict.member === property) : [];
      if (taught.length > 0) return taught;
      const said = orMaybe(machine, test, evaluate(machine, test).implies ?? []);
      return said.length > 0 ? said : ofTruth(machine, test);
    }
    case 'name': return orMaybe(machine, test, evaluate(machine, test).implies ?? []);
    default: return [];
  }
}

/** `item["name"] && …`, `if item.get("name"):` of what was parsed: the field is there. */
function ofTruth(machine: Machine, test: Expression): readonly Implication[] {
  const path = accessPath(test);
  if (path === undefined || !path.includes('.')) return [];
  const isParsed = evaluate(machine, test).taints.some((taint) => taint.parsedAt !== undefined);
  return isParsed ? [{ path, outcome: true, cleared: PRESENT }] : [];
}

function orMaybe(machine: Machine, test: Expression, said: readonly Implication[]): readonly Implication[] {
  return said.length > 0 ? said : maybeSaid(machine, test);
}

function flipped(implied: Implication): Implication {
  return { ...implied, outcome: !implied.outcome };
}

function ofLogical(test: Logical, left: readonly Implication[], right: readonly Implication[]): readonly Implication[] {
  const all = test.operator === 'and';
  const found = [...left, ...right].filter((implied) => implied.outcome === all);
  // The other outcome follows from either side, so only what both sides say holds.
  for (const one of left) {
    if (one.outcome === all) continue;
    const shared = one.cleared & right.reduce((bits, other) => (other.outcome === one.outcome && other.path === one.path ? bits | other.cleared : bits), NOTHING);
    if (shared !== NOTHING) found.push({ ...one, cleared: shared });
  }
  // `url && !isSafe(url)`: where there is no address, nothing is left to be checked.
  const absent = absentWhere(test.left, !all);
  return absent === undefined ? found : [...found, ...right.filter((one) => one.outcome !== all && (one.path === absent || one.path.startsWith(`${absent}.`)))];
}

function ofComparison(machine: Machine, test: Compare): readonly Implication[] {
  switch (test.operator) {
    case '==':
    case '!=': return ofEquality(machine, test, test.operator === '==');
    case 'in':
    case 'not in': {
      const inside = ofParents(machine, test) ?? ofForbiddenPart(machine, test) ?? ofPresence(test);
      if (inside) return [inside];
      const address = addressOf(stripped(test.left));
      const path = address ?? accessPath(stripped(test.left));
      const left = path === undefined ? NOTHING : listClears(machine, test.right);
      const own = left === NOTHING ? ofOwnText(machine, test.left, test.right) : undefined;
      if (own) return [{ ...own, outcome: test.operator === 'in' }];
      if (path === undefined || left === NOTHING) return [];
      return [{ path, outcome: test.operator === 'in', cleared: address === undefined ? left : left & bitOf('url') }, ...ofDots(path, test.right, test.operator !== 'in')];
    }
    default: return ofCharacterSets(machine, test) ?? [...ofOrder(test, machine.module.family === 'python'), ...ofLength(machine, test)];
  }
}

const allowing = /allow|permit|whitelist|valid|known|supported|safe|registry|choices|options|properties|^props$/i;
const denying = /deny|block|forbid|ban|black|danger|unsafe|invalid|disallow|suspicious/i;

/** What membership in a collection leaves no part of: the names in a folder are names of files in it, whoever chose them. */
function listClears(machine: Machine, list: Expression): Cleared {
  const value = evaluate(machine, list);
  if (isAllowList(machine, value, list)) return EVERYTHING;
  const labels = deepTaints(value).flatMap(({ label }) => label ?? []);
  return labels.length > 0 && labels.every((label) => label === 'file-name') ? bitOf('file-path') : NOTHING;
}

/** A collection that the program itself lists: membership leaves nothing to the model. */
export function isAllowList(machine: Machine, value: Value, expression: Expression): boolean {
  if (memberTaints(value).some((taint) => taint.label !== undefined)) return false;
  if (expression.kind === 'cast') return isAllowList(machine, value, expression.value);
  if (expression.kind === 'call') return isOwnNames(machine, expression);
  const name = expression.kind === 'name' ? expression.name : expression.kind === 'member' ? expression.property : '';
  if (denying.test(name)) return false;
  for (const ref of value.refs) {
    if (ref.kind === 'class') return isEnum(ref.unit);
    if (ref.kind !== 'object') continue;
    if (ref.object.fields.size > 0) return true;
    if (ref.object.items.length > 0 && ref.object.items.every((item) => item.constant !== undefined || item.text !== undefined)) return true;
  }
  if (value.constant !== undefined) return false;
  return /^[A-Z][A-Z0-9_]+$/.test(name) || allowing.test(name);
}

/** Labels on what can be a member: of a dict these are its keys. */
function memberTaints({ refs, taints }: Value): readonly Taint[] {
  return [...taints, ...refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'object' ? ref.object.names : deepTaints(ofRef(ref))))];
}

/** `Object.keys(COMMANDS)`, `COMMANDS.keys()`, `set(COMMANDS)`. */
function isOwnNames(machine: Machine, { callee, arguments: given }: Call): boolean {
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const only = given[0]?.value ?? (callee.kind === 'member' ? callee.object : undefined);
  return only !== undefined && /^(keys|values|set|list|tuple|frozenset|sorted)$/.test(name) && isAllowList(machine, evaluate(machine, only), only);
}

/** Tests that are calls: `ALLOWED.includes(x)`, `/^\w+$/.test(x)`, `isinstance(x, int)`, `is_safe(x)`. */
function ofCall(machine: Machine, call: Call): readonly Implication[] {
  const callee = call.callee;
  const first = call.arguments[0]?.value;
  if (callee.kind === 'name' && /^(bool|Boolean)$/.test(callee.name) && first) return saidBy(machine, first);
  if (callee.kind === 'member') {
    const address = first && addressOf(stripped(first));
    if (address !== undefined && /^(includes|has)$/.test(callee.property) && isAllowList(machine, evaluate(machine, callee.object), callee.object)) {
      return [{ path: address, outcome: true, cleared: bitOf('url') }];
    }
    const path = first && accessPath(stripped(first));
    if (path !== undefined && /^(includes|has|hasOwnProperty|contains|hasOwn)$/.test(callee.property)) {
      const subject = callee.property === 'hasOwn' ? first! : callee.object;
      const target = callee.property === 'hasOwn' ? call.arguments[1] && accessPath(call.arguments[1].value) : path;
      const left = target === undefined ? NOTHING : listClears(machine, subject);
      if (target !== undefined && left !== NOTHING) return [{ path: target, outcome: true, cleared: left }, ...ofDots(target, subject, false)];
      const own = callee.property === 'includes' ? ofOwnText(machine, first!, callee.object) : undefined;
      if (own) return [own];
    }
    const pattern = ofPattern(machine, call) ?? ofEachCharacter(machine, call);
    if (pattern) return [pattern];
    const forbidden = ofForbiddenCall(machine, call);
    const contained = ofContainment(machine, call);
    const started = ofStart(machine, call) ?? ofDomain(machine, call);
    if (forbidden || contained || started) return [forbidden, contained, started].filter((one) => one !== undefined);
    if (callee.property === 'some' || callee.property === 'every') return ofElements(machine, call, callee.property === 'some');
    if (callee.property === 'isArray' && path !== undefined) return [{ path, outcome: true, cleared: LOOKED }];
  }
  if (callee.kind === 'name' && callee.name === 'isinstance' && first) return ofInstance(first, call.arguments[1]?.value);
  if (callee.kind === 'name' && callee.name === 'issubclass' && first) return ofSubclass(machine, first, call.arguments[1]?.value);
  const form = ofForm(machine, call) ?? ofEachCharacter(machine, call);
  if (form) return [form];
  if (callee.kind === 'name' && /^(any|all)$/.test(callee.name)) return ofAny(machine, first, callee.name === 'any');
  return ofPredicate(machine, call);
}

/** `any(name == known for known in KNOWN)`, `any(target.is_relative_to(root) for root in ROOTS)`. */
function ofAny(machine: Machine, test: Expression | undefined, isAny: boolean): readonly Implication[] {
  const clause = test?.kind === 'comprehension' && test.clauses.length === 1 ? test.clauses[0] : undefined;
  if (test?.kind !== 'comprehension' || clause?.target.kind !== 'name') return [];
  const { name } = clause.target;
  const forbidden = isAny ? ofForbiddenEach(machine, test.element, name, clause.iterable) : undefined;
  if (forbidden) return [forbidden];
  const others = isAny ? ofOneItem(machine, test.element, name, clause.iterable)
    : implications(machine, test.element).filter(({ outcome, path }) => outcome && path !== name && !path.startsWith(`${name}.`));
  return [...others, ...ofItems(machine, test, !isAny)];
}

/**
 * `ROOTS.some((root) => target.startsWith(root + sep))`: what the test says whatever element it is about,
 * if it came out true for some, or not for every one.
 */
function ofElements(machine: Machine, call: Call, outcome: boolean): readonly Implication[] {
  const test = call.arguments[0]?.value;
  const each = test && call.callee.kind === 'member' ? ofCallback(machine, call.callee.object, test, !outcome) : [];
  if (test?.kind !== 'function') return each;
  const only = test.function.body.length === 1 ? test.function.body[0] : undefined;
  if (only?.kind !== 'return' || !only.value) return [...each, ...ofBody(machine, test, outcome)];
  const target = test.function.parameters[0]?.target;
  const isSome = outcome && call.callee.kind === 'member' && target?.kind === 'name';
  const forbidden = isSome ? ofForbiddenEach(machine, only.value, target.name, call.callee.object) : undefined;
  if (forbidden) return [forbidden];
  const others = isSome ? ofOneItem(machine, only.value, target.name, call.callee.object) : implications(machine, only.value).filter((implied) => implied.outcome === outcome);
  return [...each, ...others];
}

/** What every way through the callback says of the variables around it, if it came out so. */
function ofBody(machine: Machine, callback: Expression, outcome: boolean): readonly Implication[] {
  const [ref] = evaluate(machine, callback).refs;
  if (ref?.kind !== 'function' || machine.isShallow) return [];
  summarise(machine, ref.unit);
  return [...ref.unit.around?.get(outcome) ?? []].map(([path, cleared]) => ({ path, outcome, cleared }));
}

/** A function of the project or of a library that tests its parameter. */
function ofPredicate(machine: Machine, call: Call): readonly Implication[] {
  return [...ofLibraryTest(machine, call), ...taughtBy(machine, call).filter((verdict) => verdict.member === undefined)];
}

function ofLibraryTest(machine: Machine, call: Call): readonly Implication[] {
  const paths = evaluate(machine, call.callee).refs.flatMap((ref) => (ref.kind === 'path' ? [ref.path] : []));
  return paths.flatMap((path) => machine.facts.clears(path)).flatMap((fact) => {
    const subject = fact.effect === 'test' ? call.arguments[Number(fact.argument ?? '0')]?.value : undefined;
    const tested = subject && accessPath(stripped(subject));
    return tested === undefined ? [] : [{ path: tested, outcome: true, cleared: bitsOf(fact.families) }];
  });
}
