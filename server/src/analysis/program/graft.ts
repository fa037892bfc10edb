import { boundBy } from './mentions';
import type { ClassNode, FunctionNode, Program, Span, Statement } from './program';

/** What is not as it was before, places aside. */
export interface Touched {
  /** Functions at the top level, or methods there, of which the body or a type has changed. */
  readonly functions: Set<FunctionNode>;
  /** Statements at the top level of which something has changed outside of such bodies. */
  readonly statements: Set<Statement>;
  /** Functions in them that have another name, other parameters or decorators. */
  readonly signatures: Set<FunctionNode>;
  /** Classes in them that have other bases or decorators, and names of members of classes that are not what they were. */
  readonly classes: Set<ClassNode>;
  readonly members: Set<string>;
  /** What those statements bound before, and what those bound that are not there any more. */
  readonly names: Set<string>;
  /** A statement at the top level is not there any more. */
  isShorter: boolean;
  /** What has changed cannot be told. */
  isWhole: boolean;
}

export function nothingTouched(): Touched {
  return { functions: new Set(), statements: new Set(), signatures: new Set(), classes: new Set(), members: new Set(), names: new Set(), isShorter: false, isWhole: false };
}

/** Everything means what it meant. */
export function isUntouched(touched: Touched): boolean {
  return !isTouchedOutside(touched) && touched.functions.size === 0;
}

/** Something has changed outside of the bodies of functions. */
export function isTouchedOutside({ statements, isShorter, isWhole }: Touched): boolean {
  return isWhole || isShorter || statements.size > 0;
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
  const body = grafting.statements(before.body, after.body);
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
  /** The outermost statement, class and member of it, by what it was and is called, that are being grafted. */
  private statement: Statement | undefined;
  private type: ClassNode | undefined;
  private member: readonly string[] | undefined;

  constructor(private readonly textBefore: string, private readonly textAfter: string, private readonly touched: Touched) {}

  private touch(): void {
    const { touched, inside, unit, statement, type, member } = this;
    if (inside) {
      touched.functions.add(inside);
      return;
    }
    if (!statement) touched.isWhole = true;
    else touched.statements.add(statement);
    if (unit) touched.signatures.add(unit);
    if (member) for (const name of member) touched.members.add(name);
    else if (type) touched.classes.add(type);
  }

  /** The top level. */
  statements(before: readonly Statement[], after: readonly Statement[]): Statement[] {
    const paired = this.paired(before, after);
    const gone = new Set(before);
    for (const [old] of paired) gone.delete(old as Statement);
    this.touched.isShorter = gone.size > 0;
    for (const name of boundBy([...gone])) this.touched.names.add(name);
    return paired.map(([old, item, isSame]) => {
      const bound = old === undefined || isSame ? [] : boundBy([old as Statement]);
      // What speaks of the statement later knows the node that stays.
      this.statement = old !== undefined && (old as Statement).kind === (item as Statement).kind ? old as Statement : item as Statement;
      const made = this.value(old, item) as Statement;
      if (this.touched.statements.has(this.statement)) for (const name of bound) this.touched.names.add(name);
      this.statement = undefined;
      return made;
    });
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
    const { inside, unit, type, member } = this;
    if ('bodySpan' in after) this.unit ??= before as unknown as FunctionNode;
    else if ('members' in after) this.type ??= before as unknown as ClassNode;
    else if (this.type && !unit) this.member ??= memberNames(after, before);
    if (this.unit && inBody.has(name)) this.inside ??= this.unit;
    before[name] = this.value(before[name], after[name]);
    this.inside = inside;
    this.unit = unit;
    this.type = type;
    this.member = member;
  }

  /** Parts of a new node may stand elsewhere in the program, too: in a list of strings, or twice. */
  private fresh(after: object): object {
    this.into.set(after, after);
    const { member } = this;
    if (this.type) this.member ??= memberNames(after as Fields);
    this.touch();
    for (const [name, part] of Object.entries(after)) (after as Fields)[name] = this.value(undefined, part);
    this.member = member;
    return after;
  }

  list(before: readonly unknown[], after: readonly unknown[]): unknown[] {
    const paired = this.paired(before, after);
    if (before.length !== after.length) this.resized(before, paired);
    return paired.map(([old, item]) => this.value(old, item));
  }

  /** Of a class, the members that went; those that came say so themselves. */
  private resized(before: readonly unknown[], paired: readonly Pair[]): void {
    const kept = new Set(paired.map(([old]) => old));
    const { member } = this;
    for (const old of before) {
      if (kept.has(old)) continue;
      if (this.type && typeof old === 'object' && old !== null) this.member = member ?? memberNames(old as Fields);
      this.touch();
      this.member = member;
    }
  }

  /** Pairs what is the same from both ends, and what is left between in its order. */
  private paired(before: readonly unknown[], after: readonly unknown[]): Pair[] {
    let head = 0;
    const shorter = Math.min(before.length, after.length);
    while (head < shorter && this.isSame(before[head], after[head])) head++;
    let tail = 0;
    while (tail < shorter - head && this.isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
    const between = this.pairs(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
    return after.map((item, at) => {
      if (at < head) return [before[at], item, true];
      if (at >= after.length - tail) return [before[at - after.length + before.length], item, true];
      return [between[at - head], item, false];
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

/** What was there, what is there now, and whether both are written alike. */
type Pair = readonly [unknown, unknown, boolean];

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

/** Types of parameters are looked up whenever the function is run, and defaults where it is made. */
const inBody: ReadonlySet<string> = new Set(['body', 'returnType', 'annotation', 'docstring']);

/** What a member of a class is called; undefined for anything else. */
function memberNames(...parts: readonly Fields[]): string[] | undefined {
  const members = parts.filter(({ kind, name }) => (kind === 'field' || kind === 'method') && typeof name === 'string');
  return members.length > 0 ? members.map(({ name }) => String(name)) : undefined;
}
