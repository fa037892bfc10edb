import fc from 'fast-check';
import type { LanguageId } from '../../server/src/analysis/program/program';
import type { Edit } from '../../server/src/lint/linter';

/** One replaced range of a text, and what stands there then. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Maker = (text: string, language: LanguageId, at: number, other: number) => Replacement;

/** What someone types: letters, a name, half a statement, a string that is not closed yet. */
const typed = ['x', ' ', '\n', '.', '(', ')', '"', '`', '}', 'self.', 'this.', 'eval(', 'reply', '\n\n# a note\n', '\n// a note\n', 'import os\n', '{', '😀', ', '];

const statements: Record<'python' | 'javascript', readonly string[]> = {
  python: [
    'LIMIT = 3\n', 'import os\n', 'from subprocess import run\n', '@traced\ndef added(text):\n    return eval(text)\n\n', 'class Added(Base):\n    text: str = ""\n\n',
    'if DEBUG:\n    print(client)\n', '"""What this is."""\n', '# a note\n', '\n', 'client = None\n', 'def answer(*args, **options):\n    return args[0]\n\n',
  ],
  javascript: [
    'const limit = 3;\n', "import os from 'node:os';\n", 'export function added(text) {\n  return eval(text);\n}\n', 'class Added extends Base {\n  text = "";\n}\n',
    'if (debug) {\n  console.log(client);\n}\n', '// a note\n', '\n', 'interface Added {\n  text: string;\n}\n', 'const client = null;\n', 'export default async (text) => text;\n',
  ],
};

const halves: Record<'python' | 'javascript', readonly string[]> = {
  python: ['def half', 'class Half', 'class Half(', 'if ', '@', 'return ', 'x = "', 'x = """', 'f(', 'x = [', 'x = {', 'try:\n', 'for x in '],
  javascript: ['function half', 'class Half', 'class Half extends ', 'if (', '@', 'return ', 'const x = "', 'const x = `', 'f(', 'const x = [', 'const x = {', 'try {\n', 'export '],
};

const decorators = { python: ['@traced\n', '@app.get("/x")\n', '@tool\n', '@staticmethod\n'], javascript: ['@traced\n', 'export ', 'async ', '/** A note. */\n'] };

const makers: readonly Maker[] = [
  (text, _, at, other) => ({ start: at % (text.length + 1), end: at % (text.length + 1), text: pick(typed, other) }),
  (text, _, at, other) => ({ start: at % (text.length + 1), end: Math.min(text.length, at % (text.length + 1) + other % 60), text: '' }),
  // A statement at the top level comes, goes, comes again, or moves behind another.
  (text, language, at, other) => inserted(boundary(text, at), pick(statements[familyOf(language)], other)),
  (text, _, at) => ({ ...chunk(text, at), text: '' }),
  (text, _, at, other) => inserted(boundary(text, other), slice(text, chunk(text, at))),
  // A function gets another name where it is defined, or everywhere; parameters, decorators, bases.
  (text, _, at) => afterMatch(text, /\b(?:def|function|class|const|interface) +\w+/g, at, 'x'),
  renamed,
  (text, _, at, other) => afterMatch(text, /\b(?:def|function) +\w+\(/g, at, pick(['x, ', 'text, ', '*, ', '{ x }, '], other)),
  (text, language, at, other) => beforeMatch(text, /^ *(?:async )?(?:def|class|function|export|const) /gm, at, pick(decorators[familyOf(language)], other)),
  (text, language, at, other) => afterMatch(text, /^ *(?:export )?class \w+/gm, at, familyOf(language) === 'python' ? pick(['(Base)', '(ABC)', '(BaseModel)'], other) : ' extends Base'),
  (text, _, at, other) => afterMatch(text, /^\w[\w ]* = /gm, at, pick(['', 'x', 'None or ', 'make('], other)),
  // A block is indented into what stands above, or taken out of it.
  (text, language, at) => indented(text, language, chunk(text, at)),
  (text, language, at, other) => inserted(lineStart(text, at), pick(halves[familyOf(language)], other)),
  (text, language, at, other) => inserted(boundary(text, at), pick(halves[familyOf(language)], other)),
];

/** One edit of one of several files, of all kinds that people make; `isRest`: the typing rests after it, `steps`: of the work that it leaves, so much is done. */
export const anyEdit = fc.record({ isRest: fc.boolean(), steps: fc.nat({ max: 12 }), file: fc.nat(), kind: fc.nat({ max: makers.length - 1 }), at: fc.nat(), other: fc.nat() });

export type AnyEdit = typeof anyEdit extends fc.Arbitrary<infer T> ? T : never;

/** What an edit makes of a text. */
export function edited(text: string, language: LanguageId, { kind, at, other }: AnyEdit): { readonly edit: Edit; readonly text: string } {
  const { start, end, text: put } = makers[kind]!(text, language, at, other);
  return { edit: { start, oldEnd: end, newEnd: start + put.length }, text: text.slice(0, start) + put + text.slice(end) };
}

function familyOf(language: LanguageId): 'python' | 'javascript' {
  return language === 'python' ? 'python' : 'javascript';
}

function pick<T>(choices: readonly T[], number: number): T {
  return choices[number % choices.length]!;
}

function inserted(at: number, text: string): Replacement {
  return { start: at, end: at, text };
}

function slice(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end);
}

/** Where statements at the top level start, and the end of the text. */
function boundaries(text: string): number[] {
  return [...[...text.matchAll(/^[^\s)}\]]/gm)].map(({ index }) => index), text.length];
}

function boundary(text: string, number: number): number {
  return pick(boundaries(text), number);
}

function chunk(text: string, number: number): { readonly start: number; readonly end: number } {
  const all = boundaries(text);
  const at = number % all.length;
  return { start: all[at]!, end: all[at + 1] ?? text.length };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at % (text.length + 1)) + 1;
}

function afterMatch(text: string, pattern: RegExp, number: number, put: string): Replacement {
  const ends = [...text.matchAll(pattern)].map((match) => match.index + match[0].length);
  return inserted(ends.length > 0 ? pick(ends, number) : 0, put);
}

function beforeMatch(text: string, pattern: RegExp, number: number, put: string): Replacement {
  const starts = [...text.matchAll(pattern)].map(({ index }) => index);
  return inserted(starts.length > 0 ? pick(starts, number) : 0, put);
}

/** Every use of one function's name has another, in one replaced range. */
function renamed(text: string, _: LanguageId, number: number): Replacement {
  const names = [...text.matchAll(/\b(?:def|function) +(\w+)/g)].map((match) => match[1]!);
  if (names.length === 0) return inserted(0, '');
  const name = pick(names, number);
  return { start: 0, end: text.length, text: text.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_again`) };
}

function indented(text: string, language: LanguageId, { start, end }: { readonly start: number; readonly end: number }): Replacement {
  const block = text.slice(start, end).replace(/^(?=.)/gm, '    ');
  return { start, end, text: familyOf(language) === 'python' ? block : `function around() {\n${block}}\n` };
}
