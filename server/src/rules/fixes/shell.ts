import type { Analysis, Flow } from '../../analysis/analysis';
import type { Argument, Call, Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonMember } from './imports';
import { moduleMember } from './modules';
import { isSame } from './nodes';
import { placeOf, quote, replace, textOf, type Edit } from './places';
import { commandWords, type Word } from './shellWords';

/** A command whose program is constant runs as an argument list, without a shell. */
export function shellFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { call, value } = flow;
  if (!call || !value) return [];
  const path = calleePath(analysis, call.callee);
  if (path === undefined) return [];
  const edits = dropShell(analysis, call, path) ?? (analysis.family === 'python' ? pythonEdits(analysis, call, path) : scriptEdits(analysis, call, path));
  return edits ? [{ title: 'Run the program with an argument list, without a shell', edits }] : [];
}

function pythonEdits(analysis: Analysis, call: Call, path: string): readonly Edit[] | undefined {
  const command = call.arguments[0];
  const words = command && command.name === undefined ? commandWords(command.value) : undefined;
  if (!command || !words) return undefined;
  const list = words.map((word) => pythonWord(analysis, word)).join(', ');
  if (path === 'os.system' && call.arguments.length === 1) return systemEdits(analysis, call, list);
  if (path === 'asyncio.create_subprocess_shell' && call.callee.kind === 'member') {
    return [replace(call.callee.propertySpan, 'create_subprocess_exec'), replace(command.value, list)];
  }
  const shell = isTrue(call.arguments.find((it) => it.name === 'shell'));
  if (!/^subprocess\.(run|call|check_call|check_output|Popen)$/.test(path) || !shell) return undefined;
  return [replace(command.value, `[${list}]`), withoutArgument(call, shell)];
}

/** `os.system` gives the exit status, which is used where the call is not a statement by itself. */
function systemEdits(analysis: Analysis, call: Call, list: string): readonly Edit[] {
  const statement = placeOf(analysis.program, call)?.statement;
  const isStatement = statement?.kind === 'expression' && isSame(statement.value, call);
  const runner = pythonMember(analysis, 'subprocess', isStatement ? 'run' : 'call');
  return [...runner.edits, replace(call, `${runner.text}([${list}]${isStatement ? ', check=False' : ''})`)];
}

function isTrue(argument: Argument | undefined): Argument | undefined {
  return argument?.value.kind === 'literal' && argument.value.value === true ? argument : undefined;
}

/** An argument with the comma before it. */
function withoutArgument(call: Call, argument: Argument): Edit {
  const index = call.arguments.indexOf(argument);
  const before = call.arguments[index - 1];
  const next = call.arguments[index + 1];
  if (before) return { span: { start: before.end, end: argument.end }, newText: '' };
  return { span: { start: argument.start, end: next?.start ?? argument.end }, newText: '' };
}

function pythonWord(analysis: Analysis, word: Word): string {
  const [only] = word;
  if (word.length === 1 && typeof only === 'object') return textOf(analysis, unquoted(analysis, only));
  const mark = quote(analysis);
  const pieces = word.map((part) => (typeof part === 'string' ? part : textOf(analysis, unquoted(analysis, part))));
  const literal = word.every((part) => typeof part === 'string');
  if (literal) return quoted(pieces.join(''), mark);
  const isPlain = word.every((part, index) => (typeof part === 'string' ? !/["'{}\\]/.test(part) : !/["'\\{}!:\n#]/.test(pieces[index]!)));
  if (isPlain) return `f${mark}${word.map((part, index) => (typeof part === 'string' ? part : `{${pieces[index]}}`)).join('')}${mark}`;
  return word.map((part, index) => (typeof part === 'string' ? quoted(part, mark) : `str(${pieces[index]})`)).join(' + ');
}

function scriptWord(analysis: Analysis, word: Word): string {
  const [only] = word;
  if (word.length === 1 && typeof only === 'object') return textOf(analysis, unquoted(analysis, only));
  if (word.every((part) => typeof part === 'string')) return quoted(word.join(''), quote(analysis));
  const pieces = word.map((part) => (typeof part === 'string' ? part.replace(/[`\\$]/g, '\\$&') : `\${${textOf(analysis, unquoted(analysis, part))}}`));
  return `\`${pieces.join('')}\``;
}

function quoted(text: string, mark: string): string {
  return `${mark}${text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`)}${mark}`;
}

/** What was quoted for the shell goes into a list as it is. */
function unquoted(analysis: Analysis, value: Expression): Expression {
  const only = value.kind === 'call' && value.arguments.length === 1 ? value.arguments[0]?.value : undefined;
  if (value.kind !== 'call' || !only) return value;
  return ['JSON.stringify', 'shlex.quote'].includes(calleePath(analysis, value.callee) ?? '') ? only : value;
}

const listForms: Readonly<Record<string, string>> = { 'child_process.exec': 'execFile', 'child_process.execSync': 'execFileSync' };

function scriptEdits(analysis: Analysis, call: Call, path: string): readonly Edit[] | undefined {
  const form = listForms[path];
  const command = call.arguments[0];
  const words = command && form !== undefined ? commandWords(command.value) : undefined;
  if (!command || form === undefined || !words) return undefined;
  const [program, ...rest] = words.map((word) => scriptWord(analysis, word));
  const runner = call.callee.kind === 'member' ? undefined : moduleMember(analysis, 'child_process', form);
  const name = call.callee.kind === 'member' ? replace(call.callee.propertySpan, form) : replace(call.callee, runner!.text);
  return [...(runner?.edits ?? []), name, replace(command.value, `${program}, [${rest.join(', ')}]`)];
}

/** An argument list with a constant program needs no shell: the switch goes. */
function dropShell(analysis: Analysis, call: Call, path: string): readonly Edit[] | undefined {
  if (path.startsWith('subprocess.')) {
    const [list] = call.arguments;
    const shell = isTrue(call.arguments.find((it) => it.name === 'shell'));
    return shell && list?.value.kind === 'list' && isProgram(list.value.items[0]) ? [withoutArgument(call, shell)] : undefined;
  }
  const [program, list, options] = call.arguments;
  if (!/^child_process\.spawn(Sync)?$/.test(path) || list?.value.kind !== 'list' || !isProgram(program?.value)) return undefined;
  if (options?.value.kind !== 'object' || options.value.entries.length !== 1) return undefined;
  const [entry] = options.value.entries;
  const isSwitch = entry?.key === 'shell' && entry.value.kind === 'literal' && entry.value.value === true;
  return isSwitch ? [withoutArgument(call, options)] : undefined;
}

function isProgram(value: Expression | undefined): boolean {
  return value?.kind === 'string' && !/[\s/]?(sh|bash|zsh|cmd|cmd\.exe|powershell|pwsh)$/.test(value.value);
}
