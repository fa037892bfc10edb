import type { Call, Expression, Program, Statement } from '../../server/src/analysis/program/program';

export interface Placed { readonly kind: string; readonly start: number; readonly end: number }

/** Every statement, expression and pattern of a program, outermost first. */
export function everyNode(program: Program): Placed[] {
  const nodes: Placed[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && 'start' in value) nodes.push(value as Placed);
      for (const part of Object.values(value)) visit(part);
    }
  };
  visit(program.body);
  return nodes;
}

export function callsOf(program: Program): Call[] {
  return everyNode(program).filter((node): node is Call => node.kind === 'call');
}

/** The innermost name of `a.b.c`. */
export function lastName(callee: Expression): string | undefined {
  return callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
}

const statementKinds: ReadonlySet<string> = new Set<Statement['kind']>([
  'assign', 'expression', 'return', 'if', 'loop', 'try', 'with', 'throw', 'break', 'continue', 'switch', 'export', 'function', 'class',
]);

const method = /^(async\s+)?\*?\s*(?!(if|for|while|switch|with|return|function|catch|await)\b)[\w$]+\s*\([^()]*\)\s*\{/;

/** Where whole lines can be put in: the starts of lines that begin with a statement, with their indent. */
export function statementLines(program: Program, text: string): { at: number; indent: string; isInside: boolean }[] {
  const starts = new Map<number, string>();
  for (const node of everyNode(program)) {
    if (!statementKinds.has(node.kind)) continue;
    const line = text.lastIndexOf('\n', node.start - 1) + 1;
    const before = text.slice(line, node.start);
    // An `elif` is a statement of its own only in the program, and a method of an object literal is none.
    if (/^[ \t]*$/.test(before) && !text.startsWith('elif', node.start) && !method.test(text.slice(node.start, node.start + 200))) starts.set(line, before);
  }
  const bodies = program.functions.map((unit) => unit.bodySpan);
  return [...starts].map(([at, indent]) => ({ at, indent, isInside: bodies.some((body) => body.start <= at && at < body.end) }))
    .sort((a, b) => a.at - b.at);
}
