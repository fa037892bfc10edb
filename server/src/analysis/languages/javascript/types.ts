import type { Expression, ListLiteral, ObjectEntry, ObjectLiteral } from '../../program/program';
import { binaryChain } from '../builder';
import { keyOf, memberName } from './keys';
import type { Lowering } from './lowering';

/**
 * A type as an expression: `Foo` is a name, `a.Foo` a member, `Foo<Bar>` an index, `A | B` a binary.
 * Types that say nothing about which value it is (functions, conditions, mappings) are Unknown.
 */
export function lowerType(l: Lowering, node: number): Expression {
  const lower = TYPES.get(l.syntax.type(node));
  return lower ? lower(l, node) : l.unknown(node);
}

type LowerType = (l: Lowering, node: number) => Expression;

const TYPES: ReadonlyMap<string, LowerType> = new Map<string, LowerType>([
  ['type_annotation', innerType],
  ['parenthesized_type', innerType],
  ['readonly_type', innerType],
  ['optional_type', innerType],
  ['flow_maybe_type', innerType],
  ['default_type', innerType],
  ['constraint', innerType],
  ['type_identifier', (l, node) => l.name(node)],
  ['predefined_type', (l, node) => l.name(node)],
  ['identifier', (l, node) => l.name(node)],
  ['this_type', (l, node) => l.name(node)],
  ['const', (l, node) => l.name(node)],
  ['literal_type', (l, node) => l.firstExpression(node)],
  ['member_expression', (l, node) => l.expression(node)],
  ['call_expression', (l, node) => l.expression(node)],
  ['nested_identifier', (l, node) => l.expression(node)],
  ['nested_type_identifier', nestedType],
  ['generic_type', genericType],
  ['array_type', arrayType],
  ['tuple_type', tupleType],
  ['rest_type', restType],
  ['required_parameter', memberOfTuple],
  ['optional_parameter', memberOfTuple],
  ['union_type', (l, node) => lowerAlternatives(l, node, '|')],
  ['intersection_type', (l, node) => lowerAlternatives(l, node, '&')],
  ['object_type', lowerObjectType],
  ['interface_body', lowerObjectType],
  ['type_query', (l, node) => l.unknown(node, [l.firstExpression(node)])],
]);

function innerType(l: Lowering, node: number): Expression {
  const part = l.firstPart(node);
  return part < 0 ? l.unknown(node) : l.type(part);
}

function childType(l: Lowering, node: number, field: string): Expression {
  const child = l.syntax.child(node, field);
  return child < 0 ? l.unknown(node) : l.type(child);
}

function nestedType(l: Lowering, node: number): Expression {
  const { syntax } = l;
  const object = l.childExpression(node, 'module');
  const name = syntax.child(node, 'name');
  if (name < 0) return object;
  return {
    kind: 'member', ...l.span(node), object, property: syntax.textOf(name), propertySpan: l.span(name), isOptional: false,
  };
}

function genericType(l: Lowering, node: number): Expression {
  const object = childType(l, node, 'name');
  const list = l.syntax.child(node, 'type_arguments');
  const given = list < 0 ? [] : l.parts(list).map((part) => l.type(part));
  const [only, second] = given;
  if (!only) return object;
  const index: Expression = second ? { kind: 'list', ...l.span(list), form: 'tuple', items: given } : only;
  return { kind: 'index', ...l.span(node), object, index, isOptional: false };
}

function arrayType(l: Lowering, node: number): Expression {
  const index = innerType(l, node);
  const object: Expression = { kind: 'name', ...l.span(node), name: 'Array' };
  return { kind: 'index', ...l.span(node), object, index, isOptional: false };
}

function tupleType(l: Lowering, node: number): ListLiteral {
  const items = l.parts(node).map((part) => l.type(part));
  return { kind: 'list', ...l.span(node), form: 'tuple', items };
}

function restType(l: Lowering, node: number): Expression {
  return { kind: 'spread', ...l.span(node), value: innerType(l, node) };
}

function memberOfTuple(l: Lowering, node: number): Expression {
  return childType(l, node, 'type');
}

/** `A | B | …`, which the grammar nests to the left once per bar. A leading bar has no left side. */
function lowerAlternatives(l: Lowering, node: number, operator: '|' | '&'): Expression {
  const type = l.syntax.type(node);
  const found: number[] = [];
  let at = node;
  while (l.syntax.type(at) === type) {
    const parts = l.parts(at);
    const [left, right] = parts;
    if (left === undefined) return l.unknown(node);
    if (right !== undefined) found.push(right);
    at = left;
  }
  found.push(at);
  const operands = found.reverse().map((part) => l.type(part));
  return binaryChain(operands, operands.slice(1).map(() => operator));
}

/** `{a: T}` is an object of types. Call signatures are left out: they are no entries. */
function lowerObjectType(l: Lowering, node: number): ObjectLiteral {
  const entries = l.parts(node).flatMap((part) => typeEntry(l, part));
  return { kind: 'object', ...l.span(node), entries };
}

function typeEntry(l: Lowering, node: number): ObjectEntry[] {
  const { syntax } = l;
  const span = l.span(node);
  const name = syntax.child(node, 'name');
  switch (syntax.type(node)) {
    case 'property_signature':
      return name < 0 ? [] : [{ ...span, key: keyOf(l, name), value: childType(l, node, 'type') }];
    case 'method_signature':
      return name < 0 ? [] : [{ ...span, key: memberName(l, name), value: l.unknown(node) }];
    case 'index_signature':
      if (syntax.child(node, 'index_type') < 0) return [];
      return [{ ...span, key: childType(l, node, 'index_type'), value: childType(l, node, 'type') }];
    default:
      return [];
  }
}
