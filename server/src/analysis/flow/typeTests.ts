import type { Compare, Expression } from '../program/program';
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

/** `count > 1`: what is more or less than a number is one, or the digits of one; in Python it is a number whichever way the test comes out. */
export function ofOrder({ operator, left, right }: Compare, isStrict: boolean): readonly Implication[] {
  if (operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=') return [];
  const other = isNumber(right) ? left : isNumber(left) ? right : undefined;
  const path = other && accessPath(other);
  if (path === undefined) return [];
  const passed: Implication = { path, outcome: true, cleared: EVERYTHING };
  return isStrict ? [passed, { ...passed, outcome: false }] : [passed];
}

function isNumber(expression: Expression): boolean {
  return expression.kind === 'unary' ? expression.operator === '-' && isNumber(expression.operand) : expression.kind === 'literal' && typeof expression.value === 'number';
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
