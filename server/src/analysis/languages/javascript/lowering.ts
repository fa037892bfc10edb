import type { Expression, Name, Pattern, Span, Statement, StringLiteral, Unknown } from '../../program/program';
import { MAX_DEPTH, type ProgramBuilder, unknown } from '../builder';
import type { Syntax } from '../syntax';
import { COMMENT_TYPES } from './comments';
import { EXPRESSIONS } from './expressionTable';
import { lowerPattern } from './patterns';
import { lowerBeyondDepth, partsOf, recoverStatements } from './recovery';
import { STATEMENTS } from './statementTable';
import { isOverload } from './functions';
import { lowerType } from './types';

/** The name that a function or class without one of its own takes from what it is given to. */
export interface NameHint {
  readonly name: string;
  readonly span: Span;
}

/** Leaves some levels to {@link lowerBeyondDepth}, for the parts of an over-long chain. */
const LIMIT = MAX_DEPTH - 40;

/** The state of lowering one file, and the dispatch from node types to the functions that lower them. */
export class Lowering {
  /** Nesting so far of what is being lowered. */
  depth = 0;
  /** How deep it may get: {@link MAX_DEPTH} only while source beyond the usual limit is flattened. */
  limit = LIMIT;
  /** Inside a namespace `export` does not export from the file. */
  isInNamespace = false;

  constructor(readonly syntax: Syntax, readonly builder: ProgramBuilder) {}

  // -------------------------------------------------------------- dispatch

  expression(node: number, hint?: NameHint): Expression {
    const inner = this.withoutParentheses(node);
    const lower = EXPRESSIONS.get(this.syntax.type(inner));
    if (!lower) return { ...this.unknown(inner), parts: this.guarded(inner, () => partsOf(this, inner)) };
    if (this.depth >= this.limit) return lowerBeyondDepth(this, inner);
    this.depth++;
    const expression = lower(this, inner, hint);
    this.depth--;
    return expression;
  }

  /** Adds what the node does to `out`; nodes that are no statements are recovered where plausible. */
  statement(node: number, out: Statement[]): void {
    const type = this.syntax.type(node);
    const lower = STATEMENTS.get(type);
    if (this.depth >= this.limit) {
      out.push({ kind: 'expression', ...this.span(node), value: lowerBeyondDepth(this, node) });
      return;
    }
    this.depth++;
    if (lower) lower(this, node, out);
    else recoverStatements(this, node, out);
    this.depth--;
  }

  pattern(node: number): Pattern {
    if (this.depth >= this.limit) return { kind: 'object', ...this.span(node), entries: [] };
    this.depth++;
    const pattern = lowerPattern(this, node);
    this.depth--;
    return pattern;
  }

  /** A type, as the expression that names it. Takes type nodes and the annotations around them. */
  type(node: number): Expression {
    if (this.depth >= this.limit) return this.unknown(node);
    this.depth++;
    const type = lowerType(this, node);
    this.depth--;
    return type;
  }

  // -------------------------------------------------------------- parts of nodes

  /** The expression in that field; Unknown where broken source has none. */
  childExpression(node: number, field: string, hint?: NameHint): Expression {
    const child = this.syntax.child(node, field);
    return child < 0 ? this.unknown(node) : this.expression(child, hint);
  }

  /** The expression a node wraps: that of `(…)`, `await …`, `return …`; -1 where there is none. */
  firstPart(node: number): number {
    const { syntax } = this;
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) return c;
    }
    return -1;
  }

  firstExpression(node: number): Expression {
    const part = this.firstPart(node);
    return part < 0 ? this.unknown(node) : this.expression(part);
  }

  /** Whether a node carries meaning: punctuation and comments do not. */
  isPart(node: number): boolean {
    return this.syntax.isNamed(node) && !COMMENT_TYPES.has(this.syntax.type(node));
  }

  /** The named children that are no comments. */
  parts(node: number): number[] {
    const { syntax } = this;
    const parts: number[] = [];
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) parts.push(c);
    }
    return parts;
  }

  /** The statements of a block, or of a file. */
  statementsIn(node: number): Statement[] {
    const out: Statement[] = [];
    const parts = this.parts(node);
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (!isOverload(this, part, parts[i + 1])) this.statement(part, out);
    }
    return out;
  }

  /** What a field holds as the body of a loop or branch: a block's statements, or the single one. */
  body(node: number, field = 'body'): Statement[] {
    const body = this.syntax.child(node, field);
    if (body < 0) return [];
    if (this.syntax.type(body) === 'statement_block') return this.statementsIn(body);
    const out: Statement[] = [];
    this.statement(body, out);
    return out;
  }

  withoutParentheses(node: number): number {
    let inner = node;
    while (this.syntax.type(inner) === 'parenthesized_expression') {
      const part = this.firstPart(inner);
      if (part < 0) return inner;
      inner = part;
    }
    return inner;
  }

  span(node: number): Span {
    return { start: this.syntax.start(node), end: this.syntax.end(node) };
  }

  /** From the start of a node to that of its body, without the space between: a header's words. */
  spanBefore(node: number, body: number): Span {
    const { syntax } = this;
    const start = syntax.start(node);
    if (body < 0) return { start, end: syntax.end(node) };
    return { start, end: Math.max(start, this.trimmedEnd(start, syntax.start(body))) };
  }

  private trimmedEnd(start: number, end: number): number {
    let at = end;
    while (at > start && this.syntax.text.charCodeAt(at - 1) <= 32) at--;
    return at;
  }

  // -------------------------------------------------------------- making expressions

  /** A string literal of the program, which also stands in the list of all strings. */
  string(start: number, end: number, value: string): StringLiteral {
    return this.builder.string(start, end, value);
  }

  /** A name as written; Unknown for the empty one that the parser puts where a name is missing. */
  name(node: number): Name | Unknown {
    const start = this.syntax.start(node);
    const end = this.syntax.end(node);
    if (start === end) return this.unknown(node);
    return { kind: 'name', start, end, name: this.syntax.slice(start, end) };
  }

  unknown(node: number, parts: readonly Expression[] = []): Unknown {
    return unknown(this.syntax.start(node), this.syntax.end(node), parts);
  }

  hint(node: number, name = this.syntax.textOf(node)): NameHint {
    return { name, span: this.span(node) };
  }

  /** Runs `lower` one level deeper, or not at all beyond the limit. */
  private guarded(node: number, lower: () => Expression[]): readonly Expression[] {
    if (this.depth >= this.limit) return lowerBeyondDepth(this, node).parts;
    this.depth++;
    const parts = lower();
    this.depth--;
    return parts;
  }
}
