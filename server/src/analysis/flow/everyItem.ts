import type { Call, Expression } from '../program/program';
import { evaluate } from './expressions';
import { bitOf, EVERYTHING, NOTHING } from './families';
import type { State } from './frame';
import { isOwnFolder, stripped } from './containment';
import { fixesHost } from './heads';
import { implicationsWithin, isAllowList } from './guards';
import { ELEMENT } from './kinds';
import type { Machine } from './machine';
import { elementOf } from './members';
import { accessPath } from './names';
import { acceptedBy } from './textTests';
import { cleared, deepTaints } from './labels';
import type { Implication, Value } from './value';

/*
 * What is known of every element of a list, because a test or a loop has seen them all. It is kept
 * under the list's name, and goes to whatever an element is called next.
 */

/** `all(name in KNOWN for name in names)`, `not any(name not in KNOWN for …)`. */
export function ofItems(machine: Machine, test: Extract<Expression, { kind: 'comprehension' }>, isAll: boolean): readonly Implication[] {
  const [clause] = test.clauses;
  if (test.clauses.length !== 1 || clause?.target.kind !== 'name' || clause.conditions.length > 0) return [];
  return ofEvery(machine, clause.iterable, clause.target.name, test.element, isAll);
}

/** What a test says of anything else, if it came out true for one item of a list: `host == known or host.endswith("." + known)`. */
export function ofOneItem(machine: Machine, test: Expression, item: string, list: Expression): readonly Implication[] {
  if (test.kind === 'logical' && test.operator === 'or') {
    const others = ofOneItem(machine, test.right, item, list);
    return ofOneItem(machine, test.left, item, list).flatMap((one) => {
      const same = others.find(({ path }) => path === one.path);
      return same ? [{ ...one, cleared: one.cleared & same.cleared }] : [];
    });
  }
  const same = ofItem(machine, test, item, list);
  if (same) return [same];
  return implicationsWithin(machine, test).filter(({ outcome, path }) => outcome && path !== item && !path.startsWith(`${item}.`));
}

/** A comparison with an item of a list that the program itself makes. */
function ofItem(machine: Machine, test: Expression, item: string, list: Expression): Implication | undefined {
  if (test.kind === 'call') return ofBeginning(machine, test, item, list);
  if (test.kind !== 'compare' || test.operator !== '==') return undefined;
  const other = test.left.kind === 'name' && test.left.name === item ? test.right : test.right.kind === 'name' && test.right.name === item ? test.left : undefined;
  const path = other && accessPath(stripped(other));
  return path !== undefined && isAllowList(machine, evaluate(machine, list), list) ? { path, outcome: true, cleared: EVERYTHING } : undefined;
}

/** `ROOTS.some((root) => link.startsWith(root))`: whoever chose the rest chooses no server where each of the roots fixes it. */
function ofBeginning(machine: Machine, { callee, arguments: given }: Call, item: string, list: Expression): Implication | undefined {
  const start = given[0]?.value;
  if (callee.kind !== 'member' || !/^starts_?with$/i.test(callee.property) || start?.kind !== 'name' || start.name !== item) return undefined;
  const path = accessPath(stripped(callee.object));
  const roots = evaluate(machine, list).refs.flatMap((ref) => (ref.kind === 'object' ? ref.object.items : []));
  const isFixed = roots.length > 0 && roots.every((root) => isOwnFolder(root) && startsOf(root).length > 0 && startsOf(root).every(fixesHost));
  return path !== undefined && isFixed ? { path, outcome: true, cleared: bitOf('url') } : undefined;
}

/** What is known of a root: its text, or what it is where nobody has set another. */
function startsOf(root: Value): readonly string[] {
  return root.text !== undefined ? [root.text] : root.among ?? [];
}

