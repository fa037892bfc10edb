import type { Call, Expression, Statement } from '../program/program';
import type { Machine } from './machine';

/*
 * Code that is compiled and never run: to see whether it can be, since what cannot is an error.
 */

const known = new WeakMap<readonly Statement[], ReadonlySet<Call>>();

/** What the call gives is let go where it stands, or has a name of the function's own that nothing in it reads. */
export function isLetGo(machine: Machine, call: Call): boolean {
  const unit = machine.frame.unit;
  const body = unit?.node.body ?? machine.module.program.body;
  let calls = known.get(body);
  if (!calls) known.set(body, (calls = letGoIn(body, unit !== undefined, machine.module.family === 'python')));
  return calls.has(call);
}

type Part = Readonly<Record<string, unknown>>;

/** A name of the module can be read by others; so can one of JavaScript that is not declared here, or that Python's function says is of a scope around it. */
function letGoIn(body: readonly Statement[], isFunction: boolean, isPython: boolean): ReadonlySet<Call> {
  const calls = new Set<Call>();
  const named = new Map<Call, string>();
  const reads = new Map<string, number>();
  const ofOthers = new Set<string>();
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
    if (at.kind === 'scope') at.names.forEach((name) => ofOthers.add(name));
    if (isFunction && at.kind === 'assign' && (isPython || at.declares)) addNamed(named, at);
    for (const value of Object.values(part as Part)) visit(value);
  };
  visit(body);
  // The name where it is bound counts as one.
  for (const [call, name] of named) if ((reads.get(name) ?? 0) <= 1 && !ofOthers.has(name)) calls.add(call);
  return calls;
}

function addNamed(named: Map<Call, string>, { target, value, operator }: Extract<Statement, { kind: 'assign' }>): void {
  const made = operator === undefined && target.kind === 'name' && value ? madeBy(value) : undefined;
  if (made && target.kind === 'name') named.set(made, target.name);
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
