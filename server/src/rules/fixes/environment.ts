import type { Analysis } from '../../analysis/analysis';
import type { Call, Expression, Span, Statement } from '../../analysis/program/program';
import { keyVariable } from '../data/keyNames';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonMember } from './imports';
import { holds, isSame, nodesBelow } from './nodes';
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
export function environmentFix(analysis: Analysis, at: Span, sdk: string, value: string): readonly RuleFix[] {
  const place = placeOf(analysis.program, at);
  const around = enclosing(place?.statement ?? analysis.program.body.find((it) => holds(it, at)), at);
  const literal = around[around.length - 1];
  if (literal?.kind !== 'string' || !isSame(literal, at)) return [];
  const outer = around.slice(0, -1);
  if (place && assigned(analysis, place, outer)) return removal(analysis, place);
  const key = { analysis, at, value, variable: variableOf(analysis, outer, sdk) };
  const edits = withoutFallback(key, outer) ?? reading(key, outer);
  return edits ? [{ title: `Read \`${key.variable}\` from the environment`, edits }] : [];
}

/** The expressions around a place, outermost first, with the one that is the place at the end. */
function enclosing(statement: Statement | undefined, at: Span): Expression[] {
  const found: Expression[] = [];
  if (!statement) return found;
  for (const node of nodesBelow(statement)) {
    if (holds(node, at) && !isSame(node, statement)) found.push(node as Expression);
  }
  return found;
}

/** An environment variable is named where the code names one already. */
function variableOf(analysis: Analysis, outer: readonly Expression[], sdk: string): string {
  for (const node of outer) {
    const name = node.kind === 'logical' ? environmentName(analysis, node.left) : environmentName(analysis, node);
    if (name !== undefined) return name;
  }
  return keyVariable(sdk);
}

/** `X` of `os.environ["X"]`, `os.getenv("X")`, `process.env.X`. */
function environmentName(analysis: Analysis, value: Expression): string | undefined {
  if (value.kind === 'member' && calleePath(analysis, value.object) === 'process.env') return value.property;
  if (value.kind === 'index' && isEnvironment(analysis, value.object)) return value.index.kind === 'string' ? value.index.value : undefined;
  if (value.kind !== 'call') return undefined;
  const path = calleePath(analysis, value.callee) ?? '';
  const name = value.arguments[0]?.value;
  return /^os\.(environ\.(get|setdefault|pop)|getenv)$/.test(path) && name?.kind === 'string' ? name.value : undefined;
}

function isEnvironment(analysis: Analysis, value: Expression): boolean {
  return ['os.environ', 'process.env'].includes(calleePath(analysis, value) ?? '');
}

/** The statement writes the key into the environment: whoever starts the program has to do that. */
function assigned(analysis: Analysis, place: Place, outer: readonly Expression[]): boolean {
  const { statement } = place;
  if (statement.kind === 'assign' && statement.target.kind === 'place') return environmentName(analysis, statement.target.place) !== undefined && outer.length === 0;
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
  return calleePath(analysis, statement.value.callee) === 'os.environ.setdefault' && outer.length === 1;
}

function removal(analysis: Analysis, place: Place): readonly RuleFix[] {
  const isOnly = place.list.length === 1 && place.list !== analysis.program.body;
  if (isOnly || !standsAlone(analysis, place)) return [];
  const end = afterStatement(analysis, place.statement)!;
  const rest = analysis.text.slice(end).match(/^\r?\n/)?.[0].length ?? 0;
  const span = { start: lineStart(analysis.text, place.statement.start), end: end + rest };
  return [{ title: 'Remove the key, and set it where the program is started', edits: [{ span, newText: '' }] }];
}

/** `read or "key"` and `os.getenv("X", "key")` need nothing but the read. */
function withoutFallback(key: Key, outer: readonly Expression[]): readonly Edit[] | undefined {
  const parent = outer[outer.length - 1];
  if (parent?.kind === 'logical' && isSame(parent.right, key.at)) return [replace(parent, textOf(key.analysis, parent.left))];
  if (parent?.kind !== 'call' || environmentName(key.analysis, parent) === undefined || parent.arguments.length !== 2) return undefined;
  return environmentCall(key, parent);
}

function environmentCall(key: Key, call: Call): readonly Edit[] {
  const read = pythonMember(key.analysis, 'os', 'environ');
  return [...read.edits, replace(call, `${read.text}[${textOf(key.analysis, call.arguments[0]!)}]`)];
}

function reading(key: Key, outer: readonly Expression[]): readonly Edit[] | undefined {
  const { analysis, at } = key;
  const scheme = /^Bearer\s+/i.exec(key.value)?.[0] ?? '';
  const text = textOf(analysis, at);
  if (!/^["'`]/.test(text) || outer.some((it) => environmentName(analysis, it) !== undefined)) return undefined;
  if (analysis.family === 'python') return pythonReading(key, scheme, text[0]!);
  const read = `process.env.${key.variable}`;
  const value = scheme ? `\`${scheme}\${${read}}\`` : read;
  const isAttribute = outer[outer.length - 1]?.kind === 'element' && analysis.text[at.start - 1] === '=';
  return [replace(at, isAttribute ? `{${value}}` : value)];
}

function pythonReading(key: Key, scheme: string, mark: string): readonly Edit[] {
  const read = pythonMember(key.analysis, 'os', 'environ');
  const inner = mark === '"' ? "'" : '"';
  const value = scheme
    ? `f${mark}${scheme}{${read.text}[${inner}${key.variable}${inner}]}${mark}`
    : `${read.text}[${mark}${key.variable}${mark}]`;
  return [...read.edits, replace(key.at, value)];
}
