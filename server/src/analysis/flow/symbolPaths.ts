import type { Machine } from './machine';
import { itemOf, memberOf, sliced } from './members';
import { choiceOf, chosenElement } from './narrowing';
import { placeOf } from './perElement';
import { boundsOf } from './slices';
import type { Symbol } from './symbol';
import { NAMES, namesIn, valueIn, VALUES } from './tables';
import { anyPart } from './unsure';
import type { Value } from './value';

/** One step of a symbol's path, from the value that the steps before it have reached. */
export function stepInto(machine: Machine, value: Value, property: string, symbol: Symbol): Value {
  if (property === '[]') return anyPart(machine, value);
  if (property === NAMES) return namesIn(value);
  if (property === VALUES) return valueIn(machine, value);
  const part = boundsOf(property);
  if (part) return sliced(value, part.from, part.to);
  if (/^\d+$/.test(property)) return itemOf(machine, value, Number(property));
  const choice = choiceOf(property);
  return choice ? chosenElement(machine, value, choice) : memberOf(machine, value, property, placeOf(symbol));
}
