import type { Assumption } from './assuming';
import { areKin, descendants, findMethods, findOverrides } from './classes';
import type { Symbol } from './symbol';
import type { ClassUnit, FunctionUnit } from './units';
import type { InstanceRef, Ref, Value } from './value';

/*
 * Which of several methods a call reaches: `self.step()` in a base class means the one that the
 * class of the object has, and only who has made the object knows that class.
 */

/** What has to be so for one of several methods to be meant, where callers can tell; undefined where they cannot. */
export function meantBy(object: Value, { unit, object: own }: InstanceRef, method: FunctionUnit, name: string): Assumption | undefined {
  const symbol = own === unit.self ? object.refs.find((ref) => ref.kind === 'symbol') : undefined;
  return symbol?.kind === 'symbol' ? { symbol: symbol.symbol, is: 'method', constant: name, method, outcome: true } : undefined;
}

/** Whether the method may be the one of this object; a symbol where the caller's own caller has to say. */
export function mayMean({ constant, method }: Assumption, value: Value): boolean | Symbol {
  if (!method || value.refs.length === 0) return true;
  let verdict: boolean | Symbol = false;
  const open = value.refs.find((ref) => ref.kind === 'symbol');
  for (const ref of value.refs) {
    if (ref.kind === 'symbol') continue;
    if (ref.kind !== 'instance') return true;
    // An object of its own, not the one that stands for all of the class.
    const isKnown = ref.object.depth >= 0;
    const methods = isKnown ? findMethods(ref.unit, String(constant)) : findOverrides(ref.unit, String(constant));
    if (!methods.some(({ uid }) => uid === method.uid)) continue;
    if (isKnown || open?.kind !== 'symbol') return true;
    verdict = open.symbol;
  }
  // `if wrapped: model = Wrapper(model)`: beside an object that was made here it may be one that nobody has seen.
  const isOther = value.isMixed || (open !== undefined && value.refs.some((ref) => ref.kind === 'instance' && ref.object.depth >= 0));
  return verdict === false && isOther ? true : verdict;
}

/** Whether the value is known, and all that it may be has such a method in the program. */
export function hasMethod({ refs, isMixed }: Value, name: string): boolean {
  return !isMixed && refs.length > 0 && refs.every((ref) => ref.kind === 'instance' && findMethods(ref.unit, name).length > 0);
}

/** Whether no class has both methods: what `self.a()` of one class makes never comes to `self.b()` of another. */
export function excludes(one: Assumption, other: Assumption): boolean {
  const [a, b] = [one.method, other.method];
  if (one.is !== 'method' || other.is !== 'method' || one.symbol !== other.symbol || a === b || !a?.owner || !b?.owner) return false;
  const has = (unit: ClassUnit): boolean => findMethods(unit, String(one.constant)).includes(a) && findMethods(unit, String(other.constant)).includes(b);
  return ![a.owner, b.owner].some((owner) => has(owner) || descendants(owner).some(has));
}

/** `return self`: where the object is known, it is not any object of its class. */
export function thisOnly(made: readonly Ref[], before: readonly Ref[]): readonly Ref[] {
  const any = before.find((ref) => ref.kind === 'instance' && ref.object === ref.unit.self);
  if (any?.kind !== 'instance' || !before.some(({ kind }) => kind === 'symbol')) return made;
  const isKnown = made.some((ref) => ref.kind === 'instance' && ref.object.depth >= 0 && areKin(ref.unit, any.unit));
  return isKnown ? made.filter((ref) => ref !== any) : made;
}
