import type { Bindings, FunctionRef } from './value';

/**
 * Closures as one call takes its bindings along with them. Bindings hold closures, which hold bindings
 * in turn: each is made once, however many ways lead to it.
 */
export class Closures {
  private readonly made = new Map<FunctionRef, FunctionRef>();
  /** How many bindings there were: calls that were put off add their results. */
  private size = 0;

  of(ref: FunctionRef, bindings: Bindings, make: () => FunctionRef): FunctionRef {
    if (bindings.size !== this.size) {
      this.made.clear();
      this.size = bindings.size;
    }
    const known = this.made.get(ref);
    if (known) return known;
    const made = make();
    this.made.set(ref, made);
    return made;
  }
}
