import { unlessMasked } from './masks';
import type { AssignExpression, Binary, Comprehension, Conditional, Expression, Logical, ObjectLiteral, ListLiteral, Member, Template } from '../program/program';
import { assign } from './assign';
import { evaluateCall, evaluateTagged } from './calls';
import { evaluateElement } from './elements';
import { closure, defineClass } from './definitions';
import { endingKnown } from './containment';
import { mixed, oneOf } from './flags';
import { comparison, refine } from './guards';
import { joinStates } from './frame';
import { noteNameUse } from './fieldUse';
import { join } from './joining';
import { deepTaints } from './labels';
import { evaluateIterable } from './looks';
import { namedInstructions, noteSystemMessage } from './instructions';
import { headOf, type TextPart } from './heads';
import { amongNames, keyTaints, underName } from './keys';
import { asEveryItem, enterElement } from './everyItem';
import type { Machine } from './machine';
import { elementOf, readIndex } from './members';
import { spreadItems } from './perElement';
import { accessPath, readName } from './names';
import { addItem, appendItem, makeObject } from './objects';
import { noteTested } from './replies';
import { personalVariable } from './personal';
import { namedSecret, unlessDefault } from './secrets';
import { shown } from './shown';
import { enterMethods } from './rpc';
import { asWritten, calculated, isStep, NUMBER, product } from './numbers';
import { noteOffered } from './describedTools';
import { enterDescribed } from './tools';
import { besideOthers, besideText } from './nameParts';
import { formatted, quoted, rerun } from './quoting';
import { asTested, asTestedAround } from './refining';
import { probe, tested } from './probing';
import { filteredCopy, spreadInto } from './spreading';
import { concatenated, operandsOf } from './sums';
import { goneThrough } from './tables';
import { readPlace } from './stores';
import { joinTaints, type Taint } from './taint';
import { chain } from './chains';
import { ofConstant, ofRef, UNKNOWN, withTaints, type Value } from './value';

/** The abstract value of an expression at the current point, with all it does on the way. */
export function evaluate(machine: Machine, expression: Expression): Value {
  if (--machine.budget < 0 || !machine.isLive) return UNKNOWN;
  if (expression.kind === 'name') noteNameUse(machine, expression.name);
  const value = evaluateKind(machine, expression);
  machine.last = expression;
  const { refined, chosen } = machine.state;
  const isInner = machine.frame.unit?.definedAt !== undefined;
  if (refined.size === 0 && chosen.size === 0 && !isInner) return value;
  const path = accessPath(expression);
  if (path === undefined) return value;
  return isInner ? asTestedAround(machine, path, asTested(machine, path, value)) : asTested(machine, path, value);
}

function evaluateKind(machine: Machine, expression: Expression): Value {
  switch (expression.kind) {
    case 'name': return personalVariable(machine, namedInstructions(machine, namedSecret(machine, readName(machine, expression), expression.name, expression), expression), expression);
    case 'literal': return expression.type === 'regex' || expression.type === 'bytes'
      ? { refs: [], taints: [], text: String(expression.value) }
      : asWritten(machine, expression, ofConstant(expression.value));
    case 'string': return withTaints(ofConstant(expression.value), keyTaints(machine, expression));
    case 'template': return template(machine, expression);
    case 'binary': return binary(machine, expression);
    case 'compare': return comparison(machine, expression);
    case 'logical': return logical(machine, expression);
    case 'unary': return unary(machine, expression.operator, expression.operand);
    case 'call': return evaluateCall(machine, expression);
    case 'member': return member(machine, expression);
    case 'index': return readIndex(machine, expression);
    case 'slice': return all(machine, [expression.from, expression.to, expression.step]);
    case 'object': return object(machine, expression);
    case 'list': return list(machine, expression);
    case 'function': return closure(machine, expression.function);
    case 'class': return defineClass(machine, expression.class);
    case 'await': return evaluate(machine, expression.value);
    case 'yield': return yielded(machine, expression.value, expression.isDelegate);
    case 'conditional': return conditional(machine, expression);
    case 'assignment': return assignment(machine, expression);
    case 'comprehension': return comprehension(machine, expression);
    case 'cast': return evaluate(machine, expression.value);
    case 'spread': return evaluate(machine, expression.value);
    case 'element': return evaluateElement(machine, expression);
    case 'sequence': return last(expression.items.map((item) => evaluate(machine, item)));
    case 'unknown': return all(machine, expression.parts);
  }
}

function last(values: readonly Value[]): Value {
  return values[values.length - 1] ?? UNKNOWN;
}

/** Evaluates parts for what they do; what comes of them carries all their labels. */
function all(machine: Machine, parts: readonly (Expression | undefined)[]): Value {
  let taints: readonly Taint[] = [];
  for (const part of parts) if (part) taints = joinTaints(taints, deepTaints(evaluate(machine, part)));
  return taints.length === 0 ? UNKNOWN : { refs: [], taints };
}

