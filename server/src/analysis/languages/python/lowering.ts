import type { Expression, Program, LanguageId, Statement } from '../../program/program';
import { MAX_DEPTH, ProgramBuilder, unknown } from '../builder';
import { commentLines } from '../commentRuns';
import type { Syntax } from '../syntax';
import { recover } from './recovery';
import { collectStrings } from './strings';

/** Lowers one kind of node to an expression. */
export type ToExpression = (lowering: Lowering, node: number) => Expression;
/** Lowers one kind of node to any number of statements, which it appends. */
export type ToStatements = (lowering: Lowering, node: number, out: Statement[]) => void;

/** What lowers each node type; kept apart from {@link Lowering} so that the handlers need not import each other. */
export interface Handlers {
  readonly expressions: ReadonlyMap<string, ToExpression>;
  readonly statements: ReadonlyMap<string, ToStatements>;
}

/** The state of lowering one file, and the ways handlers call each other. */
export class Lowering {
  readonly builder = new ProgramBuilder();
  /** Levels of the program around what is being lowered now. */
  depth = 0;
  /** Inside `if TYPE_CHECKING:`. */
  isTypeOnly = false;
  /** A `yield` was seen in the function that is being lowered now. */
  hasYield = false;

  constructor(readonly syntax: Syntax, private readonly handlers: Handlers) {}

  program(language: LanguageId): Program {
    const { syntax, builder } = this;
    const body: Statement[] = [];
    if (syntax.type(0) === 'ERROR') recover(this, 0, body);
    else this.statementsIn(0, body);
    for (let node = 0, end = syntax.next(0); node < end; node++) {
      if (syntax.type(node) === 'comment') {
        for (const { start, end } of commentLines(syntax.text, { start: syntax.start(node), end: syntax.end(node) }, true)) {
          builder.addComment(start, end, syntax.slice(start, end).replace(/^#+/, ''));
        }
      }
    }
    return builder.finish(language, body, syntax.hasErrors);
  }

  /** The expression a node stands for; a missing node (-1) is unknown. */
  expression(node: number): Expression {
    if (node < 0) return unknown(0, 0);
    const { syntax } = this;
    const handler = this.handlers.expressions.get(syntax.type(node));
    if (!handler) return this.unknown(node);
    if (this.depth >= MAX_DEPTH) return this.tooDeep(node);
    this.depth++;
    const expression = handler(this, node);
    this.depth--;
    return expression;
  }

  /** The expression in a field; one that broken source left out is unknown at the end of its parent. */
  field(parent: number, name: string): Expression {
    const node = this.syntax.child(parent, name);
    return node < 0 ? this.absent(parent) : this.expression(node);
  }

  optionalField(parent: number, name: string): Expression | undefined {
    const node = this.syntax.child(parent, name);
    return node < 0 ? undefined : this.expression(node);
  }

  absent(parent: number): Expression {
    const end = this.syntax.end(parent);
    return unknown(end, end);
  }

  /** An unknown whose parts are the expressions found below the node. */
  unknown(node: number): Expression {
    const { syntax } = this;
    if (this.depth >= MAX_DEPTH) return this.tooDeep(node);
    this.depth++;
    const parts: Expression[] = [];
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) parts.push(this.expression(c));
    }
    this.depth--;
    return unknown(syntax.start(node), syntax.end(node), parts);
  }

  /** The statements of every `block` right below a node, and what broken source put beside it. */
  suite(parent: number): Statement[] {
    const { syntax } = this;
    const out: Statement[] = [];
    for (let c = parent + 1, end = syntax.next(parent); c < end; c = syntax.next(c)) {
      const type = syntax.type(c);
      if (type === 'block') this.statementsIn(c, out);
      else if (type === 'ERROR') this.statement(c, out);
    }
    return out;
  }

  statementsIn(node: number, out: Statement[]): void {
    const { syntax } = this;
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) this.statement(c, out);
    }
  }

  statement(node: number, out: Statement[]): void {
    const { syntax } = this;
    const type = syntax.type(node);
    if (this.depth >= MAX_DEPTH) {
      const value = this.tooDeep(node);
      out.push({ kind: 'expression', start: value.start, end: value.end, value });
      return;
    }
    this.depth++;
    const handler = this.handlers.statements.get(type);
    if (handler) handler(this, node, out);
    else if (type === 'ERROR') recover(this, node, out);
    else {
      const value = this.expression(node);
      out.push({ kind: 'expression', start: value.start, end: value.end, value });
    }
    this.depth--;
  }

  isStatement(node: number): boolean {
    return this.handlers.statements.has(this.syntax.type(node));
  }

  isExpression(node: number): boolean {
    return this.handlers.expressions.has(this.syntax.type(node));
  }

  /** Whether a child means something: named, and neither a comment nor a joined line. */
  isPart(node: number): boolean {
    const { syntax } = this;
    if (!syntax.isNamed(node)) return false;
    const type = syntax.type(node);
    return type !== 'comment' && type !== 'line_continuation';
  }

  /** The first meaningful child, or -1. */
  firstPart(node: number): number {
    const { syntax } = this;
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) return c;
    }
    return -1;
  }

  parts(node: number): number[] {
    const { syntax } = this;
    const found: number[] = [];
    for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
      if (this.isPart(c)) found.push(c);
    }
    return found;
  }

  /** Nothing is lowered below the depth budget, but a key written there is still a string. */
  private tooDeep(node: number): Expression {
    collectStrings(this, node);
    return unknown(this.syntax.start(node), this.syntax.end(node));
  }
}
