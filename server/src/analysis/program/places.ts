import type { Expression, Span } from './program';

/**
 * An edit moves the nodes of a program where they are. Whoever speaks of a place therefore keeps the
 * node itself as its span, not a copy of its offsets, and names a place by what begins there.
 */
const marks = new WeakMap<Span, number>();
let lastMark = 0;

/** A number for the place where a node starts: the same for all nodes that share their first part, whatever moves them. */
export function startMark(span: Span): number {
  const first = span instanceof Stretch ? span.first : firstPart(span as Expression | PlaceOf);
  let mark = marks.get(first);
  if (mark === undefined) marks.set(first, (mark = ++lastMark));
  return mark;
}

/** A place that is remembered of something read there. */
export interface PlaceOf extends Span {
  readonly kind: 'place-of';
  readonly name: string;
  readonly file: string;
  readonly at: Span;
}

function firstPart(span: Expression | PlaceOf): Span {
  let at = span;
  for (;;) {
    const inner = leading(at);
    if (inner === undefined || inner.start !== at.start) return at;
    at = inner as Expression;
  }
}

function leading(node: Expression | PlaceOf): Span | undefined {
  switch (node.kind) {
    case 'place-of': return node.at;
    case 'call': return node.callee;
    case 'member':
    case 'index': return node.object;
    case 'binary':
    case 'compare':
    case 'logical': return node.left;
    default: return undefined;
  }
}

/** From the start of one node to the end of another, wherever they are moved. */
export function spanning(first: Span, last: Span): Span {
  return new Stretch(first, last);
}

class Stretch implements Span {
  constructor(readonly first: Span, private readonly last: Span) {}

  get start(): number {
    return this.first.start;
  }

  get end(): number {
    return this.last.end;
  }
}

/** A call that no call expression writes, standing where the nodes stand that it is made of. */
export function impliedCall(callee: Expression, first: Span = callee, last: Span = first): Extract<Expression, { kind: 'call' }> {
  return { kind: 'call', callee, arguments: [], isNew: false, get start() { return first.start; }, get end() { return last.end; } };
}

/** A name that nobody wrote, standing where a node stands. */
export function impliedName(name: string, at: Span): Extract<Expression, { kind: 'name' }> {
  const made = { kind: 'name' as const, name, get start() { return at.start; }, get end() { return at.end; } };
  marks.set(made, startMark(at));
  return made;
}

/** Names what starts at a place of a module. */
export function startId(module: { readonly uid: string }, at: Span): string {
  return `${module.uid}:${startMark(at)}`;
}

/** Names a place of a module. */
export function siteId(module: { readonly uid: string }, at: Span): string {
  return `${startId(module, at)}:${at.end - at.start}`;
}
