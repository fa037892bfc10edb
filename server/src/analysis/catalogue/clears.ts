import type { ClearFact } from './flowFacts';

/** What clears the same argument in the same way is one fact: a call clears all of its families at once. */
export function withClear(known: readonly ClearFact[], fact: ClearFact): ClearFact[] {
  const same = known.find((one) => one.argument === fact.argument && one.effect === fact.effect && one.schema === fact.schema && one.member === fact.member);
  if (!same) return [...known, fact];
  return known.map((one) => (one === same ? { ...one, families: [...new Set([...one.families, ...fact.families])] } : one));
}
