import type { Analysis } from '../../analysis/analysis';
import type { Call, Expression, Span } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonMember } from './imports';
import { environmentName, expressionsAround } from './keyPlace';
import { isSame } from './nodes';
import { afterStatement, lineStart, placeOf, replace, standsAlone, textOf, type Edit, type Place } from './places';

interface Key {
  readonly analysis: Analysis;
  /** The literal. */
  readonly at: Span;
  readonly value: string;
  /** `OPENAI_API_KEY`. */
  readonly variable: string;
}

/** Reads the key from the environment instead; adds the import where there is none. */
export function environmentFix(analysis: Analysis, at: Span, value: string, variable: string): readonly RuleFix[] {
  const around = expressionsAround(analysis, at);
  const literal = around[around.length - 1];
  if (literal?.kind !== 'string' || !isSame(literal, at)) return [];
  const outer = around.slice(0, -1);
  const place = placeOf(analysis.program, at);
  if (place && isWrite(analysis, place, outer)) return removal(analysis, place);
  const named = outer.map((it) => environmentName(analysis, it)).find((it) => it !== undefined);
  const key = { analysis, at, value, variable: named ?? variable };
  const edits = withoutFallback(key, outer) ?? reading(key, outer);
  return edits ? [{ title: `Read \`${key.variable}\` from the environment`, edits }] : [];
}

/** The statement writes the key into the environment: whoever starts the program has to do that. */
function isWrite(analysis: Analysis, place: Place, outer: readonly Expression[]): boolean {
  const { statement } = place;
  if (statement.kind === 'assign' && statement.target.kind === 'place') {
    return outer.length === 0 && environmentName(analysis, statement.target.place) !== undefined;
  }
  const value = statement.kind === 'expression' ? statement.value : undefined;
  if (value?.kind === 'assignment' && value.target.kind === 'place') return environmentName(analysis, value.target.place) !== undefined;
  return value?.kind === 'call' && calleePath(analysis, value.callee) === 'os.environ.setdefault';
}

function removal(analysis: Analysis, place: Place): readonly RuleFix[] {
  const isOnly = place.list.length === 1 && place.list !== analysis.program.body;
  if (isOnly || !standsAlone(analysis, place)) return [];
  const end = afterStatement(analysis, place.statement)!;
  const rest = /^\r?\n/.exec(analysis.text.slice(end))?.[0].length ?? 0;
  const span = { start: lineStart(analysis.text, place.statement.start), end: end + rest };
  return [{ title: 'Remove the key, and set it where the program is started', edits: [{ span, newText: '' }] }];
}

/** `read or "key"` and `os.getenv("X", "key")` need nothing but the read. */
function withoutFallback(key: Key, outer: readonly Expression[]): readonly Edit[] | undefined {
  const parent = outer[outer.length - 1];
  if (parent?.kind === 'logical' && isSame(parent.right, key.at)) return [replace(parent, textOf(key.analysis, parent.left))];
  const isRead = parent?.kind === 'call' && environmentName(key.analysis, parent) !== undefined && parent.arguments.length === 2;
  return isRead ? environmentRead(key, parent) : undefined;
}

function environmentRead(key: Key, call: Call): readonly Edit[] {
  const read = pythonMember(key.analysis, 'os', 'environ');
  return [...read.edits, replace(call, `${read.text}[${textOf(key.analysis, call.arguments[0]!)}]`)];
}

function reading(key: Key, outer: readonly Expression[]): readonly Edit[] | undefined {
  const { analysis, at } = key;
  const scheme = /^Bearer\s+/i.exec(key.value)?.[0] ?? '';
  const mark = analysis.text[at.start]!;
  const parent = outer[outer.length - 1];
  if (!/["'`]/.test(mark) || (parent && environmentName(analysis, parent) !== undefined) || isEnvironmentUpdate(analysis, outer)) return undefined;
  if (analysis.family === 'python') return pythonReading(key, scheme, mark);
  const read = `process.env.${key.variable}`;
  const value = scheme ? `\`${scheme}\${${read}}\`` : read;
  const isAttribute = parent?.kind === 'element' && analysis.text[at.start - 1] === '=';
  return [replace(at, isAttribute ? `{${value}}` : value)];
}

/** What is written into the environment cannot be read from there. */
function isEnvironmentUpdate(analysis: Analysis, outer: readonly Expression[]): boolean {
  return outer.some((it) => it.kind === 'call' && /^(os\.(environ\.update|putenv)|Object\.assign)$/.test(calleePath(analysis, it.callee) ?? ''));
}

function pythonReading(key: Key, scheme: string, mark: string): readonly Edit[] {
  const read = pythonMember(key.analysis, 'os', 'environ');
  const inner = mark === '"' ? "'" : '"';
  const value = scheme
    ? `f${mark}${scheme}{${read.text}[${inner}${key.variable}${inner}]}${mark}`
    : `${read.text}[${mark}${key.variable}${mark}]`;
  return [...read.edits, replace(key.at, value)];
}
