import type { Analysis } from '../../analysis/analysis';
import type { ImportStatement, Statement } from '../../analysis/program/program';
import { plainModule, requiredModule } from './callees';
import type { Needed } from './imports';
import { freeName } from './nodes';
import { insertAt, lineEnd, lineStart, newline, quote, textOf, type Edit } from './places';

/** A named export in the way the JavaScript file can write it: `execFile`, `cp.execFile`. */
export function moduleMember(analysis: Analysis, module: string, member: string): Needed {
  for (const statement of analysis.program.body) {
    const found = fromImport(analysis, statement, module, member) ?? fromRequire(statement, module, member);
    if (found) return found;
  }
  const text = freeName(analysis.program, member);
  const alias = (separator: string): string => (text === member ? member : `${member}${separator}${text}`);
  const head = isCommonJs(analysis) ? `const { ${alias(': ')} } =` : `import { ${alias(' as ')} } from`;
  return { text, edits: [newModule(analysis, head, module)] };
}

/** Several named exports; those that are missing come in with one line. */
export function moduleMembers(analysis: Analysis, module: string, members: readonly string[]): readonly Needed[] {
  const needed = members.map((member) => moduleMember(analysis, module, member));
  const [first, second] = needed.map((it) => it.edits[0]);
  const isOwnLine = first && second && /\{ .* \}/.test(first.newText) && /\{ .* \}/.test(second.newText);
  if (!isOwnLine || needed.length !== 2) return needed;
  const names = /\{ (.*) \}/.exec(second.newText)?.[1] ?? '';
  const joined = { span: first.span, newText: first.newText.replace(/\{ (.*) \}/, `{ $1, ${names} }`) };
  return needed.map((it, index) => ({ text: it.text, edits: index === 0 ? [joined] : [] }));
}

/** The default export under a name of its own: `DOMPurify`. */
export function moduleDefault(analysis: Analysis, modules: readonly string[], name: string): Needed {
  for (const statement of analysis.program.body) {
    const module = statement.kind === 'import' ? statement.module : requiredModule(statement);
    if (module === undefined || !modules.includes(module)) continue;
    const local = statement.kind === 'import' ? statement.names.find((it) => it.imported === 'default' || it.imported === '*')?.local
      : statement.kind === 'assign' && statement.target.kind === 'name' ? statement.target.name : undefined;
    if (local !== undefined) return { text: local, edits: [] };
  }
  const text = freeName(analysis.program, name);
  return { text, edits: [newModule(analysis, isCommonJs(analysis) ? `const ${text} =` : `import ${text} from`, modules[0]!)] };
}

function fromImport(analysis: Analysis, statement: Statement, module: string, member: string): Needed | undefined {
  if (statement.kind !== 'import' || plainModule(statement.module) !== module || statement.isReexport || statement.isTypeOnly) return undefined;
  const own = statement.names.find((it) => it.imported === member)?.local;
  if (own !== undefined) return { text: own, edits: [] };
  const whole = statement.names.find((it) => it.imported === '*' || (it.imported === 'default' && module === 'child_process'))?.local;
  if (whole !== undefined) return { text: `${whole}.${member}`, edits: [] };
  const last = lastNamed(statement);
  if (!last || !textOf(analysis, statement).includes('{')) return undefined;
  const text = freeName(analysis.program, member);
  return { text, edits: [insertAt(last.end, `, ${text === member ? member : `${member} as ${text}`}`)] };
}

function lastNamed(statement: ImportStatement): ImportStatement['names'][number] | undefined {
  return statement.names.filter((it) => it.imported !== 'default' && it.imported !== '*').pop();
}

function fromRequire(statement: Statement, module: string, member: string): Needed | undefined {
  if (statement.kind !== 'assign') return undefined;
  const required = requiredModule(statement);
  if (required === undefined || plainModule(required) !== module) return undefined;
  const { target } = statement;
  if (target.kind === 'name') return { text: `${target.name}.${member}`, edits: [] };
  if (target.kind !== 'object' || target.rest) return undefined;
  const own = target.entries.find((it) => it.key === member)?.target;
  if (own?.kind === 'name') return { text: own.name, edits: [] };
  const last = target.entries[target.entries.length - 1]?.target;
  return last ? { text: member, edits: [insertAt(last.end, `, ${member}`)] } : undefined;
}

function isCommonJs(analysis: Analysis): boolean {
  const { body, imports } = analysis.program;
  if (imports.length > 0 || body.some((it) => it.kind === 'export')) return false;
  return /\.cjs$/.test(analysis.file) || body.some((it) => requiredModule(it) !== undefined) || /\bmodule\.exports\b/.test(analysis.text);
}

function newModule(analysis: Analysis, head: string, module: string): Edit {
  const { body } = analysis.program;
  const others = body.filter((it) => it.kind === 'import' || requiredModule(it) !== undefined);
  const last = others[others.length - 1];
  const sample = last ? textOf(analysis, last) : '';
  const prefix = isBuiltIn(module) && /from ['"]node:|require\(['"]node:/.test(analysis.text) ? 'node:' : '';
  const mark = /["'](?=[^"']*["']\)?;?$)/.exec(sample)?.[0] ?? quote(analysis);
  const end = last && !sample.endsWith(';') ? '' : ';';
  const isRequire = head.startsWith('const');
  const line = isRequire ? `${head} require(${mark}${prefix}${module}${mark})${end}` : `${head} ${mark}${prefix}${module}${mark}${end}`;
  if (last) return insertAt(lineEnd(analysis.text, last.end), `${newline(analysis)}${line}`);
  const first = body.find((it) => !isDirective(it));
  return insertAt(first ? lineStart(analysis.text, first.start) : 0, `${line}${newline(analysis)}${newline(analysis)}`);
}

function isBuiltIn(module: string): boolean {
  return /^(path|child_process|fs|crypto)$/.test(module);
}

/** `'use client'` and the like have to stay in front of everything. */
function isDirective(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'string';
}
