import type { Expression, LoopStatement, Span, Statement } from '../../program/program';
import type { Lowering } from './lowering';
import { lowerAsStatement } from './statements';

export function lowerWhile(l: Lowering, node: number, out: Statement[]): void {
  const test = l.childExpression(node, 'condition');
  out.push({ ...loop(l, node, 'while'), test, body: l.body(node) });
}

/** The words of a `do` loop's header stand behind its body. */
export function lowerDo(l: Lowering, node: number, out: Statement[]): void {
  const body = l.body(node);
  const test = l.childExpression(node, 'condition');
  out.push({ ...loop(l, node, 'do'), header: headerOfDo(l, node), test, body });
}

function headerOfDo(l: Lowering, node: number): Span {
  const { syntax } = l;
  const word = syntax.childOfType(node, 'while');
  const condition = syntax.child(node, 'condition');
  if (word < 0 || condition < 0) return { start: syntax.start(node), end: syntax.start(node) + 'do'.length };
  return { start: syntax.start(word), end: syntax.end(condition) };
}

/** The initialiser is a statement of its own before the loop. */
export function lowerFor(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const initializer = syntax.child(node, 'initializer');
  if (initializer >= 0) lowerInitializer(l, initializer, out);
  const test = optional(l, syntax.child(node, 'condition'));
  const update = optional(l, syntax.child(node, 'increment'));
  out.push({ ...loop(l, node, 'while'), ...(test && { test }), ...(update && { update }), body: l.body(node) });
}

function lowerInitializer(l: Lowering, node: number, out: Statement[]): void {
  if (!l.isPart(node)) return;
  if (DECLARATIONS.has(l.syntax.type(node))) l.statement(node, out);
  else lowerAsStatement(l, node, node, out);
}

const DECLARATIONS: ReadonlySet<string> = new Set(['lexical_declaration', 'variable_declaration', 'empty_statement']);

/** An empty part of a `for` header is a semicolon or an empty statement. */
function optional(l: Lowering, node: number): Expression | undefined {
  if (node < 0 || !l.isPart(node) || l.syntax.type(node) === 'empty_statement') return undefined;
  return l.expression(node);
}

/** `for … of`, `for await … of` and `for … in`. */
export function lowerForIn(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const left = syntax.child(node, 'left');
  const operator = syntax.child(node, 'operator');
  const target = left < 0 ? undefined : l.pattern(left);
  const iterable = l.childExpression(node, 'right');
  out.push({
    ...loop(l, node, operator >= 0 && syntax.type(operator) === 'in' ? 'keys' : 'each'),
    isAsync: isForAwait(l, node),
    ...(target && { target }),
    iterable,
    body: l.body(node),
  });
}

/** `for await (…)`; the `await` of `for (await using …)` is a part of the declaration. */
function isForAwait(l: Lowering, node: number): boolean {
  const word = l.syntax.childOfType(node, 'await');
  return word >= 0 && l.syntax.fieldName(word) === null;
}

function loop(l: Lowering, node: number, form: LoopStatement['form']): Omit<LoopStatement, 'body'> {
  const header = l.spanBefore(node, l.syntax.child(node, 'body'));
  return { kind: 'loop', ...l.span(node), header, form, isAsync: false, otherwise: [] };
}
