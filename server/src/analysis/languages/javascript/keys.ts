import type { Expression } from '../../program/program';
import { ownSymbol } from './expressions';
import { lowerString, stringValue } from './literals';
import type { Lowering } from './lowering';

/** The key of an object's entry: constant ones as text, computed ones as an expression. */
export function keyOf(l: Lowering, node: number): string | Expression {
  const type = l.syntax.type(node);
  if (type === 'string') return lowerString(l, node).value;
  if (type !== 'computed_property_name') return l.syntax.textOf(node);
  const part = l.firstPart(node);
  if (part >= 0 && ownSymbol.test(l.syntax.textOf(part))) return l.syntax.textOf(node);
  const key = l.firstExpression(node);
  return key.kind === 'string' ? key.value : key;
}

/** The name of a class member or of a type's property: a computed one is named by its text, brackets and all. */
export function memberName(l: Lowering, node: number): string {
  const { syntax } = l;
  if (syntax.type(node) === 'string') return stringValue(l, node);
  if (syntax.type(node) !== 'computed_property_name') return syntax.textOf(node);
  const part = l.firstPart(node);
  return part >= 0 && syntax.type(part) === 'string' ? stringValue(l, part) : syntax.textOf(node);
}
