import type { DefaultPattern, ListPattern, ObjectPattern, Pattern } from '../../program/program';
import type { Lowering } from './lowering';
import { keyOf } from './keys';

type Entry = ObjectPattern['entries'][number];

/** What is assigned to. Anything that cannot be assigned to binds nothing: an object pattern without entries. */
export function lowerPattern(l: Lowering, node: number): Pattern {
  const { syntax } = l;
  switch (syntax.type(node)) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
    case 'undefined':
      return namePattern(l, node);
    case 'object_pattern':
      return objectPattern(l, node);
    case 'array_pattern':
      return listPattern(l, node);
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return defaultPattern(l, node);
    case 'member_expression':
    case 'subscript_expression':
      return placePattern(l, node);
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'rest_pattern':
      return innerPattern(l, node);
    default:
      return nothing(l, node);
  }
}

function namePattern(l: Lowering, node: number): Pattern {
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  return start === end ? nothing(l, node) : { kind: 'name', start, end, name: l.syntax.slice(start, end) };
}

function placePattern(l: Lowering, node: number): Pattern {
  const place = l.expression(node);
  if (place.kind !== 'member' && place.kind !== 'index') return nothing(l, node);
  return { kind: 'place', start: place.start, end: place.end, place };
}

function innerPattern(l: Lowering, node: number): Pattern {
  const part = l.firstPart(node);
  return part < 0 ? nothing(l, node) : l.pattern(part);
}

function nothing(l: Lowering, node: number): ObjectPattern {
  return { kind: 'object', start: l.syntax.start(node), end: l.syntax.end(node), entries: [] };
}

function defaultPattern(l: Lowering, node: number): DefaultPattern {
  const left = l.syntax.child(node, 'left');
  const target = left < 0 ? nothing(l, node) : l.pattern(left);
  const hint = target.kind === 'name' ? l.hint(left) : undefined;
  const value = l.childExpression(node, 'right', hint);
  return { kind: 'default', start: l.syntax.start(node), end: l.syntax.end(node), target, value };
}

function objectPattern(l: Lowering, node: number): ObjectPattern {
  const entries: Entry[] = [];
  let rest: Pattern | undefined;
  for (const part of l.parts(node)) {
    if (l.syntax.type(part) === 'rest_pattern') rest = l.pattern(part);
    else entries.push(...patternEntry(l, part));
  }
  const base = { kind: 'object', start: l.syntax.start(node), end: l.syntax.end(node), entries } as const;
  return rest ? { ...base, rest } : base;
}

function patternEntry(l: Lowering, node: number): readonly Entry[] {
  const { syntax } = l;
  const type = syntax.type(node);
  if (type === 'pair_pattern') {
    const key = syntax.child(node, 'key');
    const value = syntax.child(node, 'value');
    return key < 0 || value < 0 ? [] : [{ key: keyOf(l, key), target: l.pattern(value) }];
  }
  if (type === 'shorthand_property_identifier_pattern') return [{ key: syntax.textOf(node), target: l.pattern(node) }];
  if (type !== 'object_assignment_pattern') return [];
  const left = syntax.child(node, 'left');
  return left < 0 ? [] : [{ key: syntax.textOf(left), target: l.pattern(node) }];
}

function listPattern(l: Lowering, node: number): ListPattern {
  const { syntax } = l;
  const items: (Pattern | undefined)[] = [];
  let restIndex: number | undefined;
  let isAfterItem = false;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === ',') {
      if (!isAfterItem) items.push(undefined);
      isAfterItem = false;
    } else if (l.isPart(c)) {
      if (type === 'rest_pattern') restIndex = items.length;
      items.push(l.pattern(c));
      isAfterItem = true;
    }
  }
  const base = { kind: 'list', start: syntax.start(node), end: syntax.end(node), items } as const;
  return restIndex === undefined ? base : { ...base, restIndex };
}
