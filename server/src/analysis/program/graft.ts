import type { FunctionNode, Program, Span } from './program';

/** What is not as it was before, places aside. */
export interface Touched {
  /** Functions at the top level, or methods there, of which only the body or a type has changed. */
  readonly functions: Set<FunctionNode>;
  /** Something has changed outside of their bodies. */
  isOutside: boolean;
}

export function nothingTouched(): Touched {
  return { functions: new Set(), isOutside: false };
}

type Fields = Record<string, unknown>;

/** More functions than one file has: ids below are those of whole programs. */
let nextId = 1_000_000;

/**
 * Puts a new program into the nodes of the one before, as far as they are alike: whoever has kept a
 * node has it with its present content and at its present place. What is new keeps its own nodes.
 * Functions and classes that were there before keep their ids, others get ids nobody had.
 */
export function graft(before: Program, after: Program, textBefore: string, textAfter: string, touched: Touched = nothingTouched()): Program {
  const grafting = new Grafting(textBefore, textAfter, touched);
  const body = grafting.list(before.body, after.body) as Program['body'];
  const kept = <T extends object>(nodes: readonly T[]): T[] => nodes.map((node) => grafting.kept(node));
  const functions = kept(after.functions);
  const classes = kept(after.classes);
  grafting.giveIds([...functions, ...classes]);
  return { ...after, body, functions, classes, imports: kept(after.imports), strings: kept(after.strings) };
}

class Grafting {
  /** New nodes, by the old ones that they went into. */
  private readonly into = new Map<object, object>();
  /** Old nodes that stand for a new one already: a node has one place. */
  private readonly taken = new Set<object>();
  /** The outermost function whose body is being grafted. */
  private inside: FunctionNode | undefined;
  /** The function that is being grafted. */
  private unit: FunctionNode | undefined;

  constructor(private readonly textBefore: string, private readonly textAfter: string, private readonly touched: Touched) {}

  private touch(): void {
    if (this.inside) this.touched.functions.add(this.inside);
    else this.touched.isOutside = true;
  }

  giveIds(nodes: readonly { readonly id: number }[]): void {
    for (const node of nodes) if (!this.taken.has(node)) (node as { id: number }).id = nextId++;
  }

  kept<T extends object>(node: T): T {
    return (this.into.get(node) ?? node) as T;
  }

  private value(before: unknown, after: unknown): unknown {
    if (typeof after !== 'object' || after === null || before === after) {
      if (before !== after) this.touch();
      return after;
    }
    const known = this.into.get(after);
    if (known) return known;
    if (Array.isArray(after)) {
      if (!Array.isArray(before)) this.touch();
      return this.list(Array.isArray(before) ? before : [], after);
    }
    if (typeof before !== 'object' || before === null || Array.isArray(before) || this.taken.has(before)) return this.fresh(after);
    return this.node(before as Fields, after as Fields);
  }

  private node(before: Fields, after: Fields): object {
    if (before['kind'] !== after['kind']) return this.fresh(after);
    this.into.set(after, before);
    this.taken.add(before);
    for (const name of Object.keys(after)) this.part(before, after, name);
    for (const name of Object.keys(before)) {
      if (name in after) continue;
      delete before[name];
      this.touch();
    }
    return before;
  }

  private part(before: Fields, after: Fields, name: string): void {
    if (name === 'id') return;
    if (name === 'start' || name === 'end') {
      before[name] = after[name];
      return;
    }
    const { inside, unit } = this;
    if ('bodySpan' in after) this.unit = before as unknown as FunctionNode;
    // Types of parameters are looked up whenever the function is run, and defaults where it is made.
    if (this.unit && (name === 'body' || name === 'returnType' || name === 'annotation')) this.inside ??= this.unit;
    before[name] = this.value(before[name], after[name]);
    this.inside = inside;
    this.unit = unit;
  }

  /** Parts of a new node may stand elsewhere in the program, too: in a list of strings, or twice. */
  private fresh(after: object): object {
    this.into.set(after, after);
    this.touch();
    for (const [name, part] of Object.entries(after)) (after as Fields)[name] = this.value(undefined, part);
    return after;
  }

  /** Pairs what is the same from both ends, and what is left between in its order. */
  list(before: readonly unknown[], after: readonly unknown[]): unknown[] {
    if (before.length !== after.length) this.touch();
    let head = 0;
    const shorter = Math.min(before.length, after.length);
    while (head < shorter && this.isSame(before[head], after[head])) head++;
    let tail = 0;
    while (tail < shorter - head && this.isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
    const between = this.pairs(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
    return after.map((item, at) => {
      if (at < head) return this.value(before[at], item);
      if (at >= after.length - tail) return this.value(before[at - after.length + before.length], item);
      return this.value(between[at - head], item);
    });
  }

  /** For each new item the old one that it replaces: of the same name, else the next that has no other claim. */
  private pairs(before: readonly unknown[], after: readonly unknown[]): unknown[] {
    if (before.length === after.length && before.length === 1) return [...before];
    const left = new Set(before);
    const named = after.map((item) => {
      const name = nameOf(item);
      const found = name === undefined ? undefined : [...left].find((other) => nameOf(other) === name);
      left.delete(found);
      return found;
    });
    const rest = [...left].filter((item) => nameOf(item) === undefined);
    return named.map((found, at) => found ?? (nameOf(after[at]) === undefined ? rest.shift() : undefined));
  }

  private isSame(before: unknown, after: unknown): boolean {
    if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) return before === after;
    const [old, now] = [spanOf(before as Fields), spanOf(after as Fields)];
    if (!old || !now || old.end - old.start !== now.end - now.start) return false;
    return this.textBefore.slice(old.start, old.end) === this.textAfter.slice(now.start, now.end);
  }
}

/** Where a part stands; a method is where its function is. */
function spanOf(part: Fields): Span | undefined {
  if (typeof part['start'] === 'number') return part as Fields & Span;
  for (const name of ['function', 'value', 'target']) if (typeof part[name] === 'object' && part[name] !== null) return spanOf(part[name] as Fields);
  return undefined;
}

/** The name of a function, class or member that a statement declares. */
function nameOf(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { function: unit, class: type, declaration, name, kind } = part as Fields;
  if (declaration !== undefined) return nameOf(declaration);
  const named = (unit ?? type) as { readonly name?: string } | undefined;
  if (named) return named.name;
  return kind === 'field' && typeof name === 'string' ? name : undefined;
}
