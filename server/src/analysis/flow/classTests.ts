import type { Expression } from '../program/program';
import { ancestors, descendants } from './classes';
import type { Machine } from './machine';
import { probe } from './probing';
import type { ClassUnit } from './units';
import type { InstanceRef } from './value';

/** `error instanceof RunCommand`, `isinstance(error, (RunCommand, Finished))`: of the objects that a variable may be, those that pass. */
export function refineClass(machine: Machine, test: Expression, outcome: boolean): void {
  const tested = testOf(test);
  const value = tested && machine.state.vars.get(tested.name);
  if (!value?.refs.some(({ kind }) => kind === 'instance')) return;
  const classes = classesOf(machine, tested!.type);
  if (!classes) return;
  const refs = value.refs.filter((ref) => ref.kind !== 'instance' || (outcome ? mayBe(ref, classes) : !isCertainly(ref, classes)));
  if (refs.length === value.refs.length) return;
  machine.state.set(tested!.name, { ...value, refs });
}

function testOf(test: Expression): { readonly name: string; readonly type: Expression } | undefined {
  if (test.kind === 'compare') return test.operator === 'instanceof' && test.left.kind === 'name' ? { name: test.left.name, type: test.right } : undefined;
  if (test.kind !== 'call' || test.callee.kind !== 'name' || test.callee.name !== 'isinstance') return undefined;
  const [subject, type] = test.arguments;
  return subject?.value.kind === 'name' && type ? { name: subject.value.name, type: type.value } : undefined;
}

/** Undefined where one of them is none of the project: what comes of that is not known. */
function classesOf(machine: Machine, type: Expression): readonly ClassUnit[] | undefined {
  const found: ClassUnit[] = [];
  for (const one of type.kind === 'list' ? type.items : [type]) {
    const { refs } = probe(machine, one);
    for (const ref of refs) if (ref.kind === 'class') found.push(ref.unit);
    if (refs.length === 0 || refs.some(({ kind }) => kind !== 'class')) return undefined;
  }
  return found;
}

/** An object that is only known by an annotation may be one of a class below. Classes of one name are taken for states of one class. */
function mayBe({ unit }: InstanceRef, classes: readonly ClassUnit[]): boolean {
  const line = [...ancestors(unit), ...descendants(unit)];
  return classes.some((one) => line.some((other) => other === one || other.name === one.name));
}

function isCertainly({ unit }: InstanceRef, classes: readonly ClassUnit[]): boolean {
  return ancestors(unit).some((one) => classes.includes(one));
}
