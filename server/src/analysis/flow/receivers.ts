import type { Machine } from './machine';
import type { Ref, Value } from './value';

/** `service.run(text)` of `const service = { run(text) { this.start(text); }, … }`: the functions that an object holds see it as `this`. */
export function asMethods(machine: Machine, target: Value, receiver: Value): Value {
  if (machine.module.family !== 'javascript' || !target.refs.some(isPlain)) return target;
  const objects = receiver.refs.filter((ref) => ref.kind === 'object' && ref.object.form === 'object');
  if (objects.length === 0) return target;
  const self: Value = { refs: objects, taints: [] };
  return { ...target, refs: target.refs.map((ref) => (isPlain(ref) ? { ...ref, self } : ref)) };
}

function isPlain(ref: Ref): ref is Ref & { kind: 'function' } {
  return ref.kind === 'function' && ref.self === undefined && ref.unit.owner === undefined && !ref.unit.node.isArrow;
}
