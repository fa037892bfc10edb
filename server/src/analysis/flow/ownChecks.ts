import { callUnit } from './calls';
import { ancestors, constructorOf, isFilledIn, readWhereWritten } from './classes';
import { annotationValue } from './annotations';
import { EVERYTHING, NOTHING, type Cleared } from './families';
import { THIS } from './functions';
import type { Machine } from './machine';
import { parameterBase, type Symbol } from './symbol';
import { clear } from './taint';
import type { CallSite, ClassUnit, FunctionUnit, Summary } from './units';
import { withTaints, type InstanceRef, type Value } from './value';

/*
 * What an object makes sure of while it is made: a constructor that raises, `__post_init__` of a
 * dataclass, a validator that sees the whole object. Who has the object has fields that were tested.
 */

/** Whether a symbol is the object that the method is called on. */
export function isSelf(unit: FunctionUnit, { base }: Symbol): boolean {
  return unit.owner !== undefined && !unit.isStatic && (base === parameterBase(unit, THIS) || (unit.bindsFirst && base === parameterBase(unit, 0)));
}

/** What the object of a method was made with, where nothing but the names of its fields says how. */
export function isOfRecord({ frame }: Machine, symbol: Symbol, object: Value, property: string): boolean {
  return frame.unit !== undefined && symbol.path.length === 0 && isSelf(frame.unit, symbol) && isFilledIn(object, property);
}

/** `self.name = name`, and a test of either that every way out of the constructor has passed: what it was given is kept as tested. */
export function withTested(unit: FunctionUnit, summary: Omit<Summary, 'asks'>): Omit<Summary, 'asks'> {
  if (!unit.owner || summary.clears.length === 0 || constructorOf(unit.owner) !== unit) return summary;
  const asTested = (name: string, value: Value): Value => {
    const taints = value.taints.flatMap((taint) => (taint.symbol?.base.startsWith(`${unit.uid}:`) ? clear(taint, testedBits(unit, summary, name, taint.symbol)) ?? [] : [taint]));
    return taints.length === value.taints.length && taints.every((taint, index) => taint === value.taints[index]) ? value : withTaints(value, taints);
  };
  const { fields } = unit.owner.self;
  for (const [name, field] of fields) fields.set(name, asTested(name, field));
  const effects = summary.effects.map((effect) => (effect.kind === 'field' && isSelf(unit, effect.target) && effect.target.path.length === 0
    ? { ...effect, value: asTested(effect.name, effect.value) } : effect));
  return { ...summary, effects };
}

/** What is sure of a parameter that is kept in a field: it was tested itself, or the field was. */
function testedBits(unit: FunctionUnit, { clears }: Omit<Summary, 'asks'>, field: string, parameter: Symbol): Cleared {
  return clears.reduce((bits, { symbol, cleared: more }) => {
    const isTested = symbol === parameter || (isSelf(unit, symbol) && symbol.path.length === 1 && symbol.path[0] === field);
    return isTested ? bits | (more & EVERYTHING) : bits;
  }, NOTHING);
}

/** Looks through the methods that see an object of a class when its fields are there, and keeps what they made sure of. */
export function afterMaking(machine: Machine, unit: ClassUnit, self: InstanceRef, site: CallSite | undefined): void {
  for (const at of ancestors(unit)) {
    for (const method of at.methods.values()) {
      const takes = takesWhole(machine, at, method);
      if (takes === undefined) continue;
      // What a validator gives back, and is given before there are fields, is not the object.
      if (method.node.decorators.length === 0) callUnit(machine, method, { refs: [self], taints: [] }, site?.call, []);
      for (const { symbol, cleared: bits } of method.summary?.clears ?? []) {
        const [name, ...others] = symbol.path;
        const field = name !== undefined && others.length === 0 && (takes === 0 ? isSelf(method, symbol) : symbol.base === parameterBase(method, takes)) ? self.object.fields.get(name) : undefined;
        // Whatever else the field is, it stays.
        if (field) self.object.fields.set(name!, withTaints(field, field.taints.flatMap((taint) => clear(taint, bits & EVERYTHING) ?? [])));
      }
    }
  }
}

/** Which parameter of a method is the whole object; undefined of any other method. */
function takesWhole(machine: Machine, unit: ClassUnit, { name, node }: FunctionUnit): number | undefined {
  if (name === '__post_init__' || name === 'model_post_init') return 0;
  for (const decorator of node.decorators) {
    const [callee, given] = decorator.kind === 'call' ? [decorator.callee, decorator.arguments] : [decorator, []];
    const { refs } = readWhereWritten(machine, unit, () => annotationValue(machine, callee));
    if (!refs.some((ref) => ref.kind === 'path' && machine.facts.isWholeCheck(ref.path))) continue;
    const mode = given.find((one) => one.name === 'mode')?.value;
    return mode?.kind === 'string' && mode.value === 'after' ? 0 : 1;
  }
  return undefined;
}
