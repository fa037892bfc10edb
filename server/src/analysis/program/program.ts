/**
 * The program: the small language that every adapter produces and that everything after it reads.
 *
 * No type here names a syntax node or a source language construct that only one language has. All
 * offsets are UTF-16 code units from the start of the file. Any part that broken source did not
 * give is absent or an {@link Unknown} expression; a program is never refused.
 */

import type { Argument, Expression, Pattern, StringLiteral } from './expressions';

export type * from './expressions';

export type LanguageId = 'python' | 'javascript' | 'typescript' | 'javascriptreact' | 'typescriptreact';

/** The family an adapter and the catalogue work in: all of JavaScript and TypeScript is one. */
export type LanguageFamily = 'python' | 'javascript';

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Program {
  readonly language: LanguageId;
  readonly body: readonly Statement[];
  /** Every function in the file, in source order; `FunctionNode.id` is the index here. */
  readonly functions: readonly FunctionNode[];
  /** Every class in the file, in source order; `ClassNode.id` is the index here. */
  readonly classes: readonly ClassNode[];
  /** Every import and re-export, wherever it stands (also inside functions and conditions). */
  readonly imports: readonly ImportStatement[];
  /** Every string literal without interpolation, docstrings included. */
  readonly strings: readonly StringLiteral[];
  readonly comments: readonly Comment[];
  /** File-wide directives such as `use client` and `use server`. */
  readonly directives: readonly string[];
  /** True when the parser had to repair or skip something. */
  readonly hasErrors: boolean;
  /** The parser would have taken out of proportion long: nothing of the file was read. */
  readonly isGivenUp?: boolean;
}

export interface Comment extends Span {
  /** The comment without its markers, trimmed. */
  readonly text: string;
}

// ---------------------------------------------------------------- statements

export type Statement =
  | AssignStatement | ExpressionStatement | ReturnStatement | IfStatement | LoopStatement | TryStatement
  | WithStatement | ImportStatement | ExportStatement | FunctionStatement | ClassStatement | ThrowStatement
  | JumpStatement | SwitchStatement | BlockStatement | ScopeStatement | DeleteStatement | TypeStatement;

/** `a = b`, `a: T = b`, `const {a} = b`, `a += b`. A declaration without a value has none. */
export interface AssignStatement extends Span {
  readonly kind: 'assign';
  readonly target: Pattern;
  readonly value: Expression | undefined;
  /** The arithmetic operator of an augmented assignment: `+` for `+=`. */
  readonly operator?: string;
  /** How a JavaScript binding is declared; absent where the name is only assigned. */
  readonly declares?: 'const' | 'let' | 'var';
  readonly annotation?: Expression;
}
export interface ExpressionStatement extends Span { readonly kind: 'expression'; readonly value: Expression }
export interface ReturnStatement extends Span { readonly kind: 'return'; readonly value: Expression | undefined }
/** An `elif` chain is an `if` as the only statement of `otherwise`. `assert t` is `if (t) {} else throw`. */
export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}
/** Every loop. `for (init; test; update)` has its `init` as a statement before it. */
export interface LoopStatement extends Span {
  readonly kind: 'loop';
  /** The words of the header, for findings that stand there. */
  readonly header: Span;
  /** `each`: over the values of `iterable`; `keys`: JavaScript `for … in`. */
  readonly form: 'while' | 'do' | 'each' | 'keys';
  readonly isAsync: boolean;
  readonly test?: Expression;
  readonly target?: Pattern;
  readonly iterable?: Expression;
  readonly update?: Expression;
  readonly body: readonly Statement[];
  /** Python's `else` of a loop. */
  readonly otherwise: readonly Statement[];
}
export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
  /** Python's `else` of a `try`. */
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}
export interface Handler extends Span {
  /** The words `except ValueError as e` or `catch (e)`. */
  readonly header: Span;
  /** The exception class or classes; absent when it takes all. */
  readonly type?: Expression;
  readonly target?: Pattern;
  readonly body: readonly Statement[];
}
export interface WithStatement extends Span {
  readonly kind: 'with';
  readonly isAsync: boolean;
  readonly items: readonly { readonly value: Expression; readonly target?: Pattern }[];
  readonly body: readonly Statement[];
}
/**
 * `import a.b as c`, `from ..a import b as c`, `import d, {e as f} from 'm'`, `export … from 'm'`.
 * `const x = require('m')` and `await import('m')` are calls of the names `require` and `import`.
 */
