import type { Call, Compare, Expression } from '../program/program';
import { evaluate } from './expressions';
import { bitOf, GIVEN_AWAY } from './families';
import { cleared } from './labels';
import type { Machine } from './machine';
import { accessPath } from './names';
import { isSameTaint } from './taint';
import type { Implication, Value } from './value';

/*
 * Tests that a path stays inside a folder. What they teach is about the file system alone.
 */

/** `name.strip().lower() in ALLOWED` says as much about `name` as any sink needs. */
export function stripped(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'call' && at.callee.kind === 'member' && at.arguments.length === 0
    && /^(strip|lower|upper|trim|toLowerCase|toUpperCase)$/.test(at.callee.property)) at = at.callee.object;
  return at;
}

/** `target.resolve()` is inside where `target` is: the system resolves it the same way. */
export function unresolved(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'call' && at.callee.kind === 'member' && /^(resolve|absolute|expanduser)$/.test(at.callee.property)) at = at.callee.object;
  return at;
}

/** `os.path.commonpath([base, target]) == base`. */
export function ofCommonPath(machine: Machine, test: Compare, outcome: boolean): readonly Implication[] | undefined {
  const call = [test.left, test.right].map((side) => commonPathOf(machine, unwrapText(side))).find((one) => one !== undefined);
  const list = call?.arguments[0]?.value;
  if (list?.kind !== 'list') return undefined;
  return list.items.flatMap((item) => {
    const path = accessPath(unwrapText(item));
    return path === undefined ? [] : [{ path, outcome, cleared: bitOf('file-path') }];
  });
}

function commonPathOf(machine: Machine, side: Expression): Call | undefined {
  if (side.kind === 'name') return machine.frame.commonPaths.get(side.name);
  return side.kind === 'call' && side.callee.kind === 'member' && side.callee.property === 'commonpath' ? side : undefined;
}

/** `common = os.path.commonpath([base, target])`: a later test of it says the same as a test of the call. */
export function noteCommonPath(machine: Machine, name: string, from: Expression | undefined): void {
  const call = from?.kind === 'call' ? commonPathOf(machine, from) : undefined;
  if (call) machine.frame.commonPaths.set(name, call);
  else machine.frame.commonPaths.delete(name);
}

/** `target.startswith(base)`, `target.is_relative_to(base)` on a resolved path; `relative(base, target).startsWith('..')`. */
export function ofContainment(machine: Machine, call: Call): Implication | undefined {
  if (call.callee.kind !== 'member') return undefined;
  const { property, object } = call.callee;
  if (!/^(startswith|startsWith|is_relative_to)$/.test(property)) return undefined;
  const value = evaluate(machine, unwrapText(object));
  if (isRelative(value)) return ofRelative(machine, call, object);
  const path = accessPath(stripped(unwrapText(madeFrom(object))));
  const prefix = call.arguments[0]?.value;
  const isOpen = value.refs.some((ref) => ref.kind === 'symbol');
  const isInside = (property === 'is_relative_to' && (isOpen || isResolved(value))) || (isResolved(value) && prefix !== undefined && endsWithSeparator(machine, prefix));
  return path !== undefined && isInside ? { path, outcome: true, cleared: bitOf('file-path') } : undefined;
}

/** `ROOT in target.parents` of a resolved path. */
export function ofParents(machine: Machine, test: Compare): Implication | undefined {
  const { left, right } = test;
  if (right.kind !== 'member' || right.property !== 'parents' || !isResolved(evaluate(machine, right.object)) || !isOwnFolder(evaluate(machine, left))) return undefined;
  const path = accessPath(right.object);
  return path === undefined ? undefined : { path, outcome: test.operator === 'in', cleared: bitOf('file-path') };
}

/** The way from a folder to a target: what does not climb out stays inside. */
function ofRelative(machine: Machine, call: Call, object: Expression): Implication | undefined {
  const prefix = call.arguments[0] && evaluate(machine, call.arguments[0].value).text;
  const target = object.kind === 'call' ? object.arguments.at(machine.module.family === 'python' ? 0 : 1)?.value : object;
  const path = target && accessPath(target);
  return path === undefined || prefix === undefined || !/^\.\.[\\/]?$/.test(prefix) ? undefined : { path, outcome: false, cleared: bitOf('file-path') };
}

