import type { Argument, Expression, Span } from '../../program/program';
import { MAX_DEPTH } from '../builder';
import type { Lowering } from './lowering';

/**
 * `a.b(c)[d].e()`: walks down to where the chain begins and builds it up again in a loop, so that
 * only the arguments use the stack.
 */
export function chain(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const links: number[] = [];
  let base = node;
  while (base >= 0 && lowering.depth + links.length < MAX_DEPTH) {
    const below = objectField(syntax.type(base));
    if (!below) break;
    links.push(base);
    base = syntax.child(base, below);
  }
  const depth = lowering.depth;
  lowering.depth = depth + links.length;
  let result = base < 0 ? lowering.absent(node) : lowering.expression(base);
  for (let i = links.length - 1; i >= 0; i--) {
    lowering.depth = depth + i;
    result = link(lowering, links[i]!, result);
  }
  lowering.depth = depth;
  return result;
}

function objectField(type: string): string | undefined {
  switch (type) {
    case 'call': return 'function';
    case 'attribute': return 'object';
    case 'subscript': return 'value';
    default: return undefined;
  }
}

function link(lowering: Lowering, node: number, object: Expression): Expression {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'attribute': {
      const name = syntax.child(node, 'attribute');
      const property = name < 0 ? '' : syntax.textOf(name);
      return { kind: 'member', start, end, object, property, propertySpan: span(lowering, name, end), isOptional: false };
    }
    case 'subscript':
      return { kind: 'index', start, end, object, index: subscripts(lowering, node), isOptional: false };
    default: {
      const list = syntax.child(node, 'arguments');
      if (list < 0) return { kind: 'call', start, end, callee: object, arguments: [], isNew: false };
      return {
        kind: 'call', start, end, callee: object, arguments: callArguments(lowering, list),
        argumentsSpan: inside(lowering, list), isNew: false,
      };
    }
  }
}

function span(lowering: Lowering, node: number, otherwise: number): Span {
  if (node < 0) return { start: otherwise, end: otherwise };
  return { start: lowering.syntax.start(node), end: lowering.syntax.end(node) };
}

/** The text between the parentheses; the closing one may be missing. */
function inside(lowering: Lowering, list: number): Span {
  const { syntax } = lowering;
  const start = syntax.start(list) + 1;
  const end = syntax.end(list);
  return { start, end: Math.max(start, syntax.text[end - 1] === ')' ? end - 1 : end) };
}

/** What is in an `argument_list`; `f(x for x in y)` has the generator in its place. */
export function callArguments(lowering: Lowering, list: number): Argument[] {
  const { syntax } = lowering;
  const found: Argument[] = [];
  if (syntax.type(list) !== 'argument_list') return [argumentOf(lowering, list)];
  for (let c = list + 1, end = syntax.next(list); c < end; c = syntax.next(c)) {
    if (!lowering.isPart(c)) continue;
    if (syntax.type(c) === 'ERROR' && lowering.firstPart(c) < 0) continue;
    found.push(argumentOf(lowering, c));
  }
  return found;
}

/** One argument, with its name or stars. */
export function argumentOf(lowering: Lowering, node: number): Argument {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'keyword_argument': {
      const name = syntax.child(node, 'name');
      const value = lowering.field(node, 'value');
      return name < 0 ? { start, end, value } : { start, end, name: syntax.textOf(name), value };
    }
    case 'list_splat':
      return { start, end, value: splatValue(lowering, node), spread: 'list' };
    case 'dictionary_splat':
      return { start, end, value: splatValue(lowering, node), spread: 'dict' };
    default: {
      const value = lowering.expression(node);
      return value.kind === 'spread' ? { start, end, value: value.value, spread: 'list' } : { start, end, value };
    }
  }
}

function splatValue(lowering: Lowering, node: number): Expression {
  const value = lowering.firstPart(node);
  return value < 0 ? lowering.absent(node) : lowering.expression(value);
}

/** `x[a, b]` indexes by a tuple. */
function subscripts(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const items: Expression[] = [];
  let isTuple = false;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.fieldName(c) === 'subscript' && lowering.isPart(c)) items.push(lowering.expression(c));
    else if (syntax.type(c) === ',') isTuple = true;
  }
  const first = items[0];
  const last = items[items.length - 1];
  if (!first || !last) return lowering.absent(node);
  return isTuple ? { kind: 'list', start: first.start, end: last.end, form: 'tuple', items } : first;
}

/** `from:to:step`, each of which may be left out. */
export function slice(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const bounds: [from?: Expression, to?: Expression, step?: Expression] = [];
  let at = 0;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.type(c) === ':') at++;
    else if (lowering.isPart(c)) bounds[at] = lowering.expression(c);
  }
  const [from, to, step] = bounds;
  return {
    kind: 'slice', start: syntax.start(node), end: syntax.end(node),
    ...(from && { from }), ...(to && { to }), ...(step && { step }),
  };
}
