import type { Analysis } from '../../analysis/analysis';
import type { Expression, Name } from '../../analysis/program/program';
import { guarded } from './guard';
import { semicolon } from './logRecord';
import { freeName, nodesBelow } from './nodes';
import { aboveComments, functionAround, indentUnit, insertAt, newline, quote, textOf, topStatement, type Edit } from './places';

/** What a list that the user fills in is about. */
export interface ListWords {
  /** Name of the list in Python; JavaScript has it in camel case. */
  readonly list: string;
  /** The one entry that shows what belongs there. */
  readonly entry: string;
  /** What the error says. */
  readonly message: string;
  /** Names for the checked value where it has none of its own yet. */
  readonly names: readonly [string, string];
  /** What of the value is looked up in the list. */
  readonly subject: (name: string) => string;
}

/** The value has to be on a list at the top of the file, or an error is raised. */
export function allowListEdits(analysis: Analysis, value: Expression, words: ListWords): readonly Edit[] | undefined {
  const top = topStatement(analysis.program, value);
  if (!top || value.kind === 'object' || value.kind === 'list') return undefined;
  const isPython = analysis.family === 'python';
  const wanted = isPython ? words.list : words.list.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { list, isKnown } = knownList(analysis, wanted);
  const { name, isNew } = named(analysis, value, words);
  const edits = guarded(analysis, value, (isPython ? pythonLines : scriptLines)(analysis, value, words, { list, name, isNew }), name);
  const made = insertAt(aboveComments(analysis, top), (isPython ? pythonList : scriptList)(analysis, list, words));
  return edits && [...(isKnown ? [] : [made]), ...edits];
}

/** A list that the module has already, from an earlier fix for instance, serves again. */
function knownList(analysis: Analysis, name: string): { list: string; isKnown: boolean } {
  const isKnown = analysis.program.body.some((it) => it.kind === 'assign' && it.target.kind === 'name' && it.target.name === name);
  return { list: isKnown ? name : freeName(analysis.program, name, `${name}_2`), isKnown };
}

/** A name of the function can be checked as it is; anything else is evaluated once, under a name. */
function named(analysis: Analysis, value: Expression, words: ListWords): { name: string; isNew: boolean } {
  if (value.kind === 'name' && isLocal(analysis, value)) return { name: value.name, isNew: false };
  return { name: freeName(analysis.program, ...words.names), isNew: true };
}

function isLocal(analysis: Analysis, value: Name): boolean {
  const unit = functionAround(analysis.program, value);
  if (!unit) return true;
  const targets = [...nodesBelow(unit.parameters), ...nodesBelow(unit.body)];
  return targets.some((it) => (it.kind === 'assign' && [...nodesBelow(it.target)].some((name) => isNamed(name, value)))
    || (it.kind === 'loop' && it.target !== undefined && isNamed(it.target, value)))
    || [...nodesBelow(unit.parameters)].some((it) => isNamed(it, value));
}

function isNamed(node: { readonly kind: string }, value: Name): boolean {
  return node.kind === 'name' && 'name' in node && node.name === value.name;
}

interface Checked {
  readonly list: string;
  readonly name: string;
  readonly isNew: boolean;
}

function pythonLines(analysis: Analysis, value: Expression, words: ListWords, { list, name, isNew }: Checked): readonly string[] {
  const mark = quote(analysis);
  return [
    ...(isNew ? [`${name} = ${textOf(analysis, value)}`] : []),
    `if ${words.subject(name)} not in ${list}:`,
    `${indentUnit(analysis)}raise ValueError(${mark}${words.message}${mark})`,
  ];
}

function scriptLines(analysis: Analysis, value: Expression, words: ListWords, { list, name, isNew }: Checked): readonly string[] {
  const mark = quote(analysis);
  const end = semicolon(analysis);
  return [
    ...(isNew ? [`const ${name} = ${textOf(analysis, value)}${end}`] : []),
    `if (!${list}.includes(${words.subject(name)})) throw new Error(${mark}${words.message}${mark})${end}`,
  ];
}

function pythonList(analysis: Analysis, list: string, words: ListWords): string {
  const lines = newline(analysis);
  return `${list} = {${quote(analysis)}${words.entry}${quote(analysis)}}${lines}${lines}${lines}`;
}

function scriptList(analysis: Analysis, list: string, words: ListWords): string {
  const lines = newline(analysis);
  return `const ${list} = [${quote(analysis)}${words.entry}${quote(analysis)}]${semicolon(analysis)}${lines}${lines}`;
}
