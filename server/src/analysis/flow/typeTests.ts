import type { Expression } from '../program/program';
import { evaluate } from './expressions';
import { bitOf, EVERYTHING, LOOKED } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import { checksFields } from './schema';
import type { Implication } from './value';

/** `issubclass(model, BaseModel)`: to make one of these is to check what it is made of. */
export function ofSubclass(machine: Machine, subject: Expression, type: Expression | undefined): readonly Implication[] {
  const path = accessPath(subject);
  const names = type?.kind === 'list' ? type.items : type ? [type] : [];
  const isSchema = names.length > 0 && names.every((name) => evaluate(machine, name).refs.some((ref) => (
    ref.kind === 'path' ? machine.facts.schemaKind(ref.path) === 'object' : ref.kind === 'class' && checksFields(machine, ref.unit))));
  return path !== undefined && isSchema ? [{ path, outcome: true, cleared: bitOf('field-use') }] : [];
}

/** `isinstance(x, int)`: a number is one, and of anything else its kind was looked at. */
export function ofInstance(subject: Expression, type: Expression | undefined): readonly Implication[] {
  const path = accessPath(subject);
  const names = type?.kind === 'list' ? type.items : type ? [type] : [];
  const isClosed = names.length > 0 && names.every((name) => name.kind === 'name' && /^(int|float|bool|complex|Decimal|UUID|datetime|date)$/.test(name.name));
  if (path !== undefined && isClosed) return [{ path, outcome: true, cleared: EVERYTHING }];
  if (path === undefined || names.length === 0) return [];
  return [{ path, outcome: true, cleared: LOOKED }];
}
