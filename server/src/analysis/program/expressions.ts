import type { ClassNode, FunctionNode, Span } from './program';

// ---------------------------------------------------------------- patterns

/** What is assigned to: a name, a place in an object, or a structure of these. */
export type Pattern = NamePattern | PlacePattern | ListPattern | ObjectPattern | DefaultPattern;
export interface NamePattern extends Span { readonly kind: 'name'; readonly name: string }
/** `a.b = …` or `a[i] = …`. */
export interface PlacePattern extends Span { readonly kind: 'place'; readonly place: Member | Index }
export interface ListPattern extends Span {
  readonly kind: 'list';
  /** `undefined` marks a hole. */
  readonly items: readonly (Pattern | undefined)[];
  /** Index in `items` of the starred or rest element. */
  readonly restIndex?: number;
}
export interface ObjectPattern extends Span {
  readonly kind: 'object';
  readonly entries: readonly { readonly key: string | Expression; readonly target: Pattern }[];
  readonly rest?: Pattern;
}
export interface DefaultPattern extends Span {
  readonly kind: 'default';
  readonly target: Pattern;
  readonly value: Expression;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | Name | Literal | StringLiteral | Template | Binary | Compare | Logical | Unary | Call | Member | Index | Slice
  | ObjectLiteral | ListLiteral | FunctionExpression | ClassExpression | Await | Yield | Conditional
  | AssignExpression | Comprehension | Cast | Spread | Element | Sequence | Unknown;

/** A name. Python `self` and JavaScript `this` are names too; `super` is the name `super`. */
export interface Name extends Span { readonly kind: 'name'; readonly name: string }
/** `None`, `null` and `undefined` are `null`. A regular expression keeps its source in `value`. */
export interface Literal extends Span {
  readonly kind: 'literal';
  readonly type: 'number' | 'boolean' | 'null' | 'regex' | 'bytes';
  readonly value: number | boolean | string | null;
}
/** A string with its escapes resolved; adjacent Python literals are one. */
export interface StringLiteral extends Span { readonly kind: 'string'; readonly value: string }
/** f-string or template literal. Strings are the literal parts, in order. */
export interface Template extends Span {
  readonly kind: 'template';
  readonly parts: readonly (string | Expression)[];
  /** The function of a tagged template. */
  readonly tag?: Expression;
}
/** Arithmetic, concatenation, `|`, `%`. */
export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
/** `==` (also `===`, `is`), `!=` (also `!==`, `is not`), `<`, `<=`, `>`, `>=`, `in`, `not in`, `instanceof`. */
export interface Compare extends Span {
  readonly kind: 'compare';
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'instanceof';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Logical extends Span {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or' | 'coalesce';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Unary extends Span {
  readonly kind: 'unary';
  /** `not`, `-`, `+`, `~`, `typeof`, `void`, `delete`. */
  readonly operator: string;
  readonly operand: Expression;
}
export interface Call extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** The text between the parentheses; absent for a JavaScript `new X` without them. */
  readonly argumentsSpan?: Span;
  /** JavaScript `new`. */
  readonly isNew: boolean;
}
export interface Argument extends Span {
  /** Python keyword. */
  readonly name?: string;
  readonly value: Expression;
  /** `*x` and `...x` are `list`, `**x` is `dict`. */
  readonly spread?: 'list' | 'dict';
}
export interface Member extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string;
  readonly propertySpan: Span;
  readonly isOptional: boolean;
}
export interface Index extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
  readonly isOptional: boolean;
}
/** The `1:-1` of `x[1:-1]`, as the `index` of an {@link Index}. */
export interface Slice extends Span {
  readonly kind: 'slice';
  readonly from?: Expression;
  readonly to?: Expression;
  readonly step?: Expression;
}
export interface ObjectLiteral extends Span {
  readonly kind: 'object';
  /** An entry without a key spreads its value. Methods are entries with a function. */
  readonly entries: readonly ObjectEntry[];
}
export interface ObjectEntry extends Span {
  /** Constant keys are strings (numbers as written). */
  readonly key: string | Expression | undefined;
  readonly value: Expression;
}
export interface ListLiteral extends Span {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  /** May hold {@link Spread} items. */
  readonly items: readonly Expression[];
}
export interface FunctionExpression extends Span { readonly kind: 'function'; readonly function: FunctionNode }
export interface ClassExpression extends Span { readonly kind: 'class'; readonly class: ClassNode }
export interface Await extends Span { readonly kind: 'await'; readonly value: Expression }
export interface Yield extends Span {
  readonly kind: 'yield';
  readonly value: Expression | undefined;
  /** `yield from` and `yield*`. */
  readonly isDelegate: boolean;
}
export interface Conditional extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** An assignment whose value is used: `:=`, `a = b = c`, `x ??= y`. */
export interface AssignExpression extends Span {
  readonly kind: 'assignment';
  readonly target: Pattern;
  readonly value: Expression;
  readonly operator?: string;
}
export interface Comprehension extends Span {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'generator' | 'dict';
  /** The key of a dict comprehension. */
  readonly key?: Expression;
  readonly element: Expression;
  readonly clauses: readonly {
    readonly target: Pattern;
    readonly iterable: Expression;
    readonly conditions: readonly Expression[];
    readonly isAsync: boolean;
  }[];
}
/** `x as T`, `<T>x`, `x satisfies T`, `x!`: changes no value. */
export interface Cast extends Span {
  readonly kind: 'cast';
  readonly value: Expression;
  /** Absent for `x!`. */
  readonly type?: Expression;
}
export interface Spread extends Span { readonly kind: 'spread'; readonly value: Expression }
/** JSX. A fragment has no tag. Lower-case tags are string literals, components are names or members. */
export interface Element extends Span {
  readonly kind: 'element';
  readonly tag: Expression | undefined;
  readonly tagSpan: Span;
  /** An attribute without a name spreads its value; one without a value is the literal `true`. */
  readonly attributes: readonly (Span & { readonly name: string | undefined; readonly value: Expression })[];
  /** Text is a string literal; `{…}` its expression. */
  readonly children: readonly Expression[];
}
/** The comma operator: all are evaluated, the last is the value. */
export interface Sequence extends Span { readonly kind: 'sequence'; readonly items: readonly Expression[] }
/** Something the adapter has no kind for, or broken source: its parts are evaluated in order. */
export interface Unknown extends Span { readonly kind: 'unknown'; readonly parts: readonly Expression[] }
