/** Things that belong together, directly or through others. */
export class Groups<T> {
  private readonly heads = new Map<T, T>();

  join(one: T, other: T): void {
    this.heads.set(this.headOf(one), this.headOf(other));
  }

  /** The same for all that belong together. */
  headOf(one: T): T {
    let head = one;
    for (let next = this.heads.get(head); next !== undefined && next !== head; next = this.heads.get(head)) head = next;
    // Whoever asks again has a shorter way.
    for (let at = one; at !== head;) {
      const next = this.heads.get(at) ?? head;
      this.heads.set(at, head);
      at = next;
    }
    return head;
  }
}

/**
 * Sorts files into units that no import connects, whichever way it points and through whichever further
 * files. What is found in one unit does not depend on another, as far as imports can be told in advance.
 * Units come in the order of their first files, files in the order they were given.
 */
export function independentUnits(files: readonly string[], importsOf: (path: string) => Iterable<string>): string[][] {
  const groups = new Groups<string>();
  const seen = new Set(files);
  for (const path of seen) {
    for (const target of importsOf(path)) {
      groups.join(path, target);
      seen.add(target); // A set that grows while it is gone through is gone through to its end.
    }
  }
  const units = new Map<string, string[]>();
  for (const path of files) {
    const head = groups.headOf(path);
    const unit = units.get(head);
    if (unit) unit.push(path);
    else units.set(head, [path]);
  }
  return [...units.values()];
}