function isRelative(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'path' && /(^|\.)(relative|relpath)\(\)$/.test(ref.path));
}

export function isResolved(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'path' && (ref.isResolved || RESOLVED.test(ref.path)));
}

const RESOLVED = /(realpath|abspath|resolve|normpath|path\.normalize|realpathSync)\(\)$/;

/** A folder that neither a model nor a document has named: the program's own, or one that whoever starts it has given. */
export function isOwnFolder(folder: Value): boolean {
  return folder.taints.every(({ label }) => label === undefined || !/^(tool-argument|model-output|retrieved|tool-result)$/.test(label));
}

/** `/srv/data` is also the start of `/srv/database`: only with its separator a prefix is a folder. */
function endsWithSeparator(machine: Machine, prefix: Expression): boolean {
  if (prefix.kind === 'binary') return endsWithSeparator(machine, prefix.right);
  if (prefix.kind === 'template') {
    const last = prefix.parts.at(-1);
    return typeof last === 'string' ? /[\\/]$/.test(last) : last !== undefined && endsWithSeparator(machine, last);
  }
  if (prefix.kind === 'conditional') return isWithSeparator(machine, prefix);
  if (prefix.kind === 'member' && prefix.property === 'sep') return true;
  // `os.path.join(root, '')` ends with one too.
  if (prefix.kind === 'call' && prefix.callee.kind === 'member' && prefix.callee.property === 'join') return isText(prefix.arguments.at(-1)?.value, /^$/);
  if (isEnded(machine, prefix)) return true;
  const name = prefix.kind === 'name' ? prefix.name : prefix.kind === 'member' ? prefix.property : '';
  return /sep$|separator|slash|prefix/i.test(name) || /[\\/]$/.test(evaluate(machine, prefix).text ?? '');
}

/** `root.replace(/\/*$/, '/')`: whatever separators it ends with are one then. */
function isEnded(machine: Machine, prefix: Expression): boolean {
  if (prefix.kind !== 'call' || prefix.callee.kind !== 'member' || prefix.callee.property !== 'replace') return false;
  const [sought, put] = prefix.arguments.map(({ value }) => evaluate(machine, value).text ?? '');
  return /[\])\\/][?*]\$$/.test(sought ?? '') && /^[\\/]$/.test(put ?? '');
}

/** `root.endsWith(sep) ? root : root + sep`: a text of which the end is known. */
export function endingKnown(machine: Machine, choice: Choice, value: Value): Value {
  return isWithSeparator(machine, choice) ? { ...value, text: '\0/' } : value;
}

type Choice = Extract<Expression, { kind: 'conditional' }>;

function isWithSeparator(machine: Machine, { test, then, otherwise }: Choice): boolean {
  if (test.kind !== 'call' || test.callee.kind !== 'member' || !/^ends_?with$/i.test(test.callee.property)) return false;
  const root = accessPath(test.callee.object);
  const ending = test.arguments[0]?.value;
  return root !== undefined && root === accessPath(then) && ending !== undefined && endsWithSeparator(machine, ending) && endsWithSeparator(machine, otherwise);
}

function isText(expression: Expression | undefined, pattern: RegExp): boolean {
  return expression?.kind === 'string' && pattern.test(expression.value);
}

/** A resolved path was found to be inside: so is every other resolved form of the same text, such as `normalize(absolute)`. */
export function refineForms(machine: Machine, path: string): void {
  const tested = machine.state.vars.get(path);
  if (!tested || !isResolved(tested) || tested.taints.length === 0) return;
  for (const [name, value] of machine.state.vars) {
    if (value === tested || value.taints.length === 0 || !isResolved(value)) continue;
    if (value.taints.every((taint) => tested.taints.some((other) => isSameTaint(other, taint)))) machine.state.refine(name, bitOf('file-path'));
  }
}

/** What is inside a folder in its resolved form is inside: `Path(name).resolve()`, `os.path.realpath(name)`, `path.resolve(name)`. */
export function madeFrom(expression: Expression): Expression {
  if (expression.kind === 'await' || expression.kind === 'cast') return madeFrom(expression.value);
  if (expression.kind !== 'call') return expression;
  const { callee } = expression;
  const only = expression.arguments.length === 1 ? expression.arguments[0]!.value : undefined;
  if (callee.kind === 'member' && /^(resolve|absolute|expanduser)$/.test(callee.property) && expression.arguments.length === 0) return madeFrom(callee.object);
  const isPath = callee.kind === 'name' ? /^(Path|PurePath|str|String|realpath|abspath|resolve)$/.test(callee.name) : callee.kind === 'member' && /^(Path|realpath|realpathSync|abspath|resolve|normalize|normpath)$/.test(callee.property);
  return only && isPath ? madeFrom(only) : expression;
}

