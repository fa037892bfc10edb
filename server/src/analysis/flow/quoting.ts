import type { Expression } from '../program/program';
import type { Family } from '../analysis';
import { bitOf } from './families';
import { headOf } from './heads';
import { cleared, deepTaints } from './labels';
import type { Machine } from './machine';
import { besideText } from './nameParts';
import { takesOnlyNumbers } from './patterns';
import { joinTaints, type Taint } from './taint';
import { UNKNOWN, withTaints, type GivenArguments, type Value } from './value';

/** What a text was made ready for: to stand between two marks that then hold it whole. */
interface Quotes {
  readonly opening: string;
  readonly closing: string;
  readonly family: Family;
}

/** Quoted identifiers of SQL by the mark that is doubled, and the two kinds of quotes that a shell has. */
const quotes: Readonly<Record<string, Quotes>> = {
  '"': { opening: '"', closing: '"', family: 'sql' },
  '`': { opening: '`', closing: '`', family: 'sql' },
  ']': { opening: '[', closing: ']', family: 'sql' },
  "shell '": { opening: "'", closing: "'", family: 'shell' },
  'shell "': { opening: '"', closing: '"', family: 'shell' },
};

/** What a call makes a text ready for: `name.replace(/"/g, '""')`, `argument.replace(/'/g, "'\\''")`. */
export function readyFor(machine: Machine, name: string, given: GivenArguments): string | undefined {
  const [sought, put] = given.positional;
  const quoting = quotingBy(sought?.text ?? '', put?.constant);
  if (quoting === undefined || machine.module.family === 'python' || name === 'replaceAll') return quoting;
  const node = given.nodes?.positional[0];
  const isEverywhere = node !== undefined && /\/[a-z]*g[a-z]*$/.test(machine.module.text.slice(node.start, node.end));
  return isEverywhere ? quoting : undefined;
}

function quotingBy(sought: string, put: unknown): string | undefined {
  if (sought in quotes && put === sought + sought) return sought;
  if (sought === "'" && (put === "'\\''" || put === `'"'"'`)) return "shell '";
  const escaped = /^\(?\[([^\]]+)\]\)?$/.exec(sought)?.[1];
  const isComplete = escaped !== undefined && !escaped.startsWith('^') && ['"', '$', '`', '\\\\'].every((mark) => escaped.includes(mark));
  return isComplete && (put === '\\$1' || put === '\\$&') ? 'shell "' : undefined;
}

/** A text between the marks that it was made ready for is one identifier, or one word, whatever it says. */
export function quoted(value: Value, before: string | Expression | undefined, after: string | Expression | undefined): Value {
  const marks = value.ready === undefined ? undefined : quotes[value.ready];
  const isInside = marks !== undefined && textOf(before)?.endsWith(marks.opening) && textOf(after)?.startsWith(marks.closing);
  return isInside ? cleared(value, bitOf(marks.family)) : value;
}

function textOf(part: string | Expression | undefined): string | undefined {
  return typeof part === 'string' ? part : part?.kind === 'string' ? part.value : undefined;
}

/** `"%s of %d" % value`: a number that is all a format takes brings no label with it. */
export function formatted(format: Value, text: string, value: readonly Taint[]): Value {
  if (takesOnlyNumbers(text)) return withTaints(UNKNOWN, deepTaints(format));
  const pieces = text.split(/%\(?\w*\)?[srd]/);
  const inserted = pieces.slice(1).map((_, index) => inPieces({ refs: [], taints: value }, pieces, index + 1).taints);
  return { refs: [], taints: (inserted.length === 0 ? [value] : inserted).reduce(joinTaints, deepTaints(format)), text: pieces.join('\0') };
}

/** `"https://example.org/{}".format(name)`: what comes after the host chooses no server. */
export function filledIn(receiver: Value, given: readonly Taint[]): Value {
  const inserted: Value = { refs: [], taints: isOfNumbers(receiver.text ?? '') ? [] : given };
  const pieces = (receiver.text ?? '').split(/\{[^{}]*\}/);
  const parts = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [inPieces(inserted, pieces, index), piece]));
  const taints = parts.reduce<readonly Taint[]>((all, part) => (typeof part === 'string' ? all : joinTaints(all, part.taints)), receiver.taints);
  return { refs: [], taints, text: pieces.join('\0'), ...(taints.length > 0 ? { head: joinTaints(receiver.taints, headOf(parts)) } : {}) };
}

/** What is put between two pieces of a format. */
function inPieces(value: Value, pieces: readonly string[], index: number): Value {
  return besideText(value, pieces[index - 1], pieces[index]);
}

/** `"{:d} of {:.2f}"`. */
function isOfNumbers(format: string): boolean {
  const places = format.match(/\{[^{}]*\}/g) ?? [];
  return places.length > 0 && places.every((place) => /:[^}]*[bdeEfFgGoxX%]\}$/.test(place));
}

/** `sh -c` runs what the quotes around it only pass on whole, and `exec()` inside of code what a literal holds. */
const rerunning: readonly (readonly [Family, RegExp])[] = [
  ['shell', /\b(?:(?:ba|z|da|k|fi)?sh|cmd|powershell|pwsh|su)(?:\.exe)?\s+(?:[\w-]+\s+){0,6}?(?:-\w*c|\/c|-Command)\s+['"]?\0/],
  ['shell', /\b(?:python[\d.]*|node|deno|bun|perl|ruby|php|osascript)\s+(?:-\S+\s+){0,6}?(?:-[cer]|--eval)\s+['"]?\0/],
  ['shell', /\beval\s+['"]?\0|\bssh\s+(?:-[BbcDEeFIiJLlmOopQRSWw]\s*\S+\s+|-[46AaCfGgKkMNnqsTtVvXxYy]+\s+){0,8}[^-\s]\S*\s+['"]?\0/],
  ['code', /\b(exec|eval|compile|system|popen|run\w*|call|check_\w+|Function|setTimeout|setInterval)\s*\(\s*\0/i],
];

/** The labels of a text, without what only holds as long as nothing in the text is run by itself. */
export function rerun(text: string | undefined, taints: readonly Taint[]): readonly Taint[] {
  let opened = taints;
  for (const [family, pattern] of rerunning) {
    const bit = bitOf(family);
    if (text !== undefined && opened.some((taint) => taint.cleared & bit) && pattern.test(text)) opened = opened.map((taint) => ({ ...taint, cleared: taint.cleared & ~bit }));
  }
  return opened;
}
