import type { Expression, Index, Member } from '../program/program';
import type { Machine } from './machine';
import { written } from './names';
import { labelled } from './taint';
import { addTaints, type Value } from './value';

/**
 * `x.choices[0].message.content` on a value that was not resolved: nothing but the envelope of a
 * chat completion is read like that. An answer to a request for a page is one of these then, and no
 * page: the model's server has an address of its own.
 */
export function replyByShape(machine: Machine, value: Value, at: Member | Index): Value {
  if (machine.isShallow || value.taints.some((taint) => taint.label !== undefined && taint.label !== 'retrieved')) return value;
  const names = accessedNames(at);
  const isReply = /^(choices|\.choices)$/.test(names[0] ?? '') && (names.includes('message') || names.includes('delta') || names.at(-1) === 'text');
  if (!isReply) return value;
  const name = written(machine, at);
  const because = `\`${name}\` has the shape of a model's reply, but its call was not resolved`;
  const step = machine.step(at, `\`${name}\` is read like the reply of a model`);
  const own = value.taints.filter((taint) => taint.label === undefined);
  return addTaints({ ...value, taints: own }, [labelled('model-output', { id: machine.siteId(at), name }, step, because)]);
}

/** The constant names of an access, outermost object first, from `choices` on. */
function accessedNames(at: Expression): string[] {
  const names: string[] = [];
  for (let node: Expression = at; ;) {
    if (node.kind === 'member') {
      names.unshift(node.property);
      node = node.object;
    } else if (node.kind === 'index') {
      if (node.index.kind === 'string') names.unshift(node.index.value);
      node = node.object;
    } else if (node.kind === 'cast' || node.kind === 'await') {
      node = node.value;
    } else {
      break;
    }
    if (names[0] === 'choices') break;
  }
  return names;
}
