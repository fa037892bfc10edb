import type { Call, Expression } from '../program/program';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { bindArguments } from './arguments';
import { bitOf, EVERYTHING, NOTHING, type Cleared } from './families';
import { fixesHost } from './heads';
import type { Machine } from './machine';
import { accessPath } from './names';
import { taughtByMatch } from './patterns';
import { isHostName } from './placeGuards';
import type { GivenArguments, Implication, Value } from './value';

/** The text of a regular expression, compiled or not. */
export function patternText(pattern: Value): string | undefined {
  for (const ref of pattern.refs) if (ref.kind === 'path' && ref.schema?.text !== undefined) return ref.schema.text;
  return pattern.text;
}

/** A full match of a constant pattern that admits no metacharacter. */
export function ofPattern(machine: Machine, call: Call): Implication | undefined {
  if (call.callee.kind !== 'member') return undefined;
  const { property, object } = call.callee;
  const source = evaluate(machine, object);
  let pattern: string | undefined;
  let subject: Expression | undefined;
  if (/^(test|exec|fullmatch|match)$/.test(property)) {
    const isModule = source.refs.some((ref) => ref.kind === 'path' && ref.path === 're');
    pattern = isModule ? evaluate(machine, call.arguments[0]?.value ?? object).text : patternText(source);
    subject = isModule ? call.arguments[1]?.value : call.arguments[0]?.value;
    if (property === 'match' && machine.module.family === 'javascript') {
      pattern = call.arguments[0] && evaluate(machine, call.arguments[0].value).text;
      subject = object;
    }
  }
  const path = subject && accessPath(stripped(subject));
  if (path === undefined || pattern === undefined) return undefined;
  const cleared = taughtByMatch(property === 'fullmatch' ? `^(?:${pattern})$` : property === 'match' && machine.module.family === 'python' ? `^(?:${pattern})` : pattern);
  return cleared === 0 ? undefined : { path, outcome: true, cleared };
}

const harmlessForms = /^(isdigit|isdecimal|isnumeric|isalpha|isalnum|isidentifier)$/;

/** Tests of the form of a text that letters and digits alone pass: `text.isdigit()`, `Number.isInteger(n)`, `isNaN(n)`. */
export function ofForm(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  const first = call.arguments[0]?.value;
  if (machine.module.family === 'python') {
    if (callee.kind !== 'member' || first || !harmlessForms.test(callee.property)) return undefined;
    const path = accessPath(stripped(callee.object));
    return path === undefined ? undefined : { path, outcome: true, cleared: EVERYTHING };
  }
  if (callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'Number' && /^is(Integer|SafeInteger|Finite)$/.test(callee.property)) {
    const path = first && accessPath(first);
    return path === undefined ? undefined : { path, outcome: true, cleared: EVERYTHING };
  }
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'Number' ? callee.property : '';
  if (name !== 'isNaN' && name !== 'isFinite') return undefined;
  // `isNaN(text)` makes a number of all of it, as `Number(text)` does; `parseInt` stops where it likes.
  const whole = first?.kind === 'call' && first.callee.kind === 'name' && first.callee.name === 'Number' ? first.arguments[0]?.value : callee.kind === 'name' ? first : undefined;
  const path = whole && accessPath(stripped(whole));
  return path === undefined ? undefined : { path, outcome: name === 'isFinite', cleared: EVERYTHING };
}

/** `link.startsWith('https://docs.example.com/')`, `/^data:image/.test(link)`: whoever chose the rest chooses no server. */
export function ofStart(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  const first = call.arguments[0]?.value;
  if (callee.kind !== 'member' || !first) return undefined;
  const isPattern = callee.property === 'test';
  if (!isPattern && !/^(startswith|startsWith)$/.test(callee.property)) return undefined;
  const path = accessPath(stripped(isPattern ? first : callee.object));
  if (path === undefined) return undefined;
  const starts = isPattern ? [literalStart(patternText(evaluate(machine, callee.object)) ?? '')] : textsOf(machine, first);
  return starts.length > 0 && starts.every(fixesHost) ? { path, outcome: true, cleared: bitOf('url') } : undefined;
}

/** `host.endswith(".example.com")`, `` host.endsWith(`.${known}`) ``: a host of a domain that the program names. */
export function ofDomain(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  const first = call.arguments[0]?.value;
  if (callee.kind !== 'member' || !first || !/^ends_?with$/i.test(callee.property)) return undefined;
  const path = accessPath(stripped(callee.object));
  if (path === undefined || !isHostName(path.slice(path.lastIndexOf('.') + 1))) return undefined;
  const ends = (first.kind === 'list' ? first.items : [first]).map((end) => evaluate(machine, end));
  const isDomain = ends.length > 0 && ends.every(({ text, taints }) => text !== undefined && /^\.[^.]/.test(text) && taints.length === 0);
  return isDomain ? { path, outcome: true, cleared: bitOf('url') } : undefined;
}

/** The constants of a prefix or a tuple of prefixes; an empty text for what is none. */
function textsOf(machine: Machine, given: Expression): readonly string[] {
  if (given.kind === 'list') return given.items.map((item) => evaluate(machine, item).text ?? '');
  return [evaluate(machine, given).text ?? ''];
}

/** What every match of a pattern begins with. */
function literalStart(pattern: string): string {
  const start = /^\^((?:\\[^\w]|[^\\^$.*+?()[\]{}|])*)(?![*+?{])/.exec(pattern);
  return start && !pattern.includes('|') ? start[1]!.replace(/\\(.)/g, '$1') : '';
}

/** What holds of every value that a test says yes to. */
export function acceptedBy(machine: Machine, test: Value, given: GivenArguments): Cleared {
  let all = test.refs.length === 0 ? NOTHING : EVERYTHING;
  for (const ref of test.refs) {
    if (ref.kind !== 'function') return NOTHING;
    const { order } = bindArguments(machine, ref.unit, given, ref.self);
    let own = NOTHING;
    for (const { symbol, outcome, cleared: taught, member } of ref.unit.summary?.clearsWhen ?? []) {
      if (outcome && member === undefined && symbol.path.length === 0 && order.get(symbol.base) === 0) own |= taught;
    }
    all &= own;
  }
  return all;
}
