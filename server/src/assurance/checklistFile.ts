/** Reads `.principled/checklist.json`, and says of a broken one where it is broken and what was expected. */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser/lib/esm/main.js';
import { Lines } from '../lint/lines';
import { checklistStatuses, emptyChecklist, isRecord, type Checklist } from './checklist';
import { findProvision } from './codeOfPractice';

/** A place in the file and what is wrong there, for a person. */
export interface FileNote {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** A clause without a capital or a full stop. */
  readonly message: string;
}

export type ChecklistReading =
  | {
    readonly checklist: Checklist;
    /** Entries that do not count as they are written; they are kept. */
    readonly notes: readonly FileNote[];
  }
  /** The file is broken, and has to be left alone. */
  | { readonly problem: FileNote };

const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/m;

const expectations: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in double quotes was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected',
  CloseBraceExpected: 'a closing brace } was expected',
  CloseBracketExpected: 'a closing bracket ] was expected',
  EndOfFileExpected: 'the end of the file was expected',
  UnexpectedEndOfString: 'a closing quote was expected',
  InvalidCommentToken: 'a value was expected, and JSON has no comments',
  InvalidSymbol: 'a value in double quotes, a number, true, false or null was expected',
  InvalidCharacter: 'a character was not expected inside a text',
  InvalidEscapeCharacter: 'a known escape such as \\n was expected',
};

/** Reads the file's text; a file that is not there yet (undefined) or is empty reads as an empty checklist. */
export function parseChecklist(given: string | undefined): ChecklistReading {
  const text = given?.replace(/^\uFEFF/, '') ?? '';
  if (text.trim() === '') return { checklist: emptyChecklist, notes: [] };
  const marker = conflict.exec(text);
  if (marker) return { problem: note(text, marker.index, 'a merge conflict is not resolved') };
  try {
    return read(text);
  } catch (error) {
    // Only a text of thousands of nested brackets exhausts the stack.
    if (error instanceof RangeError) return { problem: note(text, 0, 'less deeply nested values were expected') };
    throw error;
  }
}

/** "line 12, column 3: a comma was expected". */
export function placeInWords({ line, column, message }: FileNote): string {
  return `line ${line}, column ${column}: ${message}`;
}

function read(text: string): ChecklistReading {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first || !root) return { problem: syntaxProblem(text, first) };
  if (root.type !== 'object') return { problem: note(text, root.offset, 'an object in braces was expected') };
  const twice = repeatedName(root);
  if (twice) return { problem: note(text, twice.offset, `${twice.value} stands here a second time, so one of the two would be lost`) };
  const items = valueOf(root, 'items');
  if (items && items.type !== 'object') return { problem: note(text, items.offset, '"items" was expected to be an object') };
  const raw: unknown = JSON.parse(text);
  return { checklist: { raw: isRecord(raw) ? raw : {} }, notes: items ? notesOn(items, text) : [] };
}

function syntaxProblem(text: string, error: ParseError | undefined): FileNote {
  if (!error) return note(text, 0, 'an object in braces was expected');
  const code = printParseErrorCode(error.error);
  return note(text, error.offset, expectations[code] ?? `it is not valid JSON (${code})`);
}

/** A name that an object holds twice: JSON would silently take the later one, which a merge may have made. */
function repeatedName(node: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [name, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    if (name && seen.has(name.value)) return name;
    if (name) seen.add(name.value);
    const deeper = value && repeatedName(value);
    if (deeper) return deeper;
  }
  return undefined;
}

function notesOn(items: Node, text: string): FileNote[] {
  const lines = new Lines(text);
  const at = (offset: number, message: string): FileNote => ({ ...lines.positionAt(offset), message });
  return (items.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? [];
    if (!name || !value) return [];
    const id = String(name.value);
    if (!findProvision(id)) return [at(name.offset, `the Code has no provision ${id}`)];
    if (value.type !== 'object') return [at(value.offset, `an object in braces was expected for ${id}`)];
    const status = valueOf(value, 'status');
    if (status && !checklistStatuses.some((one) => one === status.value)) {
      return [at(status.offset, `the status of ${id} was expected to be ${checklistStatuses.join(', ')}`)];
    }
    return [];
  });
}

function valueOf(object: Node, name: string): Node | undefined {
  return object.children?.find((one) => one.children?.[0]?.value === name)?.children?.[1];
}

function note(text: string, offset: number, message: string): FileNote {
  return { ...new Lines(text).positionAt(Math.min(offset, text.length)), message };
}
