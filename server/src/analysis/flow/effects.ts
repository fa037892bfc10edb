import { writeItem, writeMember } from './assign';
import { handOver } from './doubts';
import type { Machine } from './machine';
import { callItem } from './members';
import { isOwnPart, writeOuter } from './outer';
import type { Symbol } from './symbol';
import type { FunctionUnit, Summary } from './units';
import type { Obj, Value } from './value';

/** Gives what the symbols of a callee stand for at one call. */
interface Substitute {
  lookUp(symbol: Symbol): Value | undefined;
  value(value: Value): Value;
}

/** Carries out what a callee writes into its arguments and into its surroundings. */
export function applyWrites(machine: Machine, { effects, outerWrites }: Summary, inside: Substitute, { name, owner }: FunctionUnit, holder: Obj | undefined): void {
  for (const effect of effects) {
    const target = inside.lookUp(effect.target);
    if (!target) continue;
    const value = inside.value(effect.value);
    handOver(machine, [value], name);
    if (effect.kind === 'field') writeMember(machine, target, effect.name, value, undefined, effect.isEvery === true);
    else if (!effect.key || !callItem(machine, target, '__setitem__', [inside.value(effect.key), value], undefined)) writeItem(machine, target, value, effect.key && inside.value(effect.key));
  }
  for (const write of outerWrites) {
    const value = inside.value(write.value);
    handOver(machine, [value], name);
    if (!isOwnPart(machine, write, value, owner, holder)) writeOuter(machine, write, value);
  }
}
