import type { Analysis, Flow } from '../../analysis/analysis';
import type { Call, Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { quote, replace, textOf, type Edit } from './places';
import { partsOf } from './shellWords';

type Part = string | Expression;

/** A value that is joined into a statement becomes a parameter of it, where the driver's style is known. */
export function sqlFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { call, value } = flow;
  const parts = value && partsOf(value);
  if (!call || !value || !parts) return [];
  const edits = taggedEdits(analysis, call, value) ?? boundEdits(analysis, call, value, parts);
  return edits ? [{ title: 'Bind the value as a parameter', edits }] : [];
}

type Style = (index: number) => string;
const numbered: Style = (index) => `$${index + 1}`;
const questions: Style = () => '?';
const percents: Style = () => '%s';

const drivers: readonly { readonly module: RegExp; readonly style: Style; readonly isSpread?: boolean }[] = [
  { module: /^asyncpg$/, style: numbered, isSpread: true },
  { module: /^(sqlite3|aiosqlite|duckdb)$/, style: questions },
  { module: /^(psycopg2?|pymysql|MySQLdb|mysql\.connector|aiomysql|django\.db)/, style: percents },
  { module: /^(pg|pg-promise|postgres)$/, style: numbered },
  { module: /^(mysql2?(\/promise)?)$/, style: questions },
];

const methods = /^(execute|fetch|fetchrow|fetchval|query)$/;

function boundEdits(analysis: Analysis, call: Call, value: Expression, parts: readonly Part[]): readonly Edit[] | undefined {
  const isFirst = call.arguments.length === 1 && call.arguments[0]?.value === value;
  const used = new Set(modulesOf(analysis));
  const fitting = drivers.filter(({ module }) => [...used].some((it) => module.test(it)));
  const [driver] = fitting;
  if (!isFirst || !driver || fitting.length > 1 || call.callee.kind !== 'member' || !methods.test(call.callee.property)) return undefined;
  const bound = statement(parts, driver.style);
  if (!bound) return undefined;
  const values = bound.values.map((it) => textOf(analysis, it));
  return [replace(value, `${literal(analysis, bound.text)}, ${list(analysis, values, driver.isSpread ?? false)}`)];
}

function modulesOf(analysis: Analysis): readonly string[] {
  const required = [...analysis.text.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)].map((it) => it[1]!);
  return [...analysis.program.imports.map((it) => it.module), ...(analysis.family === 'javascript' ? required : [])];
}

function list(analysis: Analysis, values: readonly string[], isSpread: boolean): string {
  if (isSpread) return values.join(', ');
  if (analysis.family === 'javascript') return `[${values.join(', ')}]`;
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

function literal(analysis: Analysis, text: string): string {
  const preferred = analysis.family === 'javascript' && text.includes('\n') ? '`' : quote(analysis);
  const mark = text.includes(preferred) ? (preferred === '"' ? "'" : '"') : preferred;
  const body = text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`);
  if (mark === '`') return `\`${body}\``;
  return text.includes('\n') && analysis.family === 'python' ? `${mark.repeat(3)}${body}${mark.repeat(3)}` : `${mark}${body.replaceAll('\n', '\\n')}${mark}`;
}

/** The statement with placeholders, if every inserted part stands where a value stands. */
function statement(parts: readonly Part[], style: Style): { text: string; values: Expression[] } | undefined {
  const values: Expression[] = [];
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part === 'string') {
      if (style === percents && part.includes('%')) return undefined;
      text += part;
      continue;
    }
    const after = parts[i + 1];
    const isQuoted = text.endsWith("'");
    if (isQuoted && !(typeof after === 'string' && after.startsWith("'"))) return undefined;
    const before = isQuoted ? text.slice(0, -1) : text;
    if (!isValuePlace(before)) return undefined;
    text = before + style(values.length);
    values.push(part);
    if (isQuoted && typeof after === 'string') {
      text += after.slice(1);
      i++;
    }
  }
  return values.length > 0 ? { text, values } : undefined;
}

/** Behind a comparison, in a list of values, behind a limit: never a table, a column or a clause. */
function isValuePlace(before: string): boolean {
  return /(=|<|>|\b(?:LIKE|ILIKE|LIMIT|OFFSET|BETWEEN|AND|SET \w+ =)|\b(?:VALUES|IN)\s*\([^()]*[(,])\s*$/i.test(before) || /\b(?:VALUES|IN)\s*\(\s*$/i.test(before);
}

/** Prisma's tagged templates bind what is inserted in them. */
function taggedEdits(analysis: Analysis, call: Call, value: Expression): readonly Edit[] | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || !/^\$(query|execute)RawUnsafe$/.test(callee.property)) return undefined;
  if (value.kind !== 'template' || call.arguments.length !== 1 || !value.parts.every((part, index) => typeof part === 'string' || isValuePlace(before(value.parts, index)))) return undefined;
  return [{ span: { start: callee.propertySpan.start, end: call.end }, newText: `${callee.property.replace('Unsafe', '')}${textOf(analysis, value)}` }];
}

function before(parts: readonly Part[], index: number): string {
  const part = parts[index - 1];
  return typeof part === 'string' ? part : '';
}
