import type { Expression } from '../program/program';
import { evaluate } from './expressions';
import { bitOf, type Cleared } from './families';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { accessPath } from './names';
import { clear, isSameTaint, type Taint } from './taint';
import type { Value } from './value';

/** A test of the host that an address was parsed into clears the address itself for requests. */
export function refineHost(machine: Machine, test: Expression, outcome: boolean): void {
  const subject = hostOf(test, outcome);
  if (!subject) return;
  clearEverywhere(machine, evaluate(machine, subject), bitOf('url'));
}

/** The same where the test is of more than one part: `host == known or host.endswith("." + known)`. */
export function refineOfHost(machine: Machine, path: string): void {
  const [name = '', ...fields] = path.split('.');
  const held = isHostName(fields.at(-1) ?? name) ? machine.state.vars.get(name) : undefined;
  if (held) clearEverywhere(machine, held, bitOf('url'));
}

/** Whatever was made of the same labels is as safe as the value that was tested. */
function clearEverywhere(machine: Machine, tested: Value, bit: Cleared): void {
  const known = deepTaints(tested);
  const isKnown = (taint: Taint): boolean => known.some((other) => isSameTaint(other, taint));
  for (const [name, value] of machine.state.vars) {
    if (value.refs.some((ref) => ref.kind === 'symbol' && known.some(({ symbol }) => symbol === ref.symbol))) machine.state.refine(name, bit);
    if (!value.taints.some(isKnown)) continue;
    const cleansed = (taints: readonly Taint[]): readonly Taint[] => taints.flatMap((taint) => {
      const left = isKnown(taint) ? clear(taint, bit) : taint;
      return left ? [left] : [];
    });
    machine.state.set(name, { ...value, taints: cleansed(value.taints), ...(value.head ? { head: cleansed(value.head) } : {}) });
  }
}

/** The host expression that the test, with this outcome, found in a list or equal to a constant. */
function hostOf(test: Expression, outcome: boolean): Expression | undefined {
  let subject: Expression | undefined;
  if (test.kind === 'compare') {
    const found = test.operator === 'in' || test.operator === '==' ? outcome : test.operator === 'not in' || test.operator === '!=' ? !outcome : false;
    if (found) subject = test.left;
  } else if (outcome && test.kind === 'call' && test.callee.kind === 'member' && /^(includes|has)$/.test(test.callee.property)) {
    subject = test.arguments[0]?.value;
  }
  const name = subject?.kind === 'member' ? subject.property : subject?.kind === 'name' ? subject.name : '';
  return isHostName(name) ? subject : undefined;
}

export function isHostName(name: string): boolean {
  return /^(\w+_)?(host_?name|host|netloc|origin)$/i.test(name);
}

/** The address of `urlparse(url).hostname` and `new URL(url).host`. */
export function addressOf(host: Expression): string | undefined {
  if (host.kind !== 'member' || !isHostName(host.property) || host.object.kind !== 'call') return undefined;
  const address = host.object.arguments[0]?.value;
  return address && accessPath(address);
}

/** `path.relative(base, target).startsWith('..')` came out false: the target lies inside. */
export function refineRelative(machine: Machine, test: Expression, outcome: boolean): void {
  if (outcome || test.kind !== 'call' || test.callee.kind !== 'member' || !/^starts?with$/i.test(test.callee.property)) return;
  const value = evaluate(machine, test.callee.object);
  if (isWay(value)) clearEverywhere(machine, value, bitOf('file-path'));
}

/** `if (!rel)`, `if rel == "."` of the way from a folder to a target: the target is the folder itself. */
export function refineNoWay(machine: Machine, test: Expression, outcome: boolean): void {
  const way = withoutWay(machine, test, outcome);
  if (way) clearEverywhere(machine, way, bitOf('file-path'));
}

/** What the test says to be no way at all, if it came out so. */
function withoutWay(machine: Machine, test: Expression, outcome: boolean): Value | undefined {
  switch (test.kind) {
    case 'unary': return test.operator === 'not' ? withoutWay(machine, test.operand, !outcome) : undefined;
    case 'logical': {
      const [left, right] = [withoutWay(machine, test.left, outcome), withoutWay(machine, test.right, outcome)];
      // Where either side may have decided, both have to say it.
      return outcome === (test.operator === 'and') ? left ?? right : right && left;
    }
    case 'compare': {
      const isEmpty = test.right.kind === 'string' && /^\.?$/.test(test.right.value);
      return isEmpty && test.operator === (outcome ? '==' : '!=') ? wayOf(machine, test.left) : undefined;
    }
    default: return outcome ? undefined : wayOf(machine, test);
  }
}

function wayOf(machine: Machine, at: Expression): Value | undefined {
  const value = at.kind === 'name' ? evaluate(machine, at) : undefined;
  return value && isWay(value) ? value : undefined;
}

function isWay({ refs }: Value): boolean {
  return refs.some((ref) => ref.kind === 'path' && /(^|\.)(relative|relpath)\(\)$/.test(ref.path));
}
