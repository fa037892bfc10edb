import type { Expression, Literal, StringLiteral, Template } from '../../program/program';
import { unescapeString } from './escapes';
import type { Lowering } from './lowering';

export function lowerNull(l: Lowering, node: number): Literal {
  return { kind: 'literal', start: l.syntax.start(node), end: l.syntax.end(node), type: 'null', value: null };
}

export function lowerTrue(l: Lowering, node: number): Literal {
  return { kind: 'literal', start: l.syntax.start(node), end: l.syntax.end(node), type: 'boolean', value: true };
}

export function lowerFalse(l: Lowering, node: number): Literal {
  return { kind: 'literal', start: l.syntax.start(node), end: l.syntax.end(node), type: 'boolean', value: false };
}

export function lowerNumber(l: Lowering, node: number): Literal {
  const value = numberOf(l.syntax.textOf(node));
  return { kind: 'literal', start: l.syntax.start(node), end: l.syntax.end(node), type: 'number', value };
}

/** A big integer loses what a number cannot hold: only its size matters to a reader. */
function numberOf(source: string): number {
  const digits = source.replace(/_/g, '').replace(/n$/, '');
  if (/^0[0-7]+$/.test(digits)) return parseInt(digits, 8);
  return Number(digits);
}

export function lowerRegex(l: Lowering, node: number): Literal {
  const pattern = l.syntax.child(node, 'pattern');
  const text = pattern < 0 ? '' : l.syntax.textOf(pattern);
  const flags = l.syntax.child(node, 'flags');
  // Where anchors are those of lines, the pattern says so itself.
  const value = /^\^|\$$/.test(text) && flags >= 0 && l.syntax.textOf(flags).includes('m') ? `(?m)${text}` : text;
  return { kind: 'literal', start: l.syntax.start(node), end: l.syntax.end(node), type: 'regex', value };
}

export function lowerString(l: Lowering, node: number): StringLiteral {
  return l.string(l.syntax.start(node), l.syntax.end(node), stringValue(l, node));
}

/** The value of a `string` node, wherever it stands (also as a key or a module name). */
export function stringValue(l: Lowering, node: number): string {
  return unescapeString(l.syntax.slice(l.syntax.start(node) + 1, innerEnd(l, node)));
}

/** Where the text inside the quotes ends; a half-typed string has no closing quote. */
export function innerEnd(l: Lowering, node: number): number {
  const { text } = l.syntax;
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  const isClosed = end - start >= 2 && text.charCodeAt(end - 1) === text.charCodeAt(start);
  return isClosed ? end - 1 : end;
}

/** A template without substitutions is a plain string. */
export function lowerTemplate(l: Lowering, node: number): StringLiteral | Template {
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  if (l.syntax.childOfType(node, 'template_substitution') < 0) return l.string(start, end, stringValue(l, node));
  return { kind: 'template', start, end, parts: templateParts(l, node) };
}

export function lowerTaggedTemplate(l: Lowering, call: number, template: number): Template {
  const { syntax } = l;
  const tag = l.childExpression(call, 'function');
  return { kind: 'template', start: syntax.start(call), end: syntax.end(call), parts: templateParts(l, template), tag };
}

/** The literal text is read between the substitutions: its own nodes split at every escape. */
function templateParts(l: Lowering, node: number): (string | Expression)[] {
  const { syntax } = l;
  const parts: (string | Expression)[] = [];
  let from = syntax.start(node) + 1;
  const addText = (to: number) => {
    if (to > from) parts.push(unescapeString(syntax.slice(from, to)));
  };
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.type(c) !== 'template_substitution') continue;
    addText(syntax.start(c));
    from = syntax.end(c);
    const inner = l.firstPart(c);
    parts.push(inner < 0 ? l.unknown(c) : l.expression(inner));
  }
  addText(innerEnd(l, node));
  return parts;
}
