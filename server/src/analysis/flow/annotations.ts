import type { Expression } from '../program/program';
import { selfValue } from './classes';
import { typeKey, typeNamed } from './interfaces';
import { join } from './joining';
import type { Machine } from './machine';
import { lookUp, readName } from './names';
import { makeObject } from './objects';
import { ofRef, type Value } from './value';

/** Wrappers that say nothing of the kind of the value. */
const wrappers = new Set(['Optional', 'Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired', 'Readonly', 'Partial', 'Promise', 'Awaited']);
const lists = new Set(['list', 'List', 'Sequence', 'Iterable', 'Iterator', 'AsyncIterator', 'Array', 'ReadonlyArray', 'tuple', 'Tuple', 'set', 'Set']);

/** What a value annotated so may be: an instance of a known class. Unknown types say nothing. */
export function annotated(machine: Machine, annotation: Expression): Value | undefined {
  switch (annotation.kind) {
    case 'name':
    case 'member': return instanceOf(machine, annotationValue(machine, annotation));
    case 'string': {
      const value = /^\w+$/.test(annotation.value) ? lookUp(machine, annotation.value) : undefined;
      return value && instanceOf(machine, value);
    }
    case 'binary': {
      const left = annotated(machine, annotation.left);
      const right = annotated(machine, annotation.right);
      return left && right ? join(left, right) : left ?? right;
    }
    case 'index': return generic(machine, annotation.object, annotation.index);
    default: return undefined;
  }
}

function generic(machine: Machine, object: Expression, index: Expression): Value | undefined {
  const name = object.kind === 'name' ? object.name : object.kind === 'member' ? object.property : '';
  const first = index.kind === 'list' ? index.items[0] : index;
  if (wrappers.has(name)) return first && annotated(machine, first);
  if (lists.has(name)) {
    const item = first && annotated(machine, first);
    if (!item) return undefined;
    const made = makeObject('list', 0);
    made.isExact = false;
    made.items.push(item);
    return ofRef({ kind: 'object', object: made });
  }
  return annotated(machine, object);
}

/** The meaning of a type's name, with nothing evaluated but names and members. */
export function annotationValue(machine: Machine, annotation: Expression): Value {
  if (annotation.kind === 'name') return typeNamed(machine, annotation.name) ?? readName(machine, annotation);
  if (annotation.kind === 'index') return annotationValue(machine, annotation.object);
  if (annotation.kind !== 'member') return { refs: [], taints: [] };
  const object = annotationValue(machine, annotation.object);
  const refs = object.refs.flatMap((ref) => {
    if (ref.kind === 'path') return [{ ...ref, path: machine.facts.member(ref.path, annotation.property) }];
    if (ref.kind === 'module') return (ref.module.exports.get(typeKey(annotation.property)) ?? ref.module.exports.get(annotation.property))?.refs ?? [];
    return [];
  });
  return { refs, taints: [] };
}

function instanceOf(machine: Machine, type: Value): Value | undefined {
  let found: Value | undefined;
  for (const ref of type.refs) {
    let value: Value | undefined;
    if (ref.kind === 'class') value = selfValue(ref.unit);
    else if (ref.kind === 'path' && (machine.facts.type(ref.path) || !isBuiltin(ref.path))) {
      const entry = machine.facts.type(ref.path);
      value = ofRef({ kind: 'path', path: entry?.name ?? ref.path, isInstance: true });
    }
    if (value) found = found === undefined ? value : join(found, value);
  }
  return found;
}

function isBuiltin(path: string): boolean {
  return path.startsWith('builtins.') || path.startsWith('typing.') || path.startsWith('globalThis.');
}

/** What a framework fills in by its type: `ToolRuntime[Context, State]`, `Context | None`, `Annotated[dict, InjectedState("notes")]`. */
export function isInjectedType(machine: Machine, annotation: Expression): boolean {
  switch (annotation.kind) {
    case 'call': return isInjectedType(machine, annotation.callee);
    case 'string': return annotation.value.length < 200 && (annotation.value.match(/[A-Za-z_]\w*/g) ?? []).some((name) => isInjection(machine, lookUp(machine, name)));
    case 'binary': return isInjectedType(machine, annotation.left) || isInjectedType(machine, annotation.right);
    case 'index': {
      const { object, index } = annotation;
      const name = object.kind === 'name' ? object.name : object.kind === 'member' ? object.property : '';
      const parts = !wrappers.has(name) || index.kind === 'slice' ? [] : index.kind === 'list' ? index.items : [index];
      return isInjectedType(machine, object) || parts.some((part) => isInjectedType(machine, part));
    }
    default: return isInjection(machine, annotationValue(machine, annotation));
  }
}

function isInjection(machine: Machine, type: Value | undefined): boolean {
  return type?.refs.some((ref) => ref.kind === 'path' && machine.facts.injection(ref.path.replace(/\(\)$/, ''))) ?? false;
}