export interface ImportStatement extends Span {
  readonly kind: 'import';
  /** As written, without quotes: `openai`, `..models`, `./lib/x.js`, `node:child_process`. */
  readonly module: string;
  readonly moduleSpan: Span;
  readonly names: readonly ImportName[];
  /** `import type` or `if TYPE_CHECKING:`: names a type and loads nothing. */
  readonly isTypeOnly: boolean;
  /** `export … from`: binds nothing here. */
  readonly isReexport: boolean;
}
export interface ImportName extends Span {
  /**
   * What is imported: a name, `default`, or `*` for the module itself. Python `import a.b` without
   * `as` binds `a` to module `a`: it has `imported: '*'`, `local: 'a'` and `module: 'a.b'`.
   * Python `from m import *` has `imported: '*'` and no `local`.
   */
  readonly imported: string;
  readonly local: string | undefined;
  /** For `export { a as b } from`: the name it is exported under (`*` for all). */
  readonly exported?: string;
}
/** `export` of something declared or assigned here; `module.exports = …` stays an assignment. */
export interface ExportStatement extends Span {
  readonly kind: 'export';
  /** Exported names with the local names they stand for. */
  readonly names: readonly { readonly exported: string; readonly local: string }[];
  /** `export default <expression>`. */
  readonly value?: Expression;
  /** The declaration that is exported, to be run where it stands. */
  readonly declaration?: Statement;
}
export interface FunctionStatement extends Span { readonly kind: 'function'; readonly function: FunctionNode }
export interface ClassStatement extends Span { readonly kind: 'class'; readonly class: ClassNode }
export interface ThrowStatement extends Span { readonly kind: 'throw'; readonly value: Expression | undefined }
/** `pass` is an empty `block`. */
export interface JumpStatement extends Span { readonly kind: 'break' | 'continue' }
/** JavaScript `switch` and Python `match`. Cases of `match` never fall through. */
export interface SwitchStatement extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly fallsThrough: boolean;
  readonly cases: readonly SwitchCase[];
}
export interface SwitchCase extends Span {
  /** Constant alternatives; empty for a default case or one that only binds. */
  readonly tests: readonly Expression[];
  /** Names bound by a structural pattern. */
  readonly target?: Pattern;
  readonly guard?: Expression;
  readonly isDefault: boolean;
  readonly body: readonly Statement[];
}
export interface BlockStatement extends Span { readonly kind: 'block'; readonly body: readonly Statement[] }
/** Python `global` and `nonlocal`. */
export interface ScopeStatement extends Span {
  readonly kind: 'scope';
  readonly form: 'global' | 'nonlocal';
  readonly names: readonly string[];
}
export interface DeleteStatement extends Span { readonly kind: 'delete'; readonly target: Expression }
/** A type alias, interface or enum-like type: a name for a type written as an expression. */
export interface TypeStatement extends Span {
  readonly kind: 'type';
  readonly name: string;
  readonly type: Expression;
}

// ---------------------------------------------------------------- functions and classes

export interface FunctionNode extends Span {
  readonly id: number;
  /** The declared name, or that of the variable, field or property a literal is given to. */
  readonly name: string | undefined;
  /** The name where it is written; for a nameless function the words before its body. */
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  /** An arrow function with an expression body has one `return`. */
  readonly body: readonly Statement[];
  /** Where the body's own text stands, braces left out. */
  readonly bodySpan: Span;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Arrow functions and lambdas: `this` is that of the function around. */
  readonly isArrow: boolean;
  readonly decorators: readonly Expression[];
  readonly returnType?: Expression;
  readonly docstring?: string;
  /** Directives at the start of the body, such as `use server`. */
  readonly directives: readonly string[];
}
export interface Parameter extends Span {
  readonly target: Pattern;
  readonly defaultValue?: Expression;
  /** `*args` and `...args` are `list`, `**kwargs` is `dict`. */
  readonly rest?: 'list' | 'dict';
  /** Python: behind `*`, so only given by name. */
  readonly isKeywordOnly: boolean;
  readonly annotation?: Expression;
  readonly decorators: readonly Expression[];
  /** TypeScript `constructor(private llm: LLM)`: also a field of that name. */
  readonly isField: boolean;
}
export interface ClassNode extends Span {
  readonly id: number;
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly bases: readonly Expression[];
  /** Types that the class says it implements. */
  readonly implements?: readonly Expression[];
  /** `metaclass=`, `total=` and the like. */
  readonly keywords: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly members: readonly ClassMember[];
}
export type ClassMember = MethodMember | FieldMember;
export interface MethodMember {
  readonly kind: 'method';
  readonly name: string;
  /** JavaScript `constructor` is named `constructor`, Python's `__init__`. */
  readonly role: 'method' | 'getter' | 'setter';
  readonly isStatic: boolean;
  readonly function: FunctionNode;
}
/** A field or class variable, or an annotated field without a value (pydantic, dataclass). */
export interface FieldMember extends Span {
  readonly kind: 'field';
  readonly name: string;
  readonly nameSpan: Span;
  readonly isStatic: boolean;
  readonly annotation?: Expression;
  readonly value?: Expression;
}
