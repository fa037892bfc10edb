import type { Argument, AssignStatement, Expression, Statement } from '../../program/program';
import { unknown } from '../builder';
import { namedValue } from './functions';
import type { Lowering, ToStatements } from './lowering';
import { pattern } from './patterns';

export function expressionStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const parts = lowering.parts(node);
  const only = parts[0];
  const start = syntax.start(node);
  const end = syntax.end(node);
  if (only === undefined) return;
  const isTuple = parts.length > 1 || syntax.childOfType(node, ',') >= 0;
  if (isTuple) {
    const items = parts.map((part) => lowering.expression(part));
    out.push({ kind: 'expression', start, end, value: { kind: 'list', start, end, form: 'tuple', items } });
    return;
  }
  const type = syntax.type(only);
  if (type === 'assignment' || type === 'augmented_assignment') out.push(assignStatement(lowering, only));
  else out.push({ kind: 'expression', start, end, value: lowering.expression(only) });
}

function assignStatement(lowering: Lowering, node: number): AssignStatement {
  const { syntax } = lowering;
  const { target, value, operator, annotation } = assignmentParts(lowering, node);
  return {
    kind: 'assign', start: syntax.start(node), end: syntax.end(node), target, value,
    ...(operator !== undefined && { operator }),
    ...(annotation && { annotation }),
  };
}

/** The `b = c` of `a = b = c`. */
export function assignExpression(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const { target, value, operator } = assignmentParts(lowering, node);
  return {
    kind: 'assignment', start: syntax.start(node), end: syntax.end(node), target, value: value ?? lowering.absent(node),
    ...(operator !== undefined && { operator }),
  };
}

function assignmentParts(lowering: Lowering, node: number) {
  const { syntax } = lowering;
  const target = pattern(lowering, syntax.child(node, 'left'), node);
  const annotation = lowering.optionalField(node, 'type');
  const valueNode = syntax.child(node, 'right');
  const name = target.kind === 'name' ? target.name
    : target.kind === 'place' && target.place.kind === 'member' ? target.place.property : undefined;
  const value = valueNode < 0 ? undefined : namedValue(lowering, valueNode, node, name);
  const operatorNode = syntax.child(node, 'operator');
  const operator = operatorNode < 0 ? undefined : syntax.type(operatorNode).slice(0, -1);
  return { target, value, operator, annotation };
}

/** `x := value`. */
export function namedExpression(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const target = pattern(lowering, syntax.child(node, 'name'), node);
  const name = target.kind === 'name' ? target.name : undefined;
  return {
    kind: 'assignment', start: syntax.start(node), end: syntax.end(node), target,
    value: namedValue(lowering, syntax.child(node, 'value'), node, name),
  };
}

export function returnStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const value = lowering.firstPart(node);
  out.push({
    kind: 'return', start: syntax.start(node), end: syntax.end(node),
    value: value < 0 ? undefined : lowering.expression(value),
  });
}

/** `del a, b[0]`: one statement for each. */
export function deleteStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  for (const part of lowering.parts(node)) {
    const target = lowering.expression(part);
    const targets = target.kind === 'list' ? target.items : [target];
    for (const each of targets) {
      out.push({ kind: 'delete', start: syntax.start(node), end: syntax.end(node), target: each });
    }
  }
}

/** `raise X from Y`: the cause is read, so that what is called there is known, but it is not the value. */
export function raiseStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const cause = lowering.optionalField(node, 'cause');
  if (cause) out.push({ kind: 'expression', start: cause.start, end: cause.end, value: cause });
  let value: Expression | undefined;
  for (const part of lowering.parts(node)) {
    if (syntax.fieldName(part) !== 'cause') value ??= lowering.expression(part);
  }
  out.push({ kind: 'throw', start, end, value });
}

/** `assert test, message` goes on only where the test holds. */
export function assertStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const [test, message] = lowering.parts(node);
  if (test === undefined) return;
  const condition = lowering.expression(test);
  const value = message === undefined ? undefined : lowering.expression(message);
  const otherwise: Statement[] = [{ kind: 'throw', start, end, value }];
  out.push({ kind: 'if', start, end, test: condition, then: [], otherwise });
}

export function passStatement(lowering: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'block', start: lowering.syntax.start(node), end: lowering.syntax.end(node), body: [] });
}

export function jump(kind: 'break' | 'continue'): ToStatements {
  return (lowering, node, out) => {
    out.push({ kind, start: lowering.syntax.start(node), end: lowering.syntax.end(node) });
  };
}

export function scope(form: 'global' | 'nonlocal'): ToStatements {
  return (lowering, node, out) => {
    const { syntax } = lowering;
    const names = lowering.parts(node).map((part) => syntax.textOf(part));
    out.push({ kind: 'scope', start: syntax.start(node), end: syntax.end(node), form, names });
  };
}

/** Python 2: `print >>file, a, b` is `print(a, b, file=file)`. */
export function printStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const found: Argument[] = [];
  let file: Argument | undefined;
  for (const part of lowering.parts(node)) {
    const start = syntax.start(part);
    const end = syntax.end(part);
    if (syntax.type(part) === 'chevron') {
      const target = lowering.firstPart(part);
      file = { start, end, name: 'file', value: target < 0 ? unknown(end, end) : lowering.expression(target) };
    } else {
      found.push({ start, end, value: lowering.expression(part) });
    }
  }
  if (file) found.push(file);
  out.push(wordCall(lowering, node, 'print', found));
}

/** Python 2: `exec code in globals, locals` is `exec(code, globals, locals)`. */
export function execStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const found = lowering.parts(node).map((part): Argument => ({
    start: syntax.start(part), end: syntax.end(part), value: lowering.expression(part),
  }));
  out.push(wordCall(lowering, node, 'exec', found));
}

/** A statement that begins with a word for a function, as a call of it. */
function wordCall(lowering: Lowering, node: number, name: string, found: readonly Argument[]): Statement {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const behind = start + name.length;
  return {
    kind: 'expression', start, end,
    value: {
      kind: 'call', start, end, callee: { kind: 'name', start, end: behind, name }, arguments: found,
      argumentsSpan: { start: Math.min(behind + 1, end), end }, isNew: false,
    },
  };
}

/** `type X[T] = …`. */
export function typeAlias(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const left = lowering.field(node, 'left');
  const named = left.kind === 'index' ? left.object : left;
  const type = lowering.field(node, 'right');
  if (named.kind !== 'name') return;
  out.push({ kind: 'type', start: syntax.start(node), end: syntax.end(node), name: named.name, type });
}
