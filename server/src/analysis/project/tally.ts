import type { Entry } from './entry';

/** What modules say of something, several maybe of the same; each can take back what it said. */
export class Tally<K, V = true> {
  private readonly said = new Map<K, Map<Entry, V>>();

  set(entry: Entry, key: K, value: V): void {
    const known = this.said.get(key);
    if (known) known.set(entry, value);
    else this.said.set(key, new Map([[entry, value]]));
  }

  delete(entry: Entry, key: K): void {
    const known = this.said.get(key);
    if (known?.delete(entry) && known.size === 0) this.said.delete(key);
  }

  has(key: K): boolean {
    return this.said.has(key);
  }

  /** What the first module says, by its path: not by when it was edited last. */
  get(key: K): V | undefined {
    let found: [Entry, V] | undefined;
    for (const one of this.said.get(key) ?? []) if (!found || one[0].path < found[0].path) found = one;
    return found?.[1];
  }

  /** The first of all keys in their order, whoever said it first. */
  least(): K | undefined {
    const [first] = [...this.said.keys()].sort();
    return first;
  }
}
