import type { Analysis } from '../../analysis/analysis';
import type { ImportStatement } from '../../analysis/program/program';
import { freeName, namesIn } from './nodes';
import { insertAt, lineEnd, lineStart, newline, type Edit } from './places';

/** How a file writes a thing of a library, and what has to be added so that it can. */
export interface Needed {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** Modules that stand in the first block of imports; the rest does not matter for a fix. */
const standard = new Set([
  'abc', 'argparse', 'ast', 'asyncio', 'base64', 'collections', 'contextlib', 'copy', 'csv', 'dataclasses', 'datetime', 'enum',
  'functools', 'hashlib', 'html', 'io', 'itertools', 'json', 'logging', 'math', 'os', 'pathlib', 'random', 're', 'shlex',
  'shutil', 'sqlite3', 'string', 'subprocess', 'sys', 'tempfile', 'textwrap', 'time', 'traceback', 'types', 'typing', 'urllib', 'uuid',
]);

/** `html.escape`, in the way the Python file can write it. */
export function pythonMember(analysis: Analysis, module: string, member: string): Needed {
  const local = boundAtTop(analysis, module, '*');
  if (local !== undefined) return { text: `${local}.${member}`, edits: [] };
  const own = boundAtTop(analysis, module, member);
  if (own !== undefined) return { text: own, edits: [] };
  if (!namesIn(analysis.program).has(module)) {
    return { text: `${module}.${member}`, edits: [pythonImport(analysis, module, `import ${module}`)] };
  }
  return importedMember(analysis, module, member);
}

/** `BaseModel`, imported by its own name. */
export function pythonName(analysis: Analysis, module: string, member: string): Needed {
  const own = boundAtTop(analysis, module, member);
  if (own !== undefined) return { text: own, edits: [] };
  const beside = analysis.program.body.find((it): it is ImportStatement => it.kind === 'import' && it.module === module && it.names[0]?.imported !== '*');
  const last = beside?.names[beside.names.length - 1];
  if (last && !namesIn(analysis.program).has(member)) return { text: member, edits: [insertAt(last.end, `, ${member}`)] };
  return importedMember(analysis, module, member);
}

function importedMember(analysis: Analysis, module: string, member: string): Needed {
  const text = freeName(analysis.program, member, `${member}_${module}`);
  const line = `from ${module} import ${member}${text === member ? '' : ` as ${text}`}`;
  return { text, edits: [pythonImport(analysis, module, line)] };
}

function boundAtTop(analysis: Analysis, module: string, imported: string): string | undefined {
  for (const statement of analysis.program.body) {
    if (statement.kind !== 'import' || statement.module !== module || statement.isTypeOnly) continue;
    const found = statement.names.find((name) => name.imported === imported && name.local !== undefined);
    if (found) return found.local;
  }
  return undefined;
}

/** The imports that open the file; the docstring and imports from `__future__` do not count. */
function leadingImports(analysis: Analysis): readonly ImportStatement[] {
  const run: ImportStatement[] = [];
  for (const statement of analysis.program.body) {
    if (statement.kind === 'import') {
      if (statement.module !== '__future__') run.push(statement);
    } else if (!isDocstring(analysis, statement.start) || run.length > 0) {
      return run;
    }
  }
  return run;
}

function isDocstring(analysis: Analysis, start: number): boolean {
  const first = analysis.program.body[0];
  return first?.start === start && first.kind === 'expression' && first.value.kind === 'string';
}

function pythonImport(analysis: Analysis, module: string, line: string): Edit {
  const run = leadingImports(analysis);
  if (run.length === 0) return firstImport(analysis, line);
  const isStandard = blockOf(module) === 0;
  const isPlain = line.startsWith('import ');
  const next = run.find((it) => comesAfter(analysis, it, module, isPlain, isStandard));
  const before = run[next ? run.indexOf(next) - 1 : run.length - 1];
  if (before && (!next || blockOf(before.module) === (isStandard ? 0 : 1))) {
    const isSameBlock = blockOf(before.module) === (isStandard ? 0 : 1);
    return insertAt(lineEnd(analysis.text, before.end), `${newline(analysis).repeat(isSameBlock ? 1 : 2)}${line}`);
  }
  const isSameBlock = blockOf(next!.module) === (isStandard ? 0 : 1);
  return insertAt(lineStart(analysis.text, next!.start), `${line}${newline(analysis).repeat(isSameBlock ? 1 : 2)}`);
}

/** The standard library, what is installed, the project's own. */
function blockOf(module: string): 0 | 1 | 2 {
  if (module.startsWith('.')) return 2;
  return standard.has(module.split('.')[0] ?? module) ? 0 : 1;
}

/** Whether an import belongs behind the new one, in the order most formatters keep. */
function comesAfter(analysis: Analysis, other: ImportStatement, module: string, isPlain: boolean, isStandard: boolean): boolean {
  const mine = isStandard ? 0 : 1;
  const its = blockOf(other.module);
  if (its !== mine) return its > mine;
  const isOtherPlain = /^import\b/.test(analysis.text.slice(other.start));
  if (isPlain !== isOtherPlain) return isPlain;
  return other.module > module;
}

function firstImport(analysis: Analysis, line: string): Edit {
  const { body } = analysis.program;
  const head = body.filter((it) => isDocstring(analysis, it.start) || (it.kind === 'import' && it.module === '__future__')).pop();
  const lines = newline(analysis);
  if (head) return insertAt(lineEnd(analysis.text, head.end), `${lines}${lines}${line}`);
  const first = body[0];
  return insertAt(first ? lineStart(analysis.text, first.start) : 0, `${line}${lines}${lines}`);
}

/** Imports that go to one place are one block: only the outer of them keep their distance. */
export function asBlock(edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit, index) => {
    const isSamePlace = (other: Edit | undefined): boolean => other?.span.start === edit.span.start;
    let { newText } = edit;
    if (isSamePlace(edits[index + 1])) newText = newText.replace(/(\r?\n)\r?\n$/, '$1');
    if (isSamePlace(edits[index - 1])) newText = newText.replace(/^\r?\n(\r?\n)/, '$1');
    return { ...edit, newText };
  });
}

/** A line for the whole module, behind the imports that are there and those just added. */
export function afterImports(analysis: Analysis, line: string, added: readonly Edit[]): Edit {
  const run = leadingImports(analysis);
  const last = run[run.length - 1];
  const lines = newline(analysis);
  if (last) return insertAt(lineEnd(analysis.text, last.end), `${lines}${lines}${line}`);
  const [edit] = added;
  const { body } = analysis.program;
  const offset = edit?.span.start ?? (body[0] ? lineStart(analysis.text, body[0].start) : 0);
  const isBehind = edit?.newText.startsWith(lines) ?? false;
  return insertAt(offset, isBehind ? `${lines}${lines}${line}` : `${line}${lines}${lines}`);
}
