import type { Expression, Program, Span, Statement } from '../../analysis/program/program';

/**
 * Everything of a kind below `root`, outermost first, functions and classes included. Targets of
 * assignments come too: their names have the kind `name`, as they have where they are read.
 */
export function nodesBelow(root: unknown): readonly (Expression | Statement)[] {
  const nodes: (Expression | Statement)[] = [];
  collect(root, nodes);
  return nodes;
}

/** Everything below a program, and below the functions of its expressions. */
export function nodesOf(program: Program): readonly (Expression | Statement)[] {
  let nodes = nodesOfProgram.get(program);
  if (!nodes) nodesOfProgram.set(program, (nodes = nodesBelow(program.body)));
  return nodes;
}

/** Walked once for all findings of a file. */
const nodesOfProgram = new WeakMap<Program, readonly (Expression | Statement)[]>();

function collect(root: unknown, into: (Expression | Statement)[]): void {
  if (Array.isArray(root)) {
    for (const item of root) collect(item, into);
    return;
  }
  if (typeof root !== 'object' || root === null) return;
  if ('kind' in root && 'start' in root) into.push(root as Expression | Statement);
  for (const value of Object.values(root)) if (typeof value === 'object') collect(value, into);
}

const namesOfPrograms = new WeakMap<Program, ReadonlySet<string>>();

/** Every name the file binds or reads: a fix may not give any of these a new meaning. */
export function namesIn(program: Program): ReadonlySet<string> {
  const known = namesOfPrograms.get(program);
  if (known) return known;
  const names = new Set<string>();
  for (const node of nodesOf(program)) if (node.kind === 'name') names.add(node.name);
  for (const statement of program.imports) for (const { local } of statement.names) if (local !== undefined) names.add(local);
  for (const { name } of [...program.functions, ...program.classes]) if (name !== undefined) names.add(name);
  namesOfPrograms.set(program, names);
  return names;
}

/** The first of the wanted names that is free, else the last of them with a number. */
export function freeName(program: Program, ...wanted: readonly string[]): string {
  const taken = namesIn(program);
  const free = wanted.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const last = wanted[wanted.length - 1] ?? 'value';
  let number = 2;
  while (taken.has(`${last}${number}`)) number++;
  return `${last}${number}`;
}

export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The value below awaits, casts and the like that change nothing about it. */
export function bare(value: Expression): Expression {
  return value.kind === 'await' || value.kind === 'cast' ? bare(value.value) : value;
}
