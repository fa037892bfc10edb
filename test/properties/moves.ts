import type { Statement } from '../../server/src/analysis/program/program';
import { everyNode, statementLines, type Placed } from './nodes';
import { chosen, edited, inserted, type Change, type Source, type Word } from './source';
import { isMovable } from './transforms';

/** A program in two files: the rest of the old one, and what went to a module beside it. */
export interface Split { readonly main: string; readonly helper: string; readonly helperPath: string }

/** A function of the top level goes to a module of its own, with copies of the imports and constants that it needs. */
export function moveToFile(source: Source, picks: readonly number[]): Split | undefined {
  // What a comment allows, and what a directive says, holds for the file it stands in.
  if (source.program.hasErrors || /principled:|^\s*['"]use /m.test(source.text)) return undefined;
  const movable = source.program.body.filter((statement) => statement.kind === 'function' && isMovable(source, statement) && neededBy(source, statement) !== undefined);
  const [statement] = chosen(movable, picks.slice(0, 1));
  if (statement?.kind !== 'function') return undefined;
  const name = statement.function.name!;
  const imports = source.program.body.filter((one) => one.kind === 'import');
  const above = [...imports, ...neededBy(source, statement)!].sort((a, b) => a.start - b.start).map((one) => linesOf(source, one));
  const body = source.text.slice(statement.start, statement.end);
  const ending = /\.\w+$/.exec(source.path)![0];
  const [link, exported] = linked(source, name, ending);
  return {
    main: `${source.text.slice(0, statement.start)}${link}${source.text.slice(statement.end)}`,
    helper: [...new Set(above), exported(body), ''].join('\n'),
    helperPath: `${source.path.slice(0, source.path.lastIndexOf('/'))}/helper_zq${ending}`,
  };
}

function linked(source: Source, name: string, ending: string): [string, (body: string) => string] {
  if (source.language === 'python') return [`from helper_zq import ${name}`, (body) => body];
  const specifier = /^\.[mc]?js$/.test(ending) ? `./helper_zq${ending}` : './helper_zq';
  const isCommon = /\brequire\(/.test(source.text) && !/^(import|export) /m.test(source.text);
  if (isCommon) return [`const { ${name} } = require("${specifier}");`, (body) => `${body}\nmodule.exports = { ${name} };`];
  return [`import { ${name} } from "${specifier}";`, (body) => `export ${body}`];
}

/** The constants and clients of the top level that a function uses; undefined when it uses what cannot be copied. */
function neededBy(source: Source, statement: Placed): Statement[] | undefined {
  const needed = new Set<Statement>();
  const open: Placed[] = [statement];
  for (let part = open.pop(); part; part = open.pop()) {
    for (const word of wordsIn(source, part)) {
      const owner = source.program.body.find((one) => bindsName(one, word.text));
      if (!owner || owner === statement || owner.kind === 'import' || needed.has(owner)) continue;
      if (owner.kind !== 'assign' || isFound(source, owner) || assignments(source, word.text) !== 1) return undefined;
      needed.add(owner);
      open.push(owner);
    }
  }
  const text = source.text.slice(statement.start, statement.end);
  const declared = [...source.text.matchAll(/^(?:export )?(?:interface|type|enum|declare\s+\w+)\s+(\w+)/gm)].map((match) => match[1]!);
  const isBound = /\bglobal\b|\bthis\b|\bexports\b|__name__|__file__/.test(text) || declared.some((type) => new RegExp(`\\b${type}\\b`).test(text));
  return isBound ? undefined : [...needed];
}

function bindsName(statement: Statement, name: string): boolean {
  if (statement.kind === 'function') return statement.function.name === name;
  if (statement.kind === 'class') return statement.class.name === name;
  if (statement.kind === 'export') return statement.names.some(({ local }) => local === name) || (statement.declaration !== undefined && bindsName(statement.declaration, name));
  if (statement.kind === 'import') return statement.names.some(({ local }) => local === name);
  return everyTarget(statement).includes(name);
}

/** Names that a statement binds, in patterns too. */
function everyTarget(statement: unknown): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      const { target, parameter } = value as { target?: unknown; parameter?: unknown };
      for (const pattern of [target, parameter]) if (pattern !== undefined) names.push(...namesOf(pattern));
      for (const [key, part] of Object.entries(value)) if (key !== 'function' && key !== 'body') visit(part);
    }
  };
  visit(statement);
  return names;
}

function namesOf(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesOf);
  if (typeof pattern !== 'object' || pattern === null) return [];
  const { kind, name } = pattern as { kind?: string; name?: string };
  if (kind === 'name' && name !== undefined) return [name];
  return kind === 'member' || kind === 'index' ? [] : Object.values(pattern).flatMap(namesOf);
}

function assignments(source: Source, name: string): number {
  return everyNode(source.program).filter((node) => node.kind === 'assign' && namesOf((node as unknown as { target: unknown }).target).includes(name)).length;
}

function isFound(source: Source, { start, end }: Placed): boolean {
  return placesOf(source).some((span) => span.start < end && span.end > start);
}

function placesOf(source: Source): { readonly start: number; readonly end: number }[] {
  return source.findings.flatMap((finding) => [finding.span, ...finding.related.map((it) => it.span)]);
}

function wordsIn(source: Source, { start, end }: Placed): Word[] {
  return source.words.filter((word) => word.start >= start && word.end <= end && /identifier/.test(word.type) && source.text[word.start - 1] !== '.');
}

