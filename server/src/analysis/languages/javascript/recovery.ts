import type { Expression, Statement, Unknown } from '../../program/program';
import { MAX_DEPTH } from '../builder';
import { EXPRESSIONS } from './expressionTable';
import type { Lowering } from './lowering';
import { STATEMENTS } from './statementTable';

/** Nodes that hold no expressions or statements worth recovering: names that are bound, types, decorators. */
const SKIPPED: ReadonlySet<string> = new Set([
  'formal_parameters', 'type_annotation', 'type_arguments', 'type_parameters', 'import_clause', 'export_clause',
  'object_pattern', 'array_pattern', 'class_heritage', 'object_type', 'interface_body',
]);

/** What broken source still says: its statements as such, its expressions one statement each. */
export function recoverStatements(l: Lowering, node: number, out: Statement[]): void {
  const type = l.syntax.type(node);
  if (SKIPPED.has(type)) return;
  if (EXPRESSIONS.has(type) || type === 'parenthesized_expression') {
    out.push({ kind: 'expression', ...l.span(node), value: l.expression(node) });
    return;
  }
  for (const part of l.parts(node)) {
    if (STATEMENTS.has(l.syntax.type(part)) || !isLeaf(l, part)) l.statement(part, out);
    else if (EXPRESSIONS.has(l.syntax.type(part))) recoverStatements(l, part, out);
  }
}

/** The expressions in a node that is none itself, for the parts of an {@link Unknown}. */
export function partsOf(l: Lowering, node: number): Expression[] {
  const parts: Expression[] = [];
  for (const part of l.parts(node)) {
    const type = l.syntax.type(part);
    if (SKIPPED.has(type)) continue;
    if (EXPRESSIONS.has(type) || type === 'parenthesized_expression' || !isLeaf(l, part)) parts.push(l.expression(part));
  }
  return parts;
}

function isLeaf(l: Lowering, node: number): boolean {
  return l.syntax.next(node) === node + 1;
}

/**
 * What is nested too deep. A chain of calls and members gives up its nesting but keeps its links: the
 * arguments of every call are lowered, in order. Of anything else the names and literals remain.
 */
export function lowerBeyondDepth(l: Lowering, node: number): Unknown {
  if (l.limit === MAX_DEPTH) return l.unknown(node, leavesOf(l, node));
  const usual = l.limit;
  const links = linksOf(l, node);
  l.limit = MAX_DEPTH;
  const parts = links.flatMap((link) => (EXPRESSIONS.has(l.syntax.type(link)) ? [l.expression(link)] : leavesOf(l, link)));
  l.limit = usual;
  return l.unknown(node, parts);
}

/** The base of a chain and the arguments and indices along it, in source order. */
function linksOf(l: Lowering, node: number): number[] {
  const { syntax } = l;
  const links: number[] = [];
  let at = l.withoutParentheses(node);
  for (let inner = innerLink(l, at); inner >= 0; inner = innerLink(l, at)) {
    const list = syntax.child(at, 'arguments');
    const index = syntax.child(at, 'index');
    if (index >= 0) links.push(index);
    if (list >= 0) for (const argument of l.parts(list).reverse()) links.push(argument);
    at = l.withoutParentheses(inner);
  }
  links.push(at);
  return links.reverse();
}

function innerLink(l: Lowering, node: number): number {
  const { syntax } = l;
  switch (syntax.type(node)) {
    case 'call_expression':
      return syntax.child(node, 'function');
    case 'member_expression':
    case 'subscript_expression':
      return syntax.child(node, 'object');
    case 'non_null_expression':
    case 'await_expression':
      return l.firstPart(node);
    default:
      return -1;
  }
}

const LEAVES: ReadonlySet<string> = new Set([
  'identifier', 'this', 'string', 'number', 'shorthand_property_identifier', 'regex',
]);

/** The names and literals in a subtree, read off the flat list of nodes without any recursion. */
function leavesOf(l: Lowering, node: number): Expression[] {
  const { syntax } = l;
  const leaves: Expression[] = [];
  for (let n = node, end = syntax.next(node); n < end; n++) {
    const type = syntax.type(n);
    if (!LEAVES.has(type)) continue;
    const lower = EXPRESSIONS.get(type);
    if (lower && syntax.isNamed(n)) leaves.push(lower(l, n));
  }
  return leaves;
}
