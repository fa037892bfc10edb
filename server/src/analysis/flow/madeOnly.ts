import type { Call, Expression, Pattern, Statement } from '../program/program';
import type { Machine } from './machine';

/*
 * Code that is compiled and never run: to see whether it can be, since what cannot is an error.
 */

const known = new WeakMap<readonly Statement[], ReadonlySet<Call>>();

/** What the call gives is let go where it stands, or has a name that nothing in the function reads. */
export function isLetGo(machine: Machine, call: Call): boolean {
  const body = machine.frame.unit?.node.body ?? machine.module.program.body;
  let calls = known.get(body);
  if (!calls) known.set(body, (calls = letGoIn(body)));
  return calls.has(call);
}

type Part = Readonly<Record<string, unknown>>;

function letGoIn(body: readonly Statement[]): ReadonlySet<Call> {
  const calls = new Set<Call>();
  const named = new Map<Call, string>();
  const reads = new Map<string, number>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      part.forEach(visit);
      return;
    }
    const at = part as Statement | Expression;
    if (at.kind === 'name') reads.set(at.name, (reads.get(at.name) ?? 0) + 1);
    if (at.kind === 'expression') add(calls, madeBy(at.value));
    if (at.kind === 'unary' && /^(void|!|not|typeof)$/.test(at.operator)) add(calls, madeBy(at.operand));
    const made = at.kind === 'assign' && at.operator === undefined && at.target.kind === 'name' && at.value ? madeBy(at.value) : undefined;
    if (made && at.kind === 'assign') named.set(made, nameOf(at.target));
    for (const value of Object.values(part as Part)) visit(value);
  };
  visit(body);
  // The name where it is bound counts as one.
  for (const [call, name] of named) if ((reads.get(name) ?? 0) <= 1) calls.add(call);
  return calls;
}

function nameOf(target: Pattern): string {
  return target.kind === 'name' ? target.name : '';
}

function add(calls: Set<Call>, call: Call | undefined): void {
  if (call) calls.add(call);
}

/** The call itself, whatever is said about its value on the way: `void new Function(…)`. */
function madeBy(value: Expression): Call | undefined {
  let at = value;
  while (at.kind === 'unary' || at.kind === 'cast') at = at.kind === 'unary' ? at.operand : at.value;
  return at.kind === 'call' ? at : undefined;
}
