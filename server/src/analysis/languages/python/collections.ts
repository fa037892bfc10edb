import type { Comprehension, Expression, ListLiteral, ObjectEntry } from '../../program/program';
import { unknown } from '../builder';
import { namedValue } from './functions';
import type { Lowering, ToExpression } from './lowering';
import { pattern } from './patterns';

/** A handler for a bracketed list, or one without brackets. */
export function listOf(form: ListLiteral['form']): ToExpression {
  return (lowering, node) => {
    const { syntax } = lowering;
    const items: Expression[] = [];
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (lowering.isPart(c)) items.push(lowering.expression(c));
    }
    return { kind: 'list', start: syntax.start(node), end: syntax.end(node), form, items };
  };
}

export function spread(lowering: Lowering, node: number): Expression {
  const value = lowering.firstPart(node);
  return {
    kind: 'spread',
    start: lowering.syntax.start(node),
    end: lowering.syntax.end(node),
    value: value < 0 ? lowering.absent(node) : lowering.expression(value),
  };
}

export function dictionary(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const entries: ObjectEntry[] = [];
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (lowering.isPart(c)) entries.push(entry(lowering, c));
  }
  return { kind: 'object', start: syntax.start(node), end: syntax.end(node), entries };
}

function entry(lowering: Lowering, node: number): ObjectEntry {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'pair': {
      const key = entryKey(lowering, node);
      const name = typeof key === 'string' ? key : undefined;
      return { start, end, key, value: namedValue(lowering, syntax.child(node, 'value'), node, name) };
    }
    case 'dictionary_splat': {
      const value = lowering.firstPart(node);
      return { start, end, key: undefined, value: value < 0 ? lowering.absent(node) : lowering.expression(value) };
    }
    default:
      // Something half-typed: kept as a key that nobody asks for, so that its parts are read.
      return { start, end, key: lowering.expression(node), value: unknown(end, end) };
  }
}

function entryKey(lowering: Lowering, pair: number): string | Expression {
  const key = lowering.field(pair, 'key');
  if (key.kind === 'string') return key.value;
  if (key.kind === 'literal' && key.type === 'number') return lowering.syntax.slice(key.start, key.end);
  return key;
}

/** A handler for a comprehension or generator expression. */
export function comprehensionOf(form: Comprehension['form']): ToExpression {
  return (lowering, node) => {
    const { syntax } = lowering;
    const body = syntax.child(node, 'body');
    const isPair = body >= 0 && syntax.type(body) === 'pair';
    const key = isPair ? lowering.field(body, 'key') : undefined;
    const element = isPair ? lowering.field(body, 'value') : lowering.field(node, 'body');
    return {
      kind: 'comprehension', start: syntax.start(node), end: syntax.end(node), form,
      ...(key && { key }), element, clauses: clauses(lowering, node),
    };
  };
}

function clauses(lowering: Lowering, node: number): Comprehension['clauses'] {
  const { syntax } = lowering;
  const found: (Comprehension['clauses'][number] & { conditions: Expression[] })[] = [];
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === 'for_in_clause') {
      found.push({
        target: pattern(lowering, syntax.child(c, 'left'), c),
        iterable: iterable(lowering, c),
        conditions: [],
        isAsync: syntax.childOfType(c, 'async') >= 0,
      });
    } else if (type === 'if_clause') {
      const condition = lowering.firstPart(c);
      if (condition >= 0) found.at(-1)?.conditions.push(lowering.expression(condition));
    }
  }
  return found;
}

function iterable(lowering: Lowering, clause: number): Expression {
  const items: Expression[] = [];
  const { syntax } = lowering;
  for (let c = clause + 1, end = syntax.next(clause); c < end; c = syntax.next(c)) {
    if (syntax.fieldName(c) === 'right' && lowering.isPart(c)) items.push(lowering.expression(c));
  }
  const first = items[0];
  const last = items[items.length - 1];
  if (!first || !last) return lowering.absent(clause);
  return items.length === 1 ? first : { kind: 'list', start: first.start, end: last.end, form: 'tuple', items };
}
