import type { Analysis } from '../../analysis/analysis';
import type { FunctionNode, Program, Span, Statement } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { holds, nodesBelow } from './nodes';

export type Edit = RuleFix['edits'][number];

/** The innermost statement around a place. */
export interface Place {
  readonly statement: Statement;
  /** The statements it stands among. */
  readonly list: readonly Statement[];
  readonly function: FunctionNode | undefined;
}

export function textOf(analysis: Analysis, span: Span): string {
  return analysis.text.slice(span.start, span.end);
}

export function insertAt(offset: number, newText: string): Edit {
  return { span: { start: offset, end: offset }, newText };
}

export function replace(span: Span, newText: string): Edit {
  return { span: { start: span.start, end: span.end }, newText };
}

/** Undefined where there is no statement, as in the default value of a parameter. */
export function placeOf(program: Program, span: Span): Place | undefined {
  const unit = functionAround(program, span);
  let list = unit?.body ?? program.body;
  let found: Place | undefined;
  for (;;) {
    const statement = list.find((it) => holds(it, span));
    if (!statement) return found;
    found = { statement, list, function: unit };
    const inner = listsOf(statement).find((it) => it.some((one) => holds(one, span)));
    if (!inner) return found;
    list = inner;
  }
}

export function functionAround(program: Program, span: Span): FunctionNode | undefined {
  let best: FunctionNode | undefined;
  for (const unit of program.functions) {
    if (holds(unit.bodySpan, span) && (!best || holds(best.bodySpan, unit.bodySpan))) best = unit;
  }
  return best;
}

/** The statement of the file's top level that holds a place. */
export function topStatement(program: Program, span: Span): Statement | undefined {
  return program.body.find((it) => holds(it, span));
}

function listsOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if': return [statement.then, statement.otherwise];
    case 'loop': return [statement.body, statement.otherwise];
    case 'try': return [statement.body, ...statement.handlers.map((it) => it.body), statement.otherwise, statement.finally];
    case 'with':
    case 'block': return [statement.body];
    case 'switch': return statement.cases.map((it) => it.body);
    default: return [];
  }
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** One step of indentation as the file has it. */
export function indentUnit(analysis: Analysis): string {
  const found = /^(\t| {2,8})\S/m.exec(analysis.text.replace(/^ \*.*$/gm, ''))?.[1];
  if (found !== undefined) return found;
  return analysis.family === 'python' ? '    ' : '  ';
}

export function newline(analysis: Analysis): string {
  return analysis.text.includes('\r\n') ? '\r\n' : '\n';
}

/** The kind of quotes that the file uses most. */
export function quote(analysis: Analysis): '"' | "'" {
  const single = analysis.text.split("'").length;
  const double = analysis.text.split('"').length;
  return single > double ? "'" : '"';
}

/** Whether whole lines may be put before and behind the statement. */
export function standsAlone(analysis: Analysis, place: Place): boolean {
  const { text } = analysis;
  const { statement, list } = place;
  if (text.slice(lineStart(text, statement.start), statement.start).trim() !== '') return false;
  if (afterStatement(analysis, statement) === undefined) return false;
  if (analysis.family === 'python' || list === analysis.program.body) return true;
  const before = beforeComments(analysis, list[0]?.start ?? statement.start);
  return before === '{' || before === ':';
}

/** The character before an offset, blanks and comments skipped. */
function beforeComments(analysis: Analysis, offset: number): string | undefined {
  let at = offset;
  for (;;) {
    at = analysis.text.slice(0, at).trimEnd().length;
    const comment = analysis.program.comments.find((it) => it.end === at);
    if (!comment) return analysis.text[at - 1];
    at = comment.start;
  }
}

/** The end of the statement's last line, when nothing but a comment follows on it. */
export function afterStatement(analysis: Analysis, statement: Statement): number | undefined {
  const end = lineEnd(analysis.text, statement.end);
  const rest = analysis.text.slice(statement.end, end).trim();
  const isFree = rest === '' || rest === ';' || rest.startsWith(analysis.family === 'python' ? '#' : '//');
  return isFree ? end : undefined;
}

/** Where a declaration can go in front of a statement: above its own comments. */
export function aboveComments(analysis: Analysis, statement: Statement): number {
  let at = lineStart(analysis.text, statement.start);
  for (;;) {
    const comment = analysis.program.comments.find((it) => it.end < at && lineEnd(analysis.text, it.end) + newline(analysis).length === at);
    const start = comment && lineStart(analysis.text, comment.start);
    if (start === undefined || analysis.text.slice(start, comment!.start).trim() !== '') return at;
    at = start;
  }
}

/** Whether a part of a statement is evaluated exactly once, whenever the statement runs. */
export function runsOnce(statement: Statement, value: Span): boolean {
  const inner = statement.kind === 'if' ? statement.test : statement.kind === 'loop' && statement.form !== 'while' && statement.form !== 'do' ? statement.iterable : statement;
  const isPlain = ['assign', 'expression', 'return', 'throw', 'if', 'loop'].includes(statement.kind);
  if (!isPlain || !inner || !holds(inner, value)) return false;
  for (const node of nodesBelow(inner)) {
    if (!holds(node, value)) continue;
    if (node.kind === 'comprehension' || node.kind === 'function' || node.kind === 'yield') return false;
    if (node.kind === 'conditional' && !holds(node.test, value)) return false;
    if (node.kind === 'logical' && !holds(node.left, value)) return false;
  }
  return true;
}

/** A value with the parentheses that a name in its place does not need: `(await call)`. */
export function withParentheses(text: string, span: Span): Span {
  const before = text.slice(0, span.start);
  if (!before.endsWith('(') || text[span.end] !== ')') return span;
  const outside = before.slice(0, -1).replace(/[ \t]+$/, '');
  const isCall = /[\w$)\]]$/.test(outside) && !/\b(return|await|in|of|yield|throw|typeof)$/.test(outside);
  return isCall ? span : { start: span.start - 1, end: span.end + 1 };
}
