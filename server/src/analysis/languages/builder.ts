import type {
  ClassNode, Comment, Expression, FunctionNode, IfStatement, ImportStatement, LanguageId, Logical, Program,
  Span, Statement, StringLiteral, Unknown,
} from '../program/program';

/**
 * How deep statements and expressions may nest in a program. Adapters give an {@link Unknown} beyond
 * it, so that everything after them may recurse without a guard of its own.
 */
export const MAX_DEPTH = 500;

/** How many links of an operator or else-if chain nest in each other; {@link ifChain} and the like see to it. */
export const MAX_CHAIN = 32;

/** Collects what a {@link Program} lists besides its statements. One per file. */
export class ProgramBuilder {
  private readonly functions: FunctionNode[] = [];
  private readonly classes: ClassNode[] = [];
  private readonly imports: ImportStatement[] = [];
  private readonly strings: StringLiteral[] = [];
  private readonly comments: Comment[] = [];
  private readonly directives: string[] = [];
  private functionCount = 0;
  private classCount = 0;

  /** The id of a function that starts here. Take it before lowering anything inside, then add the function. */
  reserveFunction(): number {
    return this.functionCount++;
  }

  addFunction(node: FunctionNode): FunctionNode {
    this.functions[node.id] = node;
    return node;
  }

  /** The id of a class that starts here; as {@link reserveFunction}. */
  reserveClass(): number {
    return this.classCount++;
  }

  addClass(node: ClassNode): ClassNode {
    this.classes[node.id] = node;
    return node;
  }

  addImport(statement: ImportStatement): ImportStatement {
    this.imports.push(statement);
    return statement;
  }

  /** A string literal without interpolation, also where only its value goes into the program. */
  string(start: number, end: number, value: string): StringLiteral {
    const literal: StringLiteral = { kind: 'string', start, end, value };
    this.strings.push(literal);
    return literal;
  }

  addComment(start: number, end: number, text: string): void {
    this.comments.push({ start, end, text: text.trim() });
  }

  /** A directive of the whole file. */
  addDirective(text: string): void {
    this.directives.push(text);
  }

  /** Call once, when every reserved function and class has been added. */
  finish(language: LanguageId, body: readonly Statement[], hasErrors: boolean): Program {
    return {
      language,
      body,
      functions: this.functions,
      classes: this.classes,
      imports: inSourceOrder(this.imports),
      strings: inSourceOrder(this.strings),
      comments: inSourceOrder(this.comments),
      directives: this.directives,
      hasErrors,
    };
  }
}

export function unknown(start: number, end: number, parts: readonly Expression[] = []): Unknown {
  return { kind: 'unknown', start, end, parts };
}

/**
 * `a + b - c`: operators[i] stands between operands[i] and operands[i + 1]. Beyond {@link MAX_CHAIN}
 * operands neighbours are grouped first: nothing that flows is lost, only the order of arithmetic.
 */
export function binaryChain(operands: readonly Expression[], operators: readonly string[]): Expression {
  return chain(operands, (left, right, before) => ({
    kind: 'binary', start: left.start, end: right.end, operator: operators[before - 1] ?? '+', left, right,
  }));
}

/** `a and b and c`, all with one operator. */
export function logicalChain(operands: readonly Expression[], operator: Logical['operator']): Expression {
  return chain(operands, (left, right) => ({
    kind: 'logical', start: left.start, end: right.end, operator, left, right,
  }));
}

export interface Branch {
  /** Where `if`, `elif` or `else if` begins. */
  readonly start: number;
  readonly test: Expression;
  readonly then: readonly Statement[];
}

/**
 * `if … elif … else` as ifs in each other, the first branch outermost. Branches beyond
 * {@link MAX_CHAIN} follow one another instead: each is then still read, only no longer as the
 * alternative of the one before.
 */
export function ifChain(branches: readonly Branch[], otherwise: readonly Statement[], end: number): IfStatement {
  let rest: readonly Statement[] = otherwise;
  if (branches.length > MAX_CHAIN) {
    rest = [...branches.slice(MAX_CHAIN).map((branch) => ifStatement(branch, [], end)), ...otherwise];
  }
  let result: IfStatement | undefined;
  for (let i = Math.min(branches.length, MAX_CHAIN) - 1; i >= 0; i--) {
    result = ifStatement(branches[i]!, result ? [result] : rest, end);
  }
  if (!result) throw new Error('an if has at least one branch');
  return result;
}

function ifStatement(branch: Branch, otherwise: readonly Statement[], end: number): IfStatement {
  return { kind: 'if', start: branch.start, end, test: branch.test, then: branch.then, otherwise };
}

/** Makes one expression of two; `before` is the index of the first operand in `right`. */
type Join = (left: Expression, right: Expression, before: number) => Expression;

/** Joins from the left, or from the middle where that would nest too deep. */
function chain(operands: readonly Expression[], join: Join): Expression {
  const first = operands[0];
  if (!first) throw new Error('a chain has at least one operand');
  if (operands.length > MAX_CHAIN) return balanced(operands, 0, operands.length, join);
  let result = first;
  for (let i = 1; i < operands.length; i++) result = join(result, operands[i]!, i);
  return result;
}

function balanced(operands: readonly Expression[], from: number, to: number, join: Join): Expression {
  if (to - from === 1) return operands[from]!;
  const middle = (from + to) >> 1;
  return join(balanced(operands, from, middle, join), balanced(operands, middle, to, join), middle);
}

/** Lowering follows the source but for a few forms, so that sorting is the exception. */
function inSourceOrder<T extends Span>(items: T[]): T[] {
  for (let i = 1; i < items.length; i++) {
    if (items[i]!.start < items[i - 1]!.start) return items.sort((a, b) => a.start - b.start);
  }
  return items;
}
