import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { guarded } from './guard';
import { pythonName } from './imports';
import { semicolon } from './logRecord';
import { moduleMembers } from './modules';
import { bare, freeName } from './nodes';
import { indentUnit, quote, textOf, type Edit } from './places';
import { partsOf } from './shellWords';

const message = 'the path leads out of the folder';

/** The path is resolved, and has to lie in the folder that was meant. */
export function filePathFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  if (!flow.value || flow.value.kind === 'list' || flow.value.kind === 'object') return [];
  const parts = joinedPath(analysis, bare(flow.value));
  const edits = analysis.family === 'python' ? pythonEdits(analysis, flow.value, parts) : scriptEdits(analysis, flow.value, parts);
  const todo = parts ? '' : ', then choose the folder';
  return edits ? [{ title: `Check that the path lies in the folder${todo}`, edits }] : [];
}

interface Joined {
  readonly folder: string;
  readonly rest: readonly string[];
}

/** The constant folder and the rest of `ROOT / name`, `os.path.join(ROOT, name)`, `Path(ROOT, name)`, `join(root, name)`. */
function joinedPath(analysis: Analysis, value: Expression): Joined | undefined {
  if (value.kind === 'binary' && value.operator === '/') {
    const left = joinedPath(analysis, value.left);
    const right = textOf(analysis, value.right);
    if (left) return { ...left, rest: [...left.rest, right] };
    return value.left.kind === 'name' || value.left.kind === 'member' || value.left.kind === 'call' ? { folder: textOf(analysis, value.left), rest: [right] } : undefined;
  }
  if (value.kind === 'template' || (value.kind === 'binary' && value.operator === '+')) return prefixed(analysis, value);
  if (value.kind !== 'call' || value.arguments.some((it) => it.spread || it.name !== undefined)) return undefined;
  const isJoin = /^(os\.path\.join|pathlib\.(Pure)?Path|path(\.posix)?\.(join|resolve))$/.test(calleePath(analysis, value.callee) ?? '');
  const [folder, ...rest] = value.arguments.map((it) => it.value);
  const isConstant = folder !== undefined && (folder.kind === 'string' || folder.kind === 'name' || folder.kind === 'member');
  return isJoin && isConstant && rest.length > 0 ? { folder: textOf(analysis, folder), rest: rest.map((it) => textOf(analysis, it)) } : undefined;
}

/** `/srv/notes/` or `ROOT` with a slash, and one value behind it. */
function prefixed(analysis: Analysis, value: Expression): Joined | undefined {
  const parts = partsOf(value) ?? [];
  const rest = parts[parts.length - 1];
  const [first, slash] = parts;
  if (typeof rest !== 'object' || hasFormat(analysis, rest)) return undefined;
  const mark = quote(analysis);
  const isText = parts.length === 2 && typeof first === 'string' && /^[^\\"'\n]+\/$/.test(first);
  if (isText) return { folder: `${mark}${first.slice(0, -1) || '/'}${mark}`, rest: [textOf(analysis, rest)] };
  const isName = parts.length === 3 && typeof first === 'object' && first.kind === 'name' && slash === '/';
  return isName ? { folder: textOf(analysis, first), rest: [textOf(analysis, rest)] } : undefined;
}

/** `{x:>3}` is more than the value. */
function hasFormat(analysis: Analysis, part: Expression): boolean {
  return /^\s*[:!]/.test(analysis.text.slice(part.end));
}

function pythonEdits(analysis: Analysis, value: Expression, parts: Joined | undefined): readonly Edit[] | undefined {
  const path = pythonName(analysis, 'pathlib', 'Path');
  const folder = freeName(analysis.program, 'folder', 'base_folder');
  const name = freeName(analysis.program, 'path', 'target', 'safe_path');
  const mark = quote(analysis);
  const rest = parts ? parts.rest.join(', ') : textOf(analysis, unwrapped(analysis, value));
  const edits = guarded(analysis, value, [
    `${folder} = ${path.text}(${parts?.folder ?? ''}).resolve()`,
    `${name} = ${folder}.joinpath(${rest}).resolve()`,
    `if not ${name}.is_relative_to(${folder}):`,
    `${indentUnit(analysis)}raise ValueError(${mark}${message}${mark})`,
  ], name);
  return edits && [...path.edits, ...edits];
}

/** `x` of `Path(x)`. */
function unwrapped(analysis: Analysis, value: Expression): Expression {
  const only = value.kind === 'call' && value.arguments.length === 1 ? value.arguments[0]?.value : undefined;
  return value.kind === 'call' && only && calleePath(analysis, value.callee) === 'pathlib.Path' ? only : value;
}

function scriptEdits(analysis: Analysis, value: Expression, parts: Joined | undefined): readonly Edit[] | undefined {
  const [resolve, separator] = moduleMembers(analysis, 'path', ['resolve', 'sep']);
  if (!resolve || !separator) return undefined;
  const folder = freeName(analysis.program, 'folder', 'baseFolder');
  const name = freeName(analysis.program, 'target', 'safePath');
  const mark = quote(analysis);
  const end = semicolon(analysis);
  const rest = parts ? parts.rest.join(', ') : textOf(analysis, value);
  const edits = guarded(analysis, value, [
    `const ${folder} = ${resolve.text}(${parts?.folder ?? `${mark}.${mark}`})${end}`,
    `const ${name} = ${resolve.text}(${folder}, ${rest})${end}`,
    `if (!${name}.startsWith(${folder} + ${separator.text})) throw new Error(${mark}${message}${mark})${end}`,
  ], name);
  return edits && [...resolve.edits, ...separator.edits, ...edits];
}
