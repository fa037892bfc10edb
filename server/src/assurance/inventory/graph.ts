import type { FunctionUse, Usage } from '../../analysis/usage';

/** What can be reached from functions by calls, however many lie between. */
export class CallGraph {
  private readonly functions: ReadonlyMap<string, FunctionUse>;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(usage: Usage) {
    this.functions = new Map(usage.functions.map((one) => [one.id, one]));
  }

  get(id: string): FunctionUse | undefined {
    return this.functions.get(id);
  }

  /** The function and everything it calls, directly or not. */
  reach(id: string): ReadonlySet<string> {
    const known = this.known.get(id);
    if (known) return known;
    const seen = new Set<string>([id]);
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const callee of this.functions.get(next)?.calls ?? []) {
        if (seen.has(callee)) continue;
        seen.add(callee);
        open.push(callee);
      }
    }
    this.known.set(id, seen);
    return seen;
  }

  reachAll(ids: readonly string[]): ReadonlySet<string> {
    return new Set(ids.flatMap((id) => [...this.reach(id)]));
  }
}
