import type { Call, Compare, Expression, LoopStatement, Statement } from '../program/program';
import { libraryBases, ancestors } from './classes';
import { stripped } from './containment';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { implicationsWithin } from './guards';
import { isUnknownList, looks, madeBy, refineMaybe, subjectsOf, wholeIn } from './maybeChecks';
import { accessPath, written } from './names';
import { probe } from './probing';
import type { Implication } from './value';

/*
 * Checks that are made with what is looked up: an entry of a table, a value that somebody else keeps,
 * a verdict, the parts of a text one after the other. Whether they are sound depends on what is in there.
 */

const remote = /client|session|http|request|axios|fetch|api|redis|cache|browser|page/i;

/** `DOCUMENTS.get(id)`, `next((one for one in TOOLS if one.name == name), None)`, `tools.find((one) => one.name === name)`: something is found under few names. */
export function ofLookUp(machine: Machine, test: Expression): readonly Implication[] {
  const call = madeBy(machine, test);
  const first = call?.arguments[0]?.value;
  if (!call || !first) return [];
  const { callee } = call;
  if (callee.kind === 'name' && callee.name === 'next' && first.kind === 'comprehension') return first.clauses.flatMap(({ conditions }) => conditions).flatMap((one) => isSaid(implicationsWithin(machine, one)));
  if (callee.kind !== 'member') return [];
  const only = first.kind === 'function' && first.function.body.length === 1 ? first.function.body[0] : undefined;
  if (/^find(Index|Last)?$/.test(callee.property) && only?.kind === 'return' && only.value) return isSaid(implicationsWithin(machine, only.value));
  if (callee.property !== 'get' || call.arguments.length > 2 || remote.test(written(machine, callee.object)) || !isUnknownList(machine, callee.object)) return [];
  return looks(wholeIn(first), true, written(machine, callee));
}

function isSaid(said: readonly Implication[]): readonly Implication[] {
  return said.filter(({ outcome }) => outcome);
}

/** `name == self.current`: the same as something that nobody outside has chosen. */
export function ofSameness(machine: Machine, { operator, left, right }: Compare): readonly Implication[] {
  if (operator !== '==' && operator !== '!=') return [];
  for (const [side, other] of [[left, right], [right, left]] as const) {
    const path = accessPath(stripped(side));
    if (path === undefined || !/^(name|member)$/.test(other.kind) || accessPath(other) === undefined) continue;
    if (isChosen(machine, side) && isKept(machine, other)) return looks([path], operator === '==', `${written(machine, left)} ${operator} ${written(machine, right)}`);
  }
  return [];
}

/** `parse(address).range() !== "unicast"`: whether an address is one of those that everyone can reach. */
export function ofRange(machine: Machine, { operator, left, right }: Compare): readonly Implication[] {
  if ((operator !== '==' && operator !== '!=') || right.kind !== 'string' || left.kind !== 'call' || left.callee.kind !== 'member' || left.callee.property !== 'range') return [];
  const made = madeBy(machine, left.callee.object);
  const isOpen = /^(unicast|global)$/.test(right.value);
  return looks(made ? subjectsOf(made) : wholeIn(left.callee.object), (operator === '==') === isOpen, written(machine, left));
}

function isChosen(machine: Machine, side: Expression): boolean {
  const value = probe(machine, side);
  return value.refs.some(({ kind }) => kind === 'symbol') || value.taints.length > 0;
}

/** Not a constant, which was judged before, and nothing that comes from outside. */
function isKept(machine: Machine, other: Expression): boolean {
  const value = probe(machine, other);
  return value.constant === undefined && deepTaints(value).every(({ label, symbol }) => label === undefined && symbol === undefined) && value.refs.every(({ kind }) => kind !== 'symbol');
}

const yes = /^(allow(ed)?|ok|okay|safe|valid|pass(ed)?|permit(ted)?|accept(ed)?|approved?|granted|clean)$/i;
const no = /^(den(y|ied)|block(ed)?|reject(ed)?|refused?|forbid(den)?|unsafe|invalid|disallow(ed)?|fail(ed)?|dangerous)$/i;

/** `guard.verdict(name) == "allow"`, `verdict.action === 'deny'`. */
export function ofWord(machine: Machine, { operator, left, right }: Compare): readonly Implication[] {
  if (operator !== '==' && operator !== '!=') return [];
  const said = ofVerdict(machine, left, right) ?? ofVerdict(machine, right, left) ?? [];
  return said.map((one) => ({ ...one, outcome: one.outcome === (operator === '==') }));
}

/** What a call has said in a word. */
function ofVerdict(machine: Machine, side: Expression, word: Expression): readonly Implication[] | undefined {
  const said = word.kind === 'string' ? word.value : word.kind === 'member' ? word.property : '';
  if (!yes.test(said) && !no.test(said)) return undefined;
  const call = madeBy(machine, side) ?? (side.kind === 'member' ? madeBy(machine, side.object) : undefined);
  return call && looks(subjectsOf(call), yes.test(said), written(machine, call.callee));
}

/** A loop over the parts of something that is left where one of them is not among those that are allowed. */
export function noteParts(machine: Machine, loop: LoopStatement): void {
  if (!loop.iterable || !loop.target || !machine.isLive || machine.isShallow) return;
  const refusal = loop.body.find((one) => one.kind === 'if' && allows(one.test) && one.then.some(refuses));
  if (refusal?.kind !== 'if') return;
  for (const path of wholeIn(loop.iterable)) refineMaybe(machine, path, written(machine, refusal.test));
}

/** A part has to be among those that are listed, or of one of these kinds. */
function allows(test: Expression): boolean {
  switch (test.kind) {
    case 'logical': return allows(test.left) || allows(test.right);
    case 'compare': return test.operator === 'not in';
    case 'unary': return test.operator === 'not' && isMembership(test.operand);
    default: return false;
  }
}

function isMembership(test: Expression): boolean {
  if (test.kind === 'compare') return test.operator === 'in';
  if (test.kind !== 'call') return false;
  const name = test.callee.kind === 'name' ? test.callee.name : test.callee.kind === 'member' ? test.callee.property : '';
  return /^(isinstance|has|fullmatch|match|test)$/.test(name) || (name === 'includes' && test.callee.kind === 'member' && /allow|valid|safe|known|^[A-Z_]+$/i.test(nameOf(test.callee.object)));
}

function nameOf(expression: Expression): string {
  return expression.kind === 'name' ? expression.name : expression.kind === 'member' ? expression.property : '';
}

/** Leaves with an error, or with no. */
function refuses(statement: Statement): boolean {
  if (statement.kind === 'throw') return true;
  return statement.kind === 'return' && (statement.value === undefined || (statement.value.kind === 'literal' && !statement.value.value));
}

/** `Checker().visit(ast.parse(code))` of a visitor that raises where something does not please it. */
export function isVisit(machine: Machine, call: Call): boolean {
  if (call.callee.kind !== 'member' || call.callee.property !== 'visit') return false;
  return probe(machine, call.callee.object).refs.some((ref) => (ref.kind === 'instance')
    && ancestors(ref.unit).some((unit) => libraryBases(unit).some((base) => /NodeVisitor$/.test(base)) && [...unit.methods.values()].some(({ node }) => node.body.some((one) => raises(one)))));
}

function raises(statement: Statement): boolean {
  if (statement.kind === 'throw') return true;
  return statement.kind === 'if' && [...statement.then, ...statement.otherwise].some(raises);
}
