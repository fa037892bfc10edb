import type { Machine } from './machine';
import type { Value } from './value';

/** A function that returns what a test implies teaches its callers the same of its parameters. */
export function returnImplications(machine: Machine, value: Value): void {
  for (const implied of value.implies ?? []) {
    const [name] = implied.path.split('.');
    const held = machine.state.vars.get(name!);
    for (const ref of held?.refs ?? []) {
      if (ref.kind !== 'symbol') continue;
      machine.frame.clearsWhen.push({ symbol: ref.symbol, outcome: implied.outcome, cleared: implied.cleared });
    }
  }
}
