import type { Argument, Expression, Statement } from '../../program/program';
import { MAX_DEPTH } from '../builder';
import { argumentOf } from './access';
import type { Lowering } from './lowering';
import { pattern } from './patterns';

/** A place among the pieces of a broken statement, which the parser gives side by side. */
interface Pieces {
  at: number;
  readonly end: number;
}

/**
 * What can still be read from an ERROR node, in order: whole statements, assignments, returns,
 * calls that lack their closing parenthesis, and expressions.
 */
export function recover(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const pieces: Pieces = { at: node + 1, end: syntax.next(node) };
  let word = '';
  while (pieces.at < pieces.end) {
    const piece = pieces.at;
    const type = syntax.type(piece);
    if (!lowering.isPart(piece)) {
      word = type;
      pieces.at = syntax.next(piece);
    } else if (lowering.isStatement(piece) || type === 'ERROR') {
      lowering.statement(piece, out);
      pieces.at = syntax.next(piece);
    } else if (lowering.isExpression(piece)) {
      out.push(pieceStatement(lowering, pieces, word === 'return'));
      word = '';
    } else {
      recoverInside(lowering, piece, type, out);
      pieces.at = syntax.next(piece);
    }
  }
}

function recoverInside(lowering: Lowering, node: number, type: string, out: Statement[]): void {
  const { syntax } = lowering;
  if (type === 'keyword_argument') {
    // A statement that an open parenthesis above has swallowed.
    const target = pattern(lowering, syntax.child(node, 'name'), node);
    const value = lowering.field(node, 'value');
    out.push({ kind: 'assign', start: syntax.start(node), end: syntax.end(node), target, value });
  } else if (type !== 'parameters' && type !== 'lambda_parameters' && lowering.depth < MAX_DEPTH) {
    lowering.depth++;
    recover(lowering, node, out);
    lowering.depth--;
  }
}

function pieceStatement(lowering: Lowering, pieces: Pieces, isReturn: boolean): Statement {
  const { syntax } = lowering;
  const first = pieces.at;
  const start = syntax.start(first);
  const sign = syntax.next(first);
  const right = sign < pieces.end && syntax.type(sign) === '=' ? syntax.next(sign) : pieces.end;
  if (right < pieces.end && lowering.isPart(right) && lowering.isExpression(right)) {
    pieces.at = right;
    const target = pattern(lowering, first, first);
    const value = openExpression(lowering, pieces);
    return { kind: 'assign', start, end: value.end, target, value };
  }
  const value = openExpression(lowering, pieces);
  return isReturn ? { kind: 'return', start, end: value.end, value } : { kind: 'expression', start, end: value.end, value };
}

/** An expression, which `(` and arguments may follow. */
function openExpression(lowering: Lowering, pieces: Pieces): Expression {
  const { syntax } = lowering;
  const callee = lowering.expression(pieces.at);
  pieces.at = syntax.next(pieces.at);
  if (pieces.at >= pieces.end || syntax.type(pieces.at) !== '(') return callee;
  const open = syntax.end(pieces.at);
  const found: Argument[] = [];
  let end = open;
  let isOpen = true;
  for (pieces.at = syntax.next(pieces.at); pieces.at < pieces.end; pieces.at = syntax.next(pieces.at)) {
    const type = syntax.type(pieces.at);
    if (type === ',' || type === 'comment') isOpen ||= type === ',';
    else if (isOpen && isArgument(lowering, pieces.at)) {
      found.push(argumentOf(lowering, pieces.at));
      isOpen = false;
    } else break;
    end = syntax.end(pieces.at);
  }
  return { kind: 'call', start: callee.start, end, callee, arguments: found, argumentsSpan: { start: open, end }, isNew: false };
}

/** `name = value` with spaces is by custom no argument but the statement on the next line. */
function isArgument(lowering: Lowering, node: number): boolean {
  const { syntax } = lowering;
  const type = syntax.type(node);
  if (type !== 'keyword_argument') return lowering.isPart(node) && (lowering.isExpression(node) || type === 'dictionary_splat');
  const name = syntax.child(node, 'name');
  return name < 0 || syntax.text[syntax.end(name)] === '=';
}
