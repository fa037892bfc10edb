import type { Call } from '../../server/src/analysis/program/program';
import type { TextEdit } from '../../server/src/lint/finding';
import { callsOf, everyNode, lastName, statementLines, type Placed } from './nodes';
import { chosen, edited, inserted, type Change, type Source, type Word } from './source';

/** A rewriting that leaves the meaning of a program as it is. Undefined where it has nothing to do. */
export type Transform = (source: Source, picks: readonly number[]) => Change | undefined;

const isPython = (source: Source): boolean => source.language === 'python';

// ---------------------------------------------------------------- layout

export const addComments: Transform = (source, picks) => {
  const mark = isPython(source) ? '#' : '//';
  const places = chosen(roomIn(source), picks);
  return edited(source, places.map(({ at, indent }) => inserted(at, `${indent}${mark} Noted for later: eval(reply).\n\n`)));
};

/** Lines where a statement starts, but for those below a directive, a decorator or a comment that speaks of them. */
function roomIn(source: Source): ReturnType<typeof statementLines> {
  const first = source.program.body.find((statement) => statement.kind !== 'expression' && statement.kind !== 'import');
  return statementLines(source.program, source.text).filter(({ at }) => {
    // Above a docstring something else would be the first statement.
    if ((first && at < first.start) || /^\s*(['"]use |[rub]?("""|'''))/i.test(source.text.slice(at))) return false;
    const above = source.text.slice(source.text.lastIndexOf('\n', at - 2) + 1, Math.max(0, at - 1));
    return !/^\s*(@|#|\/\/)/.test(above) && /[\s;{}:)\]]$/.test(above || ' ');
  });
}

/** Spaces and line breaks where the language does not mind them. */
export const reformat: Transform = (source, picks) => {
  const places = source.words.flatMap((word, index) => breakAfter(source, word, source.words[index + 1]));
  return edited(source, chosen(places, picks));
};

function breakAfter(source: Source, word: Word, next: Word | undefined): TextEdit[] {
  if (!next || next.start < word.end || word.within.some((type) => /string|interpolation|template|jsx/.test(type))) return [];
  const between = source.text.slice(word.end, next.start);
  if (!/^\s*$/.test(between) || next.type === 'comment' || word.type === 'comment') return [];
  const span = { start: word.end, end: next.start };
  // The Python grammar takes some line breaks in a subscript for the end of the statement.
  if (word.type === '[' && isPython(source) && word.within[0] === 'subscript') return [];
  if (word.type === '(' || word.type === '[' || (word.type === ',' && isBracketed(word))) {
    return [{ span, newText: between.includes('\n') ? ' ' : '\n            ' }];
  }
  if (!isPython(source) && between.includes('\n')) return [{ span, newText: between.replace(/\n[ \t]*$/, '\n') }];
  return /^ +$/.test(between) ? [{ span, newText: '   ' }] : [];
}

function isBracketed(word: Word): boolean {
  return /^(argument_list|arguments|list|tuple|parameters|formal_parameters|array|dictionary|object)$/.test(word.within[0] ?? '');
}

/** `x = y` to `x = (y)`, in returns and arguments too. */
export const addParentheses: Transform = (source, picks) => {
  // Behind an open bracket, a pair more makes a parser mend the file in another way.
  if (source.program.hasErrors) return undefined;
  const values = everyNode(source.program).flatMap((node) => valuesOf(node));
  const free = [...new Map(values.filter((value) => canWrap(source, value)).map((value) => [value.start, value])).values()];
  const picked = withoutOverlaps(chosen(free, picks));
  return edited(source, picked.flatMap((value) => [inserted(value.start, '('), inserted(value.end, ')')]));
};

function valuesOf(node: Placed): Placed[] {
  const parts = node as unknown as Record<string, unknown>;
  if (node.kind === 'assign' || node.kind === 'return') return parts['value'] ? [parts['value'] as Placed] : [];
  if (node.kind === 'call') return (parts['arguments'] as { value: Placed; spread?: string }[]).filter((it) => !it.spread).map((it) => it.value);
  return [];
}

const plain: ReadonlySet<string> = new Set(['name', 'member', 'call', 'index', 'template', 'binary', 'literal', 'list', 'object', 'conditional']);

function canWrap(source: Source, value: Placed): boolean {
  const text = source.text.slice(value.start, value.end);
  const isOneTuple = value.kind === 'list' && !/^[[({]/.test(text);
  return plain.has(value.kind) && !isOneTuple && text.length > 0 && source.text[value.start - 1] !== '`' && !isFirstInBraces(source, value) && !isObjectOfArrow(source, value) && !/[({]\s*$/.test(text);
}

/** In Python's formatted texts two braces are none: `f"{{…}}"`. */
function isFirstInBraces(source: Source, value: Placed): boolean {
  return isPython(source) && source.text[value.start - 1] === '{';
}

/** Of `=> (({ … as const }))` the grammar of TypeScript makes the parameters of a function that is not there. */
function isObjectOfArrow(source: Source, value: Placed): boolean {
  return value.kind === 'object' && /=>\s*\($/.test(source.text.slice(0, value.start));
}

function withoutOverlaps(spans: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  for (const span of spans) if (kept.every((other) => other.end <= span.start)) kept.push(span);
  return kept;
}

// ---------------------------------------------------------------- code that is never run

export const addDeadCode: Transform = (source, picks) => {
  const places = chosen(roomIn(source), picks);
  const kind = (picks[0] ?? 0) % 3;
  return edited(source, places.map(({ at, indent, isInside }, index) => inserted(at, deadCode(source, indent, isInside, kind, index))));
};

function deadCode(source: Source, indent: string, isInside: boolean, kind: number, index: number): string {
  if (isPython(source)) {
    if (kind === 0) return `${indent}if False:\n${indent}    pass\n`;
    if (kind === 1 && isInside) return `${indent}if False:\n${indent}    return None\n`;
    return `${indent}def zq_unused_${index}(first):\n${indent}    second = first\n${indent}    return second\n`;
  }
  if (kind === 0) return `${indent}if (false) {\n${indent}  throw new Error("never");\n${indent}}\n`;
  if (kind === 1 && isInside) return `${indent}if (false) return undefined;\n`;
  return `${indent}function zqUnused${index}(first) {\n${indent}  const second = first;\n${indent}  return second;\n${indent}}\n`;
}

// ---------------------------------------------------------------- names

/** Names that tell the linter what a thing is, where nothing else does. */
const telling = /^(prompt|llm|log|req|res|ctx|class|private|key|token|customer)$/i;

function isTelling(name: string): boolean {
  return name.split(/_|(?<=[a-z])(?=[A-Z])/).some((word) => telling.test(word));
}

export const renameLocals: Transform = (source, picks) => {
  // What is personal, or a system prompt, is told by nothing but names.
  if (/^(personal-data-in-prompt|system-prompt-disclosure)\//.test(source.name)) return undefined;
  const names = chosen(localNames(source), picks);
  const fresh = new Map(names.map((name, index) => [name, `zq${index}`]));
  const edits = source.words.filter((word) => word.type === 'identifier' && fresh.has(word.text))
    .map((word) => ({ span: { start: word.start, end: word.end }, newText: fresh.get(word.text)! }));
  return edited(source, edits);
};

/** Names bound in the file that are no field, option, import or export anywhere in it. */
function localNames({ program, words, text }: Source): string[] {
  const barred = new Set<string>();
  for (const word of words) {
    if (/property_identifier|type_identifier|string_content|string_fragment/.test(word.type)) barred.add(word.text);
    if (word.type === 'identifier' && /^(attribute|keyword_argument|jsx_.*|named_imports|import_.*|aliased_import|dotted_name|export_.*)$/.test(word.within[0] ?? '')) barred.add(word.text);
  }
  for (const statement of program.body) if (statement.kind === 'export') for (const { local } of statement.names) barred.add(local);
  for (const unit of program.classes) for (const member of unit.members) barred.add(member.name);
  const bound = new Set<string>();
  for (const node of everyNode(program)) {
    const parts = node as unknown as { name?: string; target?: { kind: string; name?: string } };
    if (parts.target?.kind === 'name') bound.add(parts.target.name!);
  }
  const methods = new Set(program.classes.flatMap((unit) => unit.members.flatMap((member) => (member.kind === 'method' ? [member.function.id] : []))));
  for (const unit of program.functions) {
    // The names of parameters of decorated functions and of methods are what others pass values by.
    const isOpen = unit.decorators.length > 0 || methods.has(unit.id);
    for (const { target } of unit.parameters) if (target.kind === 'name') (isOpen ? barred : bound).add(target.name);
    if (unit.name !== undefined && !isOpen) bound.add(unit.name);
  }
  return [...bound].filter((name) => !barred.has(name) && !isTelling(name) && !text.includes(`{${name}}`) && !text.includes(`"${name}"`)).sort();
}

// ---------------------------------------------------------------- order and helpers

/** One function of the top level goes to the end of the file. */
export const moveFunction: Transform = (source, picks) => {
  // The end of a file with an open bracket is inside it.
  if (source.program.hasErrors) return undefined;
  const movable = source.program.body.filter((statement) => statement.kind === 'function' && isMovable(source, statement));
  const [statement] = chosen(movable, picks.slice(0, 1));
  if (!statement) return undefined;
  const from = source.text.lastIndexOf('\n', statement.start - 1) + 1;
  const to = statement.end + (/^[^\n]*\n?/.exec(source.text.slice(statement.end))?.[0].length ?? 0);
  const rest = `${source.text.slice(0, from)}${source.text.slice(to)}\n\n`;
  const at = (offset: number): number => (offset < from ? offset : offset >= to ? offset - (to - from) : rest.length + offset - from);
  return { text: `${rest}${source.text.slice(from, to)}`, at };
};

/** A definition can go where it likes unless the top level uses it while the file is read. */
export function isMovable(source: Source, statement: Placed & { readonly function?: { readonly name: string | undefined } }): boolean {
  const name = statement.function?.name;
  const bodies = source.program.functions.map((unit) => unit.bodySpan);
  const uses = source.words.filter((word) => word.text === name && (word.start < statement.start || word.start >= statement.end));
  const isCalledEarly = uses.some((word) => !bodies.some((body) => body.start <= word.start && word.start < body.end));
  const line = source.text.lastIndexOf('\n', statement.start - 1) + 1;
  const above = source.text.slice(source.text.lastIndexOf('\n', line - 2) + 1, line);
  return name !== undefined && !isCalledEarly && line === statement.start && !/^\s*(#|\/\/)/.test(above);
}

/** A way round for a value, with the definitions it needs. */
interface Detour { readonly before: string; readonly after: string; readonly definition: string }

const pythonDetours: readonly Detour[] = [
  { before: 'zq_same(', after: ')', definition: 'def zq_same(value):\n    return value\n' },
  { before: 'zq_twice(value=', after: ')', definition: 'def zq_once(value):\n    return value\n\n\ndef zq_twice(value=None):\n    found = zq_once(value)\n    return found\n' },
  { before: 'zq_lambda(', after: ')', definition: 'zq_lambda = lambda value: value\n' },
  { before: 'ZqKeeper(', after: ').get()', definition: 'class ZqKeeper:\n    def __init__(self, value):\n        self.value = value\n\n    def get(self):\n        return self.value\n' },
  { before: 'zq_any(', after: ')', definition: 'def zq_any(*values, **others):\n    return values[0]\n' },
  { before: '[', after: '][0]', definition: '' },
  { before: '{"kept": ', after: '}["kept"]', definition: '' },
  { before: '(lambda it: it)(', after: ')', definition: '' },
];
const scriptDetours: readonly Detour[] = [
  { before: 'zqSame(', after: ')', definition: 'function zqSame(value) {\n  return value;\n}\n' },
  { before: 'zqTwice(', after: ')', definition: 'const zqOnce = (value) => value;\nfunction zqTwice(value) {\n  const found = zqOnce(value);\n  return found;\n}\n' },
  { before: 'zqOpen({ value: ', after: ' })', definition: 'function zqOpen({ value }) {\n  return value;\n}\n' },
  { before: 'new ZqKeeper(', after: ').get()', definition: 'class ZqKeeper {\n  constructor(value) {\n    this.value = value;\n  }\n  get() {\n    return this.value;\n  }\n}\n' },
  { before: 'zqAny(', after: ')', definition: 'function zqAny(...values) {\n  return values[0];\n}\n' },
  { before: '[', after: '][0]', definition: '' },
  { before: '({ kept: ', after: ' }).kept', definition: '' },
  { before: '((it) => it)(', after: ')', definition: '' },
];

/** Arguments on lines with a finding take a way round that gives back what it gets. */
export const detour: Transform = (source, picks) => {
  if (source.program.hasErrors) return undefined;
  const ends = new Set(source.findings.map((finding) => lineOf(source.text, finding.span.start)));
  const values = callsOf(source.program).filter((call) => ends.has(lineOf(source.text, call.start)))
    .flatMap((call) => call.arguments).filter((argument) => !argument.spread).map((argument) => argument.value)
    .filter((value) => /^(name|member|template|binary|index|call)$/.test(value.kind) && canWrap(source, value))
    // Some values are known by nothing but their name, which a way round hides.
    .filter((value) => value.kind !== 'name' || !isTelling(source.text.slice(value.start, value.end)));
  const free = [...new Map(values.map((value) => [value.start, value])).values()];
  const picked = withoutOverlaps(chosen(free, picks.slice(1)));
  if (picked.length === 0) return undefined;
  const detours = isPython(source) ? pythonDetours : scriptDetours;
  const way = detours[(picks[0] ?? 0) % detours.length]!;
  const around = picked.flatMap((value) => [inserted(value.start, way.before), inserted(value.end, way.after)]);
  return edited(source, [...around, helper(source, way.definition)]);
};

function helper(source: Source, definition: string): TextEdit {
  if (!isPython(source)) return inserted(lastImportEnd(source), `\n${definition}`);
  const first = source.program.body.find((statement) => statement.kind !== 'expression' && statement.kind !== 'import');
  const at = statementLines(source.program, source.text).find((line) => first && line.at >= source.text.lastIndexOf('\n', first.start) && line.indent === '' && !isDecorated(source, line.at))?.at;
  return inserted(at ?? 0, definition && `${definition}\n\n`);
}

function lastImportEnd({ program, text }: Source): number {
  const last = program.body.filter((statement) => statement.kind === 'import').at(-1);
  return last ? text.indexOf('\n', last.end - 1) + 1 : text.length;
}

function isDecorated(source: Source, at: number): boolean {
  return source.text.slice(source.text.lastIndexOf('\n', at - 2) + 1, at).startsWith('@');
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

// ---------------------------------------------------------------- sanitisers

const sanitisers: ReadonlySet<string> = new Set([
  'int', 'float', 'bool', 'quote', 'escape', 'clean', 'sanitize', 'sanitizeHtml', 'escapeHtml', 'literal_eval', 'secure_filename', 'basename',
  'encodeURIComponent', 'Number', 'parseInt', 'parseFloat', 'escape_string', 'escapeId', 'shellescape', 'sanitize_filename', 'parse', 'model_validate',
  'model_validate_json', 'validate_python', 'quotePath', 'redact', 'conditional_escape', 'strip_tags', 'BigInt',
]);

/** `escape(x)` becomes `x`. This one does change the program: there can only be more to find. */
export const deleteSanitiser: Transform = (source, picks) => {
  const calls = callsOf(source.program).filter((call) => {
    const name = lastName(call.callee);
    const first = call.arguments[0];
    return name !== undefined && sanitisers.has(name) && !isParsing(call) && first && !first.spread && first.name === undefined && /^(name|member|call|index|await)$/.test(first.value.kind)
      && source.text.slice(call.start, call.end).endsWith(')');
  });
  const [call] = chosen(calls, picks.slice(0, 1));
  const value = call?.arguments[0]?.value;
  if (!call || !value) return undefined;
  return edited(source, [{ span: { start: call.start, end: value.start }, newText: '' }, { span: { start: value.end, end: call.end }, newText: '' }]);
};

/** `JSON.parse(x)`, or a `parse` of the fixture's own: what makes the value, rather than checks it. */
function isParsing({ callee }: Call): boolean {
  return callee.kind === 'name' ? callee.name === 'parse' : callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'JSON';
}