/** `names.every((name) => KNOWN.has(name))`, `names.every(isKnown)`. */
export function ofCallback(machine: Machine, list: Expression, test: Expression, isAll: boolean): readonly Implication[] {
  if (test.kind === 'function') {
    const { parameters: [item], body: [only] } = test.function;
    return only?.kind === 'return' && only.value && item?.target.kind === 'name' ? ofEvery(machine, list, item.target.name, only.value, isAll) : [];
  }
  const path = isAll ? accessPath(list) : undefined;
  if (path === undefined) return [];
  const accepted = acceptedBy(machine, evaluate(machine, test), { positional: [elementOf(machine, evaluate(machine, list))], named: new Map(), rest: undefined });
  return accepted === NOTHING ? [] : ofElement(machine, path, '', accepted, true);
}

function ofEvery(machine: Machine, list: Expression, item: string, test: Expression, isAll: boolean): readonly Implication[] {
  const path = accessPath(list);
  if (path === undefined) return [];
  return implicationsWithin(machine, test).filter(({ outcome }) => outcome === isAll)
    .flatMap((one) => (one.path === item || one.path.startsWith(`${item}.`) ? ofElement(machine, path, one.path.slice(item.length), one.cleared, isAll) : []));
}

/** Going through a dict of Python gives its names: what is known of them is not known of the whole. */
function ofElement(machine: Machine, list: string, rest: string, bits: number, outcome: boolean): readonly Implication[] {
  const one: Implication = { path: `${list}.${ELEMENT}${rest}`, outcome, cleared: bits };
  const isWhole = rest === '' && machine.module.family === 'javascript' && (bits & EVERYTHING) !== NOTHING;
  return isWhole ? [one, { path: list, outcome, cleared: bits & EVERYTHING }] : [one];
}

/** Known of a name as long as it means the element that a loop gave it. */
const STILL = '[in]';

/** A loop's name means an element from here on, which is what all of them are. */
export function enterElement(machine: Machine, target: string, list: Expression | undefined): void {
  machine.state.refine(`${target}.${STILL}`, EVERYTHING);
  const path = list && machine.state.refined.size > 0 ? accessPath(list) : undefined;
  if (path === undefined) return;
  const from = `${path}.${ELEMENT}`;
  for (const [at, bits] of machine.state.refined) {
    if (at === from || at.startsWith(`${from}.`)) machine.state.refine(target + at.slice(from.length), bits);
  }
}

/** A loop that every element has to pass: `refined` is what holds at the end of each turn. Of a name that was given another value it says nothing of the list. */
export function leaveElements(machine: Machine, target: string, list: Expression, refined: State['refined']): void {
  const path = machine.isLive ? accessPath(list) : undefined;
  const mark = `${target}.${STILL}`;
  if (path === undefined || !refined.has(mark)) return;
  for (const [at, bits] of refined) {
    if (at === mark || (at !== target && !at.startsWith(`${target}.`))) continue;
    for (const one of ofElement(machine, path, at.slice(target.length), bits, true)) machine.state.refine(one.path, one.cleared);
  }
}

/** Something comes into a list that none of the tests of its elements has seen. */
export function forgetElements(machine: Machine, list: Expression, added: readonly Value[]): void {
  if (!machine.isLive || machine.state.refined.size === 0 || added.every((value) => deepTaints(value).length === 0)) return;
  const path = accessPath(list);
  if (path === undefined) return;
  machine.state.refined = new Map([...machine.state.refined].filter(([at]) => at !== path && at !== `${path}.${ELEMENT}` && !at.startsWith(`${path}.${ELEMENT}.`)));
}

/** What goes through a list takes of it what is known of every element: `" ".join(names)`, `[*names]`. */
export function asEveryItem(machine: Machine, list: Expression | undefined, value: Value): Value {
  const path = list && machine.state.refined.size > 0 ? accessPath(list) : undefined;
  const bits = path === undefined ? NOTHING : (machine.state.refined.get(`${path}.${ELEMENT}`) ?? NOTHING) & EVERYTHING;
  return bits === NOTHING ? value : cleared(value, bits);
}
