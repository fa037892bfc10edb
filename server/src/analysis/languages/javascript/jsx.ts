import type { Element, Expression, Literal, StringLiteral } from '../../program/program';
import { unescapeEntities } from './escapes';
import { innerEnd } from './literals';
import type { Lowering } from './lowering';

type Attribute = Element['attributes'][number];

/** `<a>…</a>`, `<a/>` and fragments. */
export function lowerElement(l: Lowering, node: number): Element {
  const { syntax } = l;
  const isPair = syntax.type(node) === 'jsx_element';
  const opening = isPair ? syntax.child(node, 'open_tag') : node;
  const name = opening < 0 ? -1 : syntax.child(opening, 'name');
  return {
    kind: 'element', start: syntax.start(node), end: syntax.end(node),
    tag: name < 0 ? undefined : lowerTag(l, name),
    tagSpan: l.span(name >= 0 ? name : opening >= 0 ? opening : node),
    attributes: opening < 0 ? [] : lowerAttributes(l, opening),
    children: isPair ? lowerChildren(l, node) : [],
  };
}

/** Lower-case and namespaced tags are the platform's, others are the values of names. */
function lowerTag(l: Lowering, node: number): Expression {
  const { syntax } = l;
  if (syntax.type(node) === 'member_expression') return l.expression(node);
  const text = syntax.textOf(node);
  const isIntrinsic = syntax.type(node) === 'jsx_namespace_name' || /^[a-z]|-/.test(text);
  return isIntrinsic ? { kind: 'string', start: syntax.start(node), end: syntax.end(node), value: text } : l.name(node);
}

function lowerAttributes(l: Lowering, opening: number): Attribute[] {
  const attributes: Attribute[] = [];
  for (const node of l.syntax.childrenIn(opening, 'attribute')) {
    const start = l.syntax.start(node);
    const end = l.syntax.end(node);
    if (l.syntax.type(node) === 'jsx_attribute') {
      const [name = node, value] = l.parts(node);
      attributes.push({ start, end, name: l.syntax.textOf(name), value: attributeValue(l, node, value) });
      continue;
    }
    const part = l.firstPart(node);
    if (part < 0) continue;
    const value = l.expression(part);
    attributes.push({ start, end, name: undefined, value: value.kind === 'spread' ? value.value : value });
  }
  return attributes;
}

function attributeValue(l: Lowering, attribute: number, node: number | undefined): Expression {
  const { syntax } = l;
  if (node === undefined) {
    const { start, end } = l.span(attribute);
    return { kind: 'literal', start, end, type: 'boolean', value: true } satisfies Literal;
  }
  if (syntax.type(node) === 'string') {
    const start = syntax.start(node);
    return l.string(start, syntax.end(node), unescapeEntities(syntax.slice(start + 1, innerEnd(l, node))));
  }
  return l.expression(node);
}

function lowerChildren(l: Lowering, node: number): Expression[] {
  const { syntax } = l;
  const children: Expression[] = [];
  let textStart = -1;
  const flush = (to: number) => {
    if (textStart >= 0) addText(l, textStart, to, children);
    textStart = -1;
  };
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === 'jsx_text' || type === 'html_character_reference') {
      if (textStart < 0) textStart = syntax.start(c);
      continue;
    }
    flush(syntax.start(c));
    if (TAGS.has(type)) continue;
    if (type === 'jsx_expression') addExpression(l, c, children);
    else if (l.isPart(c)) children.push(l.expression(c));
  }
  return children;
}

const TAGS: ReadonlySet<string> = new Set(['jsx_opening_element', 'jsx_closing_element']);

/** `{…}` with nothing but a comment in it is no child. */
function addExpression(l: Lowering, node: number, children: Expression[]): void {
  const part = l.firstPart(node);
  if (part >= 0) children.push(l.expression(part));
}

/** Text between tags, less the space around it. It is no literal of the source, so no list has it. */
function addText(l: Lowering, from: number, to: number, children: Expression[]): void {
  const written = l.syntax.slice(from, to);
  const trimmed = written.trim();
  if (trimmed === '') return;
  const start = from + (written.length - written.trimStart().length);
  const literal: StringLiteral = { kind: 'string', start, end: start + trimmed.length, value: unescapeEntities(trimmed) };
  children.push(literal);
}