function template(machine: Machine, expression: Template): Value {
  if (expression.tag) return evaluateTagged(machine, expression);
  let text = '';
  let taints: readonly Taint[] = [];
  const parts: TextPart[] = [];
  const given = expression.parts.map((part, index) => (typeof part === 'string' ? part : quoted(evaluate(machine, part), expression.parts[index - 1], expression.parts[index + 1])));
  for (const [index, part] of given.entries()) {
    if (typeof part === 'string') {
      text += part;
      parts.push(part);
      continue;
    }
    const value = besideOthers(given, index);
    parts.push(value);
    taints = joinTaints(taints, shown(machine, value));
    text += value.text ?? (value.constant !== undefined ? String(value.constant) : '\0');
  }
  return textValue(text, taints, parts);
}

function textValue(text: string, given: readonly Taint[], parts: readonly TextPart[]): Value {
  const taints = rerun(text, given);
  const among = text.startsWith('\0') ? beginnings(text, parts[0]) : undefined;
  return text.includes('\0') || taints.length > 0
    ? { refs: [], taints, text, ...(among ? { among } : {}), ...(taints.length > 0 ? { head: headOf(parts) } : {}) }
    : { refs: [], taints, constant: text, text };
}

/** `${PROGRAMS[language]} "${file}"`: a text that begins with one of several. */
function beginnings(text: string, first: TextPart | undefined): readonly string[] | undefined {
  return typeof first === 'object' ? first.among?.map((start) => start + text.slice(1)) : undefined;
}

/** Operators whose result can hold what went in: text, paths, sets, containers. */
const carrying = new Set(['+', '%', '/', '|', '&', '*']);

function binary(machine: Machine, expression: Binary): Value {
  const operands = operandsOf(expression);
  const values = operands.map((operand, i) => (i === 0 ? evaluate(machine, operand) : quoted(evaluate(machine, operand), operands[i - 1], operands[i + 1])));
  const parts = expression.operator === '+' ? values.map((_, i) => besideOthers(values, i)) : values;
  return parts.reduce((left, right) => combine(machine, expression.operator, left, right, expression));
}

function combine(machine: Machine, operator: string, left: Value, right: Value, at: Expression): Value {
  if (operator === '|') {
    const chained = chain(machine, left, right, at);
    if (chained) return chained;
  }
  const number = calculated(machine, operator, left, right);
  if (number) return number;
  if (!carrying.has(operator)) return UNKNOWN;
  if (operator === '+' && (left.text !== undefined || right.text !== undefined)) {
    return textValue((left.text ?? '\0') + (right.text ?? '\0'), joinTaints(shown(machine, left), shown(machine, right)), [left.taints.length === 0 && left.text !== undefined ? left.text : left, right]);
  }
  if (operator === '%' && left.text !== undefined) return formatted(left, left.text, shown(machine, right));
  const taints = joinTaints(deepTaints(left), deepTaints(right));
  if (operator === '+') {
    const list = concatenated(machine, left, right);
    if (list) return list;
  }
  if (operator === '+' || operator === '|') return withTaints(join({ ...left, taints: [] }, { ...right, taints: [] }), taints);
  if (operator === '/') {
    const path = left.refs.find((ref) => ref.kind === 'path');
    return path?.kind === 'path' ? { refs: [{ kind: 'path', path: path.path, isInstance: path.isInstance }], taints } : { refs: [], taints };
  }
  return taints.length === 0 ? UNKNOWN : product(left, right, { refs: [], taints });
}

export function logical(machine: Machine, expression: Logical, evaluated = evaluate): Value {
  const left = evaluated(machine, expression.left);
  if (!machine.isLive) return left;
  const skipped = machine.state;
  machine.frame.state = skipped.copy();
  machine.frame.depth++;
  noteTested(machine, expression.left, left);
  if (expression.operator !== 'coalesce') refine(machine, expression.left, expression.operator === 'and');
  const right = evaluated(machine, expression.right);
  machine.frame.depth--;
  machine.frame.state = joinStates(skipped, machine.frame.state);
  // `flag && value` gives the flag only when it is falsy, which carries nothing of interest.
  return expression.operator === 'and' ? right : mixed(left, right, join(unlessDefault(left, right), right));
}

function unary(machine: Machine, operator: string, operand: Expression): Value {
  const value = operator === 'typeof' ? probe(machine, operand) : operator === 'not' ? tested(machine, operand) : evaluate(machine, operand);
  if (operator === 'not') noteTested(machine, operand, value);
  if (operator === '-' && typeof value.constant === 'number') return ofConstant(-value.constant);
  if (operator === 'not' && typeof value.constant === 'boolean') return ofConstant(!value.constant);
  return UNKNOWN;
}

function conditional(machine: Machine, expression: Conditional): Value {
  noteTested(machine, expression.test, tested(machine, expression.test));
  if (!machine.isLive) return UNKNOWN;
  const before = machine.state;
  machine.frame.depth++;
  machine.frame.state = before.copy();
  refine(machine, expression.test, true);
  const then = evaluate(machine, expression.then);
  const afterThen = machine.frame.state;
  machine.frame.state = before.copy();
  refine(machine, expression.test, false);
  const otherwise = evaluate(machine, expression.otherwise);
  const afterElse = machine.frame.state;
  machine.frame.state = joinStates(afterThen, afterElse);
  machine.frame.depth--;
  const value = unlessMasked(expression, then, otherwise, afterThen && afterElse ? oneOf(afterThen, afterElse, then, otherwise) : join(then, otherwise));
  return endingKnown(machine, expression, value);
}

