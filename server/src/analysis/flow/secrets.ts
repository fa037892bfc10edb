import type { Index, Member, Name } from '../program/program';
import { isCredentialVariable } from './credentials';
import type { Machine } from './machine';
import { labelled } from './taint';
import { addTaints, type Value } from './value';

const stores = /(^|[._])(settings|config|configuration|conf|env|environ|secrets|credentials|vault)$/i;
const standIn = /^$|your|example|placeholder|changeme|\.\.\.|<.*>|xxx|dummy|test|fake|mock/i;

/** A name that says credential, with a value behind it, is taken for one; the finding says why. */
export function namedSecret(machine: Machine, value: Value, name: string, at: Name | Member | Index): Value {
  if (!isCredentialVariable(name) || machine.isShallow || !hasValue(value)) return value;
  if (value.taints.some((taint) => taint.label === 'secret')) return value;
  const isStored = at.kind !== 'name' && stores.test(textOf(machine, at.object));
  const because = isStored ? undefined : `\`${name}\` is taken for a secret by its name`;
  return addTaints(value, [labelled('secret', { id: machine.siteId(at), name }, machine.step(at, `\`${name}\` holds a secret`), because)]);
}

function textOf(machine: Machine, span: { readonly start: number; readonly end: number }): string {
  return machine.module.text.slice(span.start, span.end);
}

/** Flags, functions, models of data and constants that stand in for a value are no secrets. */
function hasValue(value: Value): boolean {
  if (typeof value.constant === 'boolean' || typeof value.constant === 'number' || value.constant === null) return false;
  if (typeof value.constant === 'string') return value.constant.length >= 6 && !/\s/.test(value.constant) && !standIn.test(value.constant);
  if (value.taints.some((taint) => taint.label === 'model-output' || taint.label === 'unvalidated-json')) return false;
  return value.refs.every((ref) => ref.kind === 'symbol' || (ref.kind === 'path' && ref.isInstance && !/\.(verify|check|create|generate|count)\w*\(\)$/.test(ref.path)));
}
