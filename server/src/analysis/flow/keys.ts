import { findArguments } from './arguments';
import type { Machine } from './machine';
import type { GivenArguments } from './value';

/** A client that is given a constant as its key. */
export function noteKeys(machine: Machine, path: string, given: GivenArguments): void {
  if (machine.isShallow) return;
  const type = machine.facts.type(path);
  for (const reference of type?.client?.key ?? []) {
    for (const { value, node } of findArguments(machine, given, reference)) {
      if (typeof value.constant !== 'string' || !node) continue;
      machine.found.keys.set(machine.siteId(node), {
        module: machine.module, at: node, value: value.constant, sdk: type!.title, place: reference.replace(/^\d+\.|@\d+$/g, ''),
      });
    }
  }
}