/** What is inside a folder is so in its resolved form, and the other way round, under whatever name. `ofOwn` is told what a function of the project has made such a form of. */
export function refineViews(machine: Machine, path: string, ofOwn: (source: string) => void): void {
  for (const [name, from] of machine.frame.made) {
    const form = madeFrom(from);
    if (form !== from && accessPath(form) === path) machine.state.refine(name, bitOf('file-path'));
  }
  const seen = new Set([path]);
  for (let at = path; ;) {
    const from = machine.frame.made.get(at);
    const form = from && folderIn(machine, madeFrom(from));
    const own = form && formedBy(form);
    const source = own === undefined ? form && accessPath(form) : accessPath(own);
    if (source === undefined || seen.has(source) || !hasSameLabels(machine, at, source)) return;
    if (own) return ofOwn(source);
    machine.state.refine(source, bitOf('file-path'));
    seen.add(source);
    at = source;
  }
}

/** `path.dirname(absolute)`: where the folder is inside, so is what stands in it, as long as that cannot be `..`. */
function folderIn(machine: Machine, form: Expression): Expression {
  const inside = fileIn(form);
  return inside && isResolved(evaluate(machine, inside)) ? inside : form;
}

/** `path.dirname(target)`, `target.parent`: what stands right in that folder. */
export function fileIn(side: Expression): Expression | undefined {
  if (side.kind === 'member') return side.property === 'parent' ? side.object : undefined;
  return side.kind === 'call' && side.callee.kind === 'member' && side.callee.property === 'dirname' ? side.arguments[0]?.value : undefined;
}

/** `normalizePath(absolute)`: going by its name, the same file in another spelling. */
function formedBy(form: Expression): Expression | undefined {
  if (form.kind !== 'call') return undefined;
  const name = form.callee.kind === 'name' ? form.callee.name : form.callee.kind === 'member' ? form.callee.property : '';
  return /normali[sz]e|canonical|resolve|real_?path|abs(olute)?_?path|to_?absolute|expand_?(user|home|path|tilde)/i.test(name) ? form.arguments[0]?.value : undefined;
}

/** Neither was given another value since. */
function hasSameLabels({ state }: Machine, made: string, source: string): boolean {
  const [a, b] = [state.vars.get(made)?.taints ?? [], state.vars.get(source)?.taints ?? []];
  return a.length > 0 && a.length === b.length && a.every((taint) => b.some((other) => isSameTaint(taint, other)));
}

/** `str(target)`, `os.path.normcase(target)` is still the target. */
function unwrapText(expression: Expression): Expression {
  if (expression.kind === 'call' && expression.callee.kind === 'name' && /^(str|String)$/.test(expression.callee.name)) {
    return expression.arguments[0]?.value ?? expression;
  }
  if (expression.kind === 'call' && expression.callee.kind === 'member' && expression.callee.property === 'normcase') return expression.arguments[0]?.value ?? expression;
  return expression;
}

/** `name.split('/')[-1]`: the last part of a path names no folder; what comes last in an address tells not how it is opened. */
export function lastOf(machine: Machine, list: Expression, item: Value): Value {
  if (item.taints.length === 0 || list.kind !== 'call' || list.callee.kind !== 'member' || !/^r?split$/.test(list.callee.property)) return item;
  const separator = list.arguments[0] && evaluate(machine, list.arguments[0].value).text;
  const isWhole = list.arguments.length === 1 || list.callee.property === 'rsplit';
  if (separator === '@') return cleared(item, GIVEN_AWAY);
  return isWhole && separator !== undefined && /^\[?(\\?[\\/])+\]?\+?$/.test(separator) ? cleared(item, bitOf('file-path')) : item;
}

/** `path.sep`, `os.sep`: one of two, and each is a separator. */
export function isSeparator(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'path' && /^(path|os|os\.path)\.sep$/.test(ref.path));
}
