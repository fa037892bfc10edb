import { callUnit } from './calls';
import { findMethods } from './classes';
import { join } from './joining';
import type { Machine } from './machine';
import { ofRef, type Value } from './value';

/** What `with value as x` binds: the result of the project's own `__enter__`, or the value itself. */
export function entered(machine: Machine, value: Value): Value {
  let result: Value | undefined;
  for (const ref of value.refs) {
    if (ref.kind !== 'instance') continue;
    for (const name of ['__enter__', '__aenter__']) {
      for (const unit of findMethods(ref.unit, name)) {
        const made = callUnit(machine, unit, ofRef(ref), undefined);
        result = result === undefined ? made : join(result, made);
      }
    }
  }
  return result ?? yieldedBy(value);
}

/** What happens when a block is left, however it is left: it is told at its beginning, so that it holds of each way out. */
export function left(machine: Machine, value: Value): void {
  for (const ref of value.refs) {
    if (ref.kind !== 'instance') continue;
    for (const name of ['__exit__', '__aexit__']) for (const unit of findMethods(ref.unit, name)) callUnit(machine, unit, ofRef(ref), undefined);
  }
}

/** A generator-based context manager gives the one value that it yields. */
function yieldedBy(value: Value): Value {
  for (const ref of value.refs) {
    if (ref.kind === 'object' && ref.object.form === 'list' && !ref.object.isExact && ref.object.items.length === 1) {
      return join(ref.object.items[0]!, value);
    }
  }
  return value;
}
