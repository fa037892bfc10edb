import type { Analysis, InferenceCall } from '../../analysis/analysis';
import type { AssignStatement, Expression, FunctionNode, Span, Statement } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { recorder, semicolon } from './logRecord';
import { freeName, isSame, nodesBelow } from './nodes';
import { afterStatement, functionAround, indentAt, insertAt, newline, placeOf, replace, runsOnce, standsAlone, textOf, withParentheses, type Edit } from './places';

/** A record of the call: behind it with what the reply says of itself, or before it where it cannot be. */
export function loggingFixes(analysis: Analysis, inference: InferenceCall): readonly RuleFix[] {
  const place = placeOf(analysis.program, inference.call);
  if (!place || !standsAlone(analysis, place) || isInside(analysis, place.statement)) return [];
  const indent = indentAt(analysis.text, place.statement.start);
  const number = numberIn(analysis, inference);
  const site: Site = { analysis, inference, statement: place.statement, unit: place.function, indent, number };
  const isOpen = isStream(site) || isPending(site) || place.statement.kind === 'with';
  const edits = isOpen ? recordBefore(site) : recordBehind(site);
  return edits ? [{ title: isOpen ? 'Log this call before it is made' : 'Log this call, with model and duration', isSafe: true, edits }] : [];
}

interface Site {
  readonly analysis: Analysis;
  readonly inference: InferenceCall;
  readonly statement: Statement;
  readonly unit: FunctionNode | undefined;
  readonly indent: string;
  /** Of the calls of one function, this is number 1, 2 and so on: each fix needs names of its own. */
  readonly number: number;
}

function numberIn(analysis: Analysis, inference: InferenceCall): number {
  const unit = functionAround(analysis.program, inference.call);
  const own = analysis.inferences.filter((it) => !it.isLogged && functionAround(analysis.program, it.call) === unit);
  return own.indexOf(inference) + 1;
}

/** Names that are free, one for each call of the function. */
function freeNames(site: Site, ...wanted: readonly string[]): string {
  const numbered = site.number > 1 ? wanted.map((name) => `${name}${site.number}`) : wanted;
  return freeName(site.analysis.program, ...numbered);
}

/** A statement that is no place of its own: the body of an arrow function or lambda, an `elif`. */
function isInside(analysis: Analysis, statement: Statement): boolean {
  const text = textOf(analysis, statement);
  return (statement.kind === 'return' && !text.startsWith('return')) || text.startsWith('elif');
}

/** A reply that comes in pieces says nothing of itself yet when the call is over. */
function isStream({ inference }: Site): boolean {
  if (/(^|\.)\w*stream\w*$/i.test(inference.path) || /(^|\.)\w*stream\w*$/i.test(inference.name)) return true;
  return inference.call.arguments.some((it) => isTrueStream(it.name, it.value)
    || (it.value.kind === 'object' && it.value.entries.some((entry) => isTrueStream(entry.key, entry.value))));
}

function isTrueStream(name: unknown, value: Expression): boolean {
  return name === 'stream' && !(value.kind === 'literal' && (value.value === false || value.value === null));
}

/** A promise or coroutine that is handed on, not awaited here. */
function isPending(site: Site): boolean {
  const { analysis, inference, unit } = site;
  const isAsyncClient = /\bAsync[A-Z]\w+/.test(analysis.text) && (unit?.isAsync ?? false);
  const isAsync = analysis.family === 'javascript' || isAsyncClient || /\.aio\.|(^|\.)a(invoke|predict|complete|call|create|generate|run|chat|completion)$/.test(inference.name);
  return isAsync && isSame(awaited(site), inference.call);
}

/** The call with the `await` around it. */
function awaited({ statement, inference }: Site): Span {
  for (const node of nodesBelow(statement)) if (node.kind === 'await' && isSame(node.value, inference.call)) return node;
  return inference.call;
}

function recordBefore({ analysis, inference, statement, indent }: Site): readonly Edit[] {
  const { edits, record } = recorder(analysis, inference, undefined);
  return [...edits, insertAt(statement.start, `${record(undefined, indent)}${newline(analysis)}${indent}`)];
}

function recordBehind(site: Site): readonly Edit[] | undefined {
  const { analysis, inference, statement } = site;
  const assign = assignmentOf(statement);
  const whole = awaited(site);
  const value = assign?.value ?? (statement.kind === 'expression' ? statement.value : undefined);
  const isAll = value !== undefined && isSame(value, whole);
  const named = isAll && assign?.target.kind === 'name' && assign.operator === undefined ? assign.target.name : undefined;
  if (!named && !(isAll && statement.kind === 'expression')) return hoisted(site, whole);
  const reply = named ?? freeNames(site, 'reply', 'response');
  const { edits, start, record } = recorder(analysis, inference, freeNames(site, 'started', site.analysis.family === 'python' ? 'started_at' : 'startedAt'));
  const lines = newline(analysis);
  const assigned = named === undefined ? `${analysis.family === 'javascript' ? 'const ' : ''}${reply} = ` : '';
  return [
    ...edits,
    insertAt(statement.start, `${start}${lines}${site.indent}${assigned}`),
    insertAt(afterStatement(analysis, statement)!, `${lines}${site.indent}${record(reply, site.indent)}`),
  ];
}

function assignmentOf(statement: Statement): AssignStatement | undefined {
  if (statement.kind === 'assign') return statement;
  return statement.kind === 'export' && statement.declaration?.kind === 'assign' ? statement.declaration : undefined;
}

/** The call moves in front of its statement, which then uses the reply by name. */
function hoisted(site: Site, whole: Span): readonly Edit[] | undefined {
  const { analysis, inference, statement, indent } = site;
  if (!runsOnce(statement, inference.call)) return undefined;
  const reply = freeNames(site, 'reply', 'response', analysis.family === 'python' ? 'model_reply' : 'modelReply');
  const { edits, start, record } = recorder(analysis, inference, freeNames(site, 'started', site.analysis.family === 'python' ? 'started_at' : 'startedAt'));
  const lines = `${newline(analysis)}${indent}`;
  const declared = analysis.family === 'javascript' ? 'const ' : '';
  const call = `${declared}${reply} = ${textOf(analysis, whole)}${semicolon(analysis)}`;
  return [
    ...edits,
    insertAt(statement.start, `${start}${lines}${call}${lines}${record(reply, indent)}${lines}`),
    replace(withParentheses(analysis.text, whole), reply),
  ];
}
