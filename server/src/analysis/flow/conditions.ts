import type { ClearFact } from '../catalogue/flowFacts';
import type { Condition } from '../catalogue/format';
import { findArguments, type Found } from './arguments';
import { areOptions, commandsOf, isKnownProgram, runsProgram } from './commands';
import type { Machine } from './machine';
import { written } from './names';
import type { GivenArguments, Value } from './value';

/** Whether a sink's conditions hold, as far as the arguments are known. */
export function conditionsHold(machine: Machine, conditions: readonly Condition[] | undefined, given: GivenArguments): boolean {
  return (conditions ?? []).every((condition) => holds(machine, condition, given));
}

function holds(machine: Machine, condition: Condition, given: GivenArguments): boolean {
  const found = findArguments(machine, given, condition.argument)[0];
  const value = found?.value;
  if (condition.present !== undefined && (found !== undefined) !== condition.present) return false;
  if (condition.equals !== undefined && value?.constant !== condition.equals) return false;
  if (condition.notEquals !== undefined && value !== undefined && value.constant === condition.notEquals) return false;
  if (condition.isText !== undefined && isText(value, found?.node?.kind) !== condition.isText) return false;
  if (condition.isConstant !== undefined && (value?.constant !== undefined) !== condition.isConstant) return false;
  if (condition.firstElementIn && !startsWithOneOf(value, condition.firstElementIn)) return false;
  if (condition.begins && !condition.begins.some((start) => value?.text?.startsWith(start))) return false;
  if (condition.includes && !listHas(value, condition.includes)) return false;
  if (condition.excludes && (listHas(value, condition.excludes) || resolvesTo(value, condition.excludes))) return false;
  const targets = condition.resolvesTo;
  if (targets !== undefined && !resolvesTo(value, typeof targets === 'string' ? [targets] : targets)) return false;
  return commandHolds(machine, condition, given, value) && isNamed(machine, condition, found);
}

/** What the condition says of a command and its program. */
function commandHolds(machine: Machine, condition: Condition, given: GivenArguments, value: Value | undefined): boolean {
  const { program, interactive, optionsOnly } = condition;
  if (program && !commandsOf(value).some((words) => runsProgram(words, program))) return false;
  if (interactive && !commandsOf(value).some((words) => runsProgram(words, interactive) && areOptions(words.slice(1)))) return false;
  return !optionsOnly || findArguments(machine, given, condition.argument).every((found) => isOptionList(found.value));
}

function isOptionList(value: Value): boolean {
  const isEmpty = value.refs.some((ref) => ref.kind === 'object' && ref.object.items.length === 0 && ref.object.isExact);
  const commands = commandsOf(value);
  return isEmpty || (commands.length > 0 && commands.every(areOptions));
}

/** `[python_path, script]`: nothing is known of the program but how the project calls it. */
function isNamed(machine: Machine, condition: Condition, found: Found | undefined): boolean {
  if (!condition.named) return true;
  if (!found?.node || isKnownProgram(found.value)) return false;
  const name = written(machine, found.node).replace(/\(.*$/, '');
  return condition.named.some((word) => new RegExp(`(^|[._])(${word})(_?(path|exe|executable|bin|binary|cmd|command))?$`, 'i').test(name));
}

/** A list, function or object is no text; what is unknown may be one. */
function isText(value: Value | undefined, node: string | undefined): boolean {
  if (!value || node === 'list' || node === 'function' || node === 'object') return false;
  if (value.text !== undefined || typeof value.constant === 'string') return true;
  return !value.refs.some((ref) => ref.kind === 'object' || ref.kind === 'function' || ref.kind === 'instance')
    && !value.refs.some((ref) => ref.kind === 'path' && /(shlex\.split|\.split)\(\)$/.test(ref.path));
}

/** The value itself, or the first element of a list, is one of these programs. */
function startsWithOneOf(value: Value | undefined, names: readonly string[]): boolean {
  if (!value) return false;
  const isName = (text: string): boolean => names.includes(text) || names.includes(text.replace(/^.*[\\/]/, ''));
  const isOne = (one: Value | undefined): boolean => (typeof one?.constant === 'string' ? isName(one.constant) : one?.among?.some(isName) ?? false);
  if (isOne(value)) return true;
  return value.refs.some((ref) => ref.kind === 'object' && isOne(ref.object.items[0]));
}

/** A list of plug-ins has one of these, alone or as `[plugin, settings]`. */
function listHas(value: Value | undefined, paths: readonly string[]): boolean {
  const items = (one: Value | undefined): readonly Value[] => one?.refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'list' ? ref.object.items : [])) ?? [];
  return items(value).some((item) => resolvesTo(item, paths) || resolvesTo(items(item)[0], paths));
}

function resolvesTo(value: Value | undefined, paths: readonly string[]): boolean {
  return value?.refs.some((ref) => ref.kind === 'path' && paths.includes(ref.path.replace(/\(\)$/, ''))) ?? false;
}

export function isEffectOnArgument(fact: ClearFact): boolean {
  return fact.effect === 'argument' || fact.effect === 'both';
}
