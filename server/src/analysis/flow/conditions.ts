import type { ClearFact, Condition } from '../catalogue/format';
import { findArguments } from './arguments';
import type { Machine } from './machine';
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
  if (condition.includes && !listHas(value, condition.includes)) return false;
  if (condition.excludes && listHas(value, condition.excludes)) return false;
  const targets = condition.resolvesTo;
  return targets === undefined || resolvesTo(value, typeof targets === 'string' ? [targets] : targets);
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
  const isOne = (one: Value | undefined): boolean => typeof one?.constant === 'string'
    && (names.includes(one.constant) || names.includes(one.constant.replace(/^.*[\\/]/, '')));
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