function assignment(machine: Machine, expression: AssignExpression): Value {
  const value = expression.operator === undefined
    ? evaluate(machine, expression.value)
    : augmented(machine, expression.target, expression.operator, expression.value);
  assign(machine, expression.target, value, expression.value);
  return value;
}

/** The value of `target op= value`. */
export function augmented(
  machine: Machine, target: AssignExpression['target'], operator: string, value: Expression,
): Value {
  const before = target.kind === 'name' ? readName(machine, target)
    : target.kind === 'place' ? evaluate(machine, target.place) : UNKNOWN;
  const added = evaluate(machine, value);
  if (isStep(machine, value)) return NUMBER;
  if (operator === '??' || operator === '||' || operator === '&&' || operator === 'or' || operator === 'and') return join(before, added);
  if (operator === '+' && before.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'list')) {
    for (const ref of before.refs) if (ref.kind === 'object') addItem(ref.object, elementOf(machine, added));
    return before;
  }
  return combine(machine, operator, operator === '+' ? besideText(before, undefined, added) : before, added, value);
}

function member(machine: Machine, expression: Member): Value {
  return readPlace(machine, evaluate(machine, expression.object), expression);
}

function object(machine: Machine, expression: ObjectLiteral): Value {
  const made = makeObject('object', machine.frame.depth);
  let taints: readonly Taint[] = [];
  const values: Value[] = [];
  for (const entry of expression.entries) {
    const value = evaluate(machine, entry.value);
    if (entry.key === undefined) {
      taints = joinTaints(taints, spreadInto(made, value));
      values.push(value);
      continue;
    }
    const name = typeof entry.key === 'string' ? undefined : evaluate(machine, entry.key);
    const key = name ? constantKey(name) : entry.key as string;
    if (key === undefined) {
      addItem(made, value);
      made.names = joinTaints(made.names, deepTaints(name ?? UNKNOWN));
      made.isExact = false;
    } else {
      made.fields.set(key, underName(value, key));
    }
  }
  noteSystemMessage(machine, made, expression);
  enterDescribed(machine, made, expression);
  noteOffered(machine, made);
  enterMethods(machine, made, expression);
  return ofRef({ kind: 'object', object: made }, taints);
}

function constantKey(value: Value): string | undefined {
  return typeof value.constant === 'string' || typeof value.constant === 'number' ? String(value.constant) : undefined;
}

function list(machine: Machine, expression: ListLiteral): Value {
  const made = makeObject('list', machine.frame.depth);
  for (const item of expression.items) {
    if (item.kind !== 'spread') {
      appendItem(made, amongNames(evaluate(machine, item), expression.items));
      continue;
    }
    const spread = asEveryItem(machine, item.value, evaluate(machine, item.value));
    const known = spread.refs.find((ref) => ref.kind === 'object' && ref.object.form === 'list');
    if (known?.kind === 'object' && known.object.isExact && spread.taints.length === 0) {
      for (const inner of known.object.items) appendItem(made, inner);
    } else {
      for (const inner of spreadItems(machine, spread)) addItem(made, inner);
      made.isExact = false;
    }
  }
  return ofRef({ kind: 'object', object: made });
}

function yielded(machine: Machine, value: Expression | undefined, isDelegate: boolean): Value {
  machine.frame.hasYielded = true;
  if (!value) return UNKNOWN;
  const given = evaluate(machine, value);
  const frame = machine.frame;
  frame.yields = join(frame.yields, isDelegate ? elementOf(machine, given) : given);
  return UNKNOWN;
}

function comprehension(machine: Machine, expression: Comprehension): Value {
  machine.frame.depth++;
  const { state } = machine;
  const before = state.refined;
  for (const clause of expression.clauses) {
    const iterable = evaluateIterable(machine, clause.iterable, clause.target, [expression.key, expression.element, clause.conditions]);
    assign(machine, clause.target, goneThrough(machine, iterable), clause.iterable);
    if (clause.target.kind === 'name' && machine.isLive) enterElement(machine, clause.target.name, clause.iterable);
    for (const condition of clause.conditions) {
      noteTested(machine, condition, tested(machine, condition, true));
      refine(machine, condition, true);
    }
  }
  const made = makeObject(expression.form === 'dict' ? 'object' : 'list', machine.frame.depth);
  made.isExact = false;
  if (expression.key) made.names = deepTaints(evaluate(machine, expression.key));
  addItem(made, evaluate(machine, expression.element));
  machine.frame.depth--;
  // No element passes: what comes after is reached all the same.
  machine.frame.state ??= state;
  machine.state.refined = before;
  return filteredCopy(machine, expression) ?? ofRef({ kind: 'object', object: made });
}
