import type { Expression } from '../../program/program';
import { lowerClassExpression } from './classes';
import {
  lowerArray, lowerAssignment, lowerAwait, lowerBinary, lowerCall, lowerCast, lowerInner, lowerMember, lowerMetaProperty,
  lowerName, lowerNew, lowerSequence, lowerSpread, lowerSubscript, lowerTernary, lowerTypeAssertion, lowerUnary, lowerYield,
} from './expressions';
import { lowerFunctionExpression } from './functions';
import { lowerElement } from './jsx';
import { lowerFalse, lowerNull, lowerNumber, lowerRegex, lowerString, lowerTemplate, lowerTrue } from './literals';
import type { Lowering, NameHint } from './lowering';
import { lowerObject } from './objects';

type LowerExpression = (l: Lowering, node: number, hint?: NameHint) => Expression;

/** Every node type that is an expression. Parentheses are no expression: they are taken off before. */
export const EXPRESSIONS: ReadonlyMap<string, LowerExpression> = new Map<string, LowerExpression>([
  ['identifier', lowerName],
  ['shorthand_property_identifier', lowerName],
  ['private_property_identifier', lowerName],
  ['this', lowerName],
  ['super', lowerName],
  ['import', lowerName],
  ['meta_property', lowerMetaProperty],
  ['undefined', lowerNull],
  ['null', lowerNull],
  ['true', lowerTrue],
  ['false', lowerFalse],
  ['number', lowerNumber],
  ['string', lowerString],
  ['template_string', lowerTemplate],
  ['regex', lowerRegex],
  ['array', lowerArray],
  ['object', lowerObject],
  ['spread_element', lowerSpread],
  ['arrow_function', lowerFunctionExpression],
  ['function_expression', lowerFunctionExpression],
  ['generator_function', lowerFunctionExpression],
  ['class', lowerClassExpression],
  ['call_expression', lowerCall],
  ['new_expression', lowerNew],
  ['member_expression', lowerMember],
  ['nested_identifier', lowerMember],
  ['subscript_expression', lowerSubscript],
  ['await_expression', lowerAwait],
  ['yield_expression', lowerYield],
  ['unary_expression', lowerUnary],
  ['binary_expression', lowerBinary],
  ['ternary_expression', lowerTernary],
  ['assignment_expression', lowerAssignment],
  ['augmented_assignment_expression', lowerAssignment],
  ['update_expression', lowerAssignment],
  ['sequence_expression', lowerSequence],
  ['non_null_expression', lowerCast],
  ['as_expression', lowerCast],
  ['satisfies_expression', lowerCast],
  ['type_assertion', lowerTypeAssertion],
  ['instantiation_expression', lowerInner],
  ['jsx_expression', lowerInner],
  ['jsx_element', lowerElement],
  ['jsx_self_closing_element', lowerElement],
]);