function linesOf(source: Source, { start, end }: Placed): string {
  const from = source.text.lastIndexOf('\n', start - 1) + 1;
  const to = source.text.indexOf('\n', end - 1);
  return source.text.slice(from, to < 0 ? undefined : Math.max(to, end));
}

// ---------------------------------------------------------------- helpers

/** An expression on a line that a value comes through becomes a function of its own, with what it uses as parameters. */
export function extractHelper(source: Source, picks: readonly number[]): Change | undefined {
  // What is personal is told by names, and by whose they are; a function of its own does not know whose.
  if (source.program.hasErrors || source.name.startsWith('personal-data-in-prompt/')) return undefined;
  const lines = new Set(source.findings.flatMap((finding) => finding.steps.filter((step) => step.file === source.path).map((step) => lineOf(source.text, step.span.start))));
  const free = everyNode(source.program).flatMap((node) => (lines.has(lineOf(source.text, node.start)) ? extractable(source, node) : []));
  const [found] = chosen(free, picks.slice(0, 1));
  if (!found) return undefined;
  const { node, locals } = found;
  const text = source.text.slice(node.start, node.end);
  const parameters = locals.join(', ');
  const definition = source.language === 'python' ? `def zq_made(${parameters}):\n    return (${text})\n\n\n` : `function zqMade(${parameters}) {\n  return (${text});\n}\n\n`;
  const at = roomBefore(source, node);
  if (at === undefined) return undefined;
  return edited(source, [inserted(at, definition), { span: { start: node.start, end: node.end }, newText: `${source.language === 'python' ? 'zq_made' : 'zqMade'}(${parameters})` }]);
}

/** The start of the statement of the top level that the expression stands in, if nothing belongs to it from above. */
function roomBefore(source: Source, node: Placed): number | undefined {
  const owner = source.program.body.find((one) => one.start <= node.start && node.end <= one.end);
  const line = owner && statementLines(source.program, source.text).filter(({ at, indent }) => indent === '' && at <= owner.start).at(-1);
  const above = line && source.text.slice(source.text.lastIndexOf('\n', line.at - 2) + 1, line.at);
  return above === undefined || /^\s*(@|#|\/\/|\*|export )/.test(above) ? undefined : line?.at;
}

const values: ReadonlySet<string> = new Set(['template', 'binary', 'index', 'call', 'member']);

function extractable(source: Source, node: Placed): { node: Placed; locals: string[] }[] {
  const text = source.text.slice(node.start, node.end);
  const parent = parentsOf(source).get(node);
  if (!values.has(node.kind) || !parent || /\b(await|yield|this|super|for|async)\b|=>|:=|function|lambda|\.\.\.|\*\*|\bnew\b|</.test(text)) return [];
  // What stands where a reply is parsed goes along with the parsing.
  const parsed = source.findings.filter((finding) => finding.ruleId === 'unvalidated-model-json').map((finding) => finding.span);
  if (parsed.some((span) => span.start < node.end && span.end > node.start)) return [];
  if (placesOf(source).some((span) => span.start < node.end && span.end > node.start && !(span.start === node.start && span.end === node.end))) return [];
  const words = wordsIn(source, node).filter((word) => !/property|keyword/.test(word.type) && !(word.within[0] === 'keyword_argument' && source.text[word.end] === '='));
  const names = [...new Set(words.map((word) => word.text))];
  const atTop = (name: string): boolean => source.program.body.some((one) => bindsName(one, name));
  const bound = boundInside(source);
  if (words.some((word) => /shorthand|type_/.test(word.type)) || names.some((name) => bound.has(name) && atTop(name))) return [];
  const isInside = source.program.functions.some((unit) => unit.bodySpan.start <= node.start && node.end <= unit.bodySpan.end);
  return isInside ? [{ node, locals: names.filter((name) => bound.has(name)) }] : [];
}

const known = new WeakMap<Source, { parents: Map<Placed, true>; bound: Set<string> }>();

function looked(source: Source): { parents: Map<Placed, true>; bound: Set<string> } {
  let found = known.get(source);
  if (found) return found;
  const parents = new Map<Placed, true>();
  const bound = new Set<string>();
  for (const node of everyNode(source.program)) {
    const parts = node as unknown as Record<string, unknown>;
    // A value that is assigned, returned or an argument; what is called or written to is none.
    if (node.kind === 'assign' || node.kind === 'return') if (parts['value']) parents.set(parts['value'] as Placed, true);
    if (node.kind === 'call') for (const argument of parts['arguments'] as { value: Placed; spread?: string }[]) if (!argument.spread) parents.set(argument.value, true);
    const inner = [parts['handlers'], parts['clauses'], node.kind === 'with' ? parts['items'] : undefined].flat() as ({ target?: unknown } | undefined)[];
    for (const part of inner) for (const name of namesOf(part?.target)) bound.add(name);
    for (const key of ['target', 'parameter']) for (const name of namesOf(parts[key])) bound.add(name);
  }
  for (const unit of source.program.functions) for (const { target } of unit.parameters) for (const name of namesOf(target)) bound.add(name);
  known.set(source, (found = { parents, bound }));
  return found;
}

const parentsOf = (source: Source): ReadonlyMap<Placed, true> => looked(source).parents;
const boundInside = (source: Source): ReadonlySet<string> => looked(source).bound;

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
