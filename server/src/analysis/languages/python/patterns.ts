import type { Pattern } from '../../program/program';
import { MAX_DEPTH } from '../builder';
import type { Lowering } from './lowering';

/**
 * What an assignment, `for`, `with`, `except` or parameter gives its value to. What cannot be
 * assigned to (broken source) is a list of nothing at the end of `parent`.
 */
export function pattern(lowering: Lowering, node: number, parent: number): Pattern {
  const { syntax } = lowering;
  if (node < 0) return nothing(syntax.end(parent));
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'identifier':
      return { kind: 'name', start, end, name: syntax.textOf(node) };
    case 'attribute':
    case 'subscript': {
      const place = lowering.expression(node);
      if (place.kind === 'member' || place.kind === 'index') return { kind: 'place', start, end, place };
      return nothing(end);
    }
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      return listPattern(lowering, node);
    case 'list_splat_pattern':
    case 'list_splat':
    case 'dictionary_splat_pattern':
    case 'as_pattern_target':
    case 'parenthesized_expression':
      return deeper(lowering, lowering.firstPart(node), node);
    default:
      return nothing(end);
  }
}

function listPattern(lowering: Lowering, node: number): Pattern {
  const { syntax } = lowering;
  const items: Pattern[] = [];
  let restIndex = -1;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (!lowering.isPart(c)) continue;
    const type = syntax.type(c);
    if (type === 'list_splat_pattern' || type === 'list_splat') restIndex = items.length;
    items.push(deeper(lowering, c, node));
  }
  // `(a) = b` is parsed like a tuple but is only `a` in parentheses.
  const only = items[0];
  if (syntax.type(node) === 'tuple_pattern' && items.length === 1 && only && syntax.childOfType(node, ',') < 0) return only;
  const list = { kind: 'list', start: syntax.start(node), end: syntax.end(node), items } as const;
  return restIndex < 0 ? list : { ...list, restIndex };
}

function deeper(lowering: Lowering, node: number, parent: number): Pattern {
  if (lowering.depth >= MAX_DEPTH) return nothing(lowering.syntax.end(parent));
  lowering.depth++;
  const found = pattern(lowering, node, parent);
  lowering.depth--;
  return found;
}

function nothing(at: number): Pattern {
  return { kind: 'list', start: at, end: at, items: [] };
}

/** The names a pattern binds, in order. */
export function boundNames(target: Pattern, out: string[] = []): string[] {
  switch (target.kind) {
    case 'name':
      out.push(target.name);
      break;
    case 'list':
      for (const item of target.items) if (item) boundNames(item, out);
      break;
    case 'object':
      for (const { target: inner } of target.entries) boundNames(inner, out);
      if (target.rest) boundNames(target.rest, out);
      break;
    case 'default':
      boundNames(target.target, out);
      break;
    case 'place':
      break;
  }
  return out;
}

