import type { FunctionUse, Usage } from '../../analysis/usage';

/** What can be reached from functions by calls, however many lie between. */
export class CallGraph {
  private readonly functions: ReadonlyMap<string, FunctionUse>;
  /** What models and the outside call. */
  private readonly entries: ReadonlySet<string>;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(usage: Usage) {
    this.functions = new Map(usage.functions.map((one) => [one.id, one]));
    this.entries = new Set([...usage.endpoints, ...usage.tools].flatMap(({ handlers }) => handlers));
  }

  get(id: string): FunctionUse | undefined {
    return this.functions.get(id);
  }

  /**
   * The functions that carry something out, and everything they call, directly or not. A wrapper that
   * many entries share calls of them only the ones that it wraps here.
   */
  reach(handlers: readonly string[]): ReadonlySet<string> {
    const key = handlers.join('\0');
    const known = this.known.get(key);
    if (known) return known;
    const own = new Set(handlers);
    const seen = new Set(handlers);
    const open = [...handlers];
    const enter = (callee: string): void => {
      if (seen.has(callee)) return;
      seen.add(callee);
      open.push(callee);
    };
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const one = this.functions.get(next);
      one?.calls.forEach(enter);
      for (const callee of one?.callsGiven ?? []) if (own.has(callee) || !this.entries.has(callee)) enter(callee);
    }
    this.known.set(key, seen);
    return seen;
  }
}
