import { noteSet } from './classes';
import { isError, writeWords } from './exceptions';
import { join } from './joining';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { maskOf } from './masks';
import { makeObject, setField } from './objects';
import { afterMaking } from './ownChecks';
import { applySchema, checkedField, checksFields } from './schema';
import { spreadInto } from './spreading';
import type { Taint } from './taint';
import type { CallSite, ClassUnit } from './units';
import { ofRef, type GivenArguments, type InstanceRef, type Value } from './value';

/** A dataclass, pydantic model or the like: keywords are fields, and a model checks what it is given. */
export function fillRecord(machine: Machine, unit: ClassUnit, given: GivenArguments, self: InstanceRef, site: CallSite): Value {
  if (given.options) {
    const value = optionsOf(machine, given);
    const checked = applySchema(machine, ofRef({ kind: 'class', unit }), withoutJson(deepTaints(value)), site, { value, left: withoutJson });
    return join(ofRef(self), checked);
  }
  const names = [...unit.annotations.keys()];
  const fill = (name: string, given: Value): void => {
    const mask = maskOf(machine, unit, name);
    const value = mask ? join(given, mask) : given;
    self.object.fields.set(name, value);
    noteSet(machine, unit, name, value);
  };
  given.positional.forEach((value, index) => {
    if (names[index] !== undefined) fill(names[index], value);
  });
  const isChecked = checksFields(machine, unit);
  for (const [name, value] of given.named) fill(name, isChecked ? checkedField(machine, unit, name, value, site) : value);
  afterMaking(machine, unit, self, site);
  if (names.length === 0 && isError(unit)) writeWords(machine, ofRef(self), given);
  return ofRef(self);
}

/** What is given by name, and in the spreads around it. */
function optionsOf(machine: Machine, { options, named }: GivenArguments): Value {
  const all = makeObject('object', machine.frame.depth);
  const taints = options ? spreadInto(all, options) : [];
  for (const [name, value] of named) setField(all, name, value, all.depth);
  return options && options.refs.length === 0 && named.size === 0 ? options : ofRef({ kind: 'object', object: all }, taints);
}

function withoutJson(taints: readonly Taint[]): readonly Taint[] {
  return taints.filter((taint) => taint.label !== 'unvalidated-json' && !taint.parsedAt);
}
