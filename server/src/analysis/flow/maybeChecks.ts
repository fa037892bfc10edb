import type { Family } from '../analysis';
import type { Call, Compare, Expression, LoopStatement, Member } from '../program/program';
import { deniedWords, opposesByName, supportsByName, wordsOf } from './checkNames';
import { MAYBE } from './families';
import type { Frame } from './frame';
import { deepTaints } from './labels';
import { calledName } from './looks';
import type { Machine } from './machine';
import { accessPath, written } from './names';
import { isHostName } from './placeGuards';
import { isVisit, noteParts, ofLookUp, ofRange, ofSameness } from './maybeTables';
import { probe } from './probing';
import { isDoubtOfCheck, isSameTaint, isTouched, mayCheck, weaken, type Taint } from './taint';
import { patternText } from './textTests';
import type { Implication, Value } from './value';
import { remembered } from './remembered';

/*
 * Checks of which it is not seen what they check: a package does it, a list that is filled elsewhere,
 * a name server. What has passed one is still told of, but no longer as proven. Tests that are
 * seen, and are too weak, are no such checks: they leave everything as it was.
 */

/** What a test that nothing is known of may say, by what it is called. */
export function maybeSaid(machine: Machine, test: Expression): readonly Implication[] {
  switch (test.kind) {
    case 'call': return ofCall(machine, test);
    case 'compare': return [...ofMembership(machine, test), ...ofSameness(machine, test), ...ofRange(machine, test)];
    case 'member': return ofProperty(machine, test);
    case 'name': return ofLookUp(machine, test);
    default: return [];
  }
}

function ofCall(machine: Machine, call: Call): readonly Implication[] {
  const name = calledName(call);
  if (call.arguments.length === 1 && /^(includes|has|hasOwnProperty|contains|__contains__)$/.test(name)) return ofHas(machine, call);
  const isPattern = isUnknownPattern(machine, call);
  if (isPattern === false) return [];
  const outcome = outcomeOf(name) ?? isPattern;
  if (outcome === undefined) return ofLookUp(machine, call);
  const subjects = subjectsOf(call);
  // Ranges of addresses are told apart with numbers and patterns of all sorts.
  const isOfAddress = subjects.some((path) => isAnswered(machine, path));
  return isOfAddress || isUnseen(machine, call) ? looks(subjects, outcome, written(machine, call.callee)) : [];
}

/** `self.pattern.fullmatch(x)`, `re.match(made(), x)`: whether the expression is made elsewhere; one of what is refused is never complete. Undefined for another call. */
function isUnknownPattern(machine: Machine, { callee, arguments: given }: Call): boolean | undefined {
  if (callee.kind !== 'member' || !/^(test|exec|fullmatch|match|search)$/.test(callee.property)) return undefined;
  const isModule = probe(machine, callee.object).refs.some((ref) => ref.kind === 'path' && ref.path === 're');
  const pattern = isModule || (callee.property === 'match' && machine.module.family === 'javascript') ? given[0]?.value : callee.object;
  return pattern !== undefined && callee.property !== 'search' && patternText(probe(machine, pattern)) === undefined && !deniedWords(nameOf(pattern));
}

/** `allowed_paths.includes(x)` of a list that is filled elsewhere. */
function ofHas(machine: Machine, call: Call): readonly Implication[] {
  const subject = call.arguments[0]?.value;
  if (call.callee.kind !== 'member' || !subject || !isUnknownList(machine, call.callee.object)) return [];
  return looks(wholeIn(subject), true, written(machine, call.callee));
}

/** `name not in self.documents`. */
function ofMembership(machine: Machine, test: Compare): readonly Implication[] {
  if ((test.operator !== 'in' && test.operator !== 'not in') || !isUnknownList(machine, test.right)) return [];
  return looks(wholeIn(test.left), test.operator === 'in', `${written(machine, test.left)} ${test.operator} ${written(machine, test.right)}`);
}

const texts = /(text|content|contents|line|string|str|body|html|path|url|query|command|cmd|code|message|prompt|name|source|output|input|reply|response|lower|upper|stdout|stderr|data|buffer|header|history|seen|visited|cache|cached|done|processed|previous|pending|logs?|results?)$/i;

/** Neither a text nor something that the value's own giver may fill. */
export function isUnknownList(machine: Machine, expression: Expression): boolean {
  const name = nameOf(expression);
  if (name === '' || texts.test(name) || deniedWords(name)) return false;
  const value = probe(machine, expression);
  if (value.constant !== undefined || value.text !== undefined) return false;
  // A list that the program writes down was judged before.
  if (value.refs.some((ref) => ref.kind === 'object' && ref.object.isExact && ref.object.items.length > 0)) return false;
  return deepTaints(value).every(({ label }) => label === undefined);
}

function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case 'name': return expression.name;
    case 'member': return expression.property;
    case 'call': return nameOf(expression.callee);
    case 'await':
    case 'cast': return nameOf(expression.value);
    default: return '';
  }
}

const addresses = /^is_?(private|loopback|link_?local|reserved|multicast|unspecified|site_?local|global)/i;

/** `address.is_private`, `policy.evaluate(command).allowed`. */
function ofProperty(machine: Machine, test: Member): readonly Implication[] {
  const by = written(machine, test);
  if (addresses.test(test.property)) return looks(wholeIn(test.object), /global/i.test(test.property), by);
  const call = madeBy(machine, test.object);
  if (!call || !isVerdictOf(calledName(call)) || !isUnseen(machine, call)) return [];
  const outcome = /^(ok|success|passed)$/i.test(test.property) ? true : /^(error|errors|issues|problems?|reason|violations?)$/i.test(test.property) ? false : outcomeOf(test.property);
  return outcome === undefined ? [] : looks(subjectsOf(call), outcome, written(machine, call.callee));
}

/** The call that made what is looked at. */
export function madeBy(machine: Machine, expression: Expression): Call | undefined {
  const from = expression.kind === 'name' ? machine.frame.made.get(expression.name) : expression;
  if (from?.kind === 'await') return from.value.kind === 'call' ? from.value : undefined;
  return from?.kind === 'call' ? from : undefined;
}

/** A check that raises, or returns a verdict. */
function isVerdictOf(name: string): boolean {
  return raises(name) || /^(evaluate|decide|inspect|review|scan|assess|judge|moderate|is|can|may)$/.test(wordsOf(name)[0] ?? '');
}

/** Whether a test of this name says yes or no of what is allowed. */
function outcomeOf(name: string): boolean | undefined {
  if (opposesByName(name)) return false;
  return supportsByName(name) ? true : undefined;
}

export function looks(paths: readonly string[], outcome: boolean, by: string): readonly Implication[] {
  return paths.map((path) => ({ path, outcome, cleared: MAYBE, by }));
}

/** No function of the project, of which it would be seen what it does, and nothing that the catalogue speaks of. */
function isUnseen(machine: Machine, call: Call): boolean {
  const { refs } = probe(machine, call.callee);
  return refs.every((ref) => {
    if (ref.kind === 'symbol') return true;
    if (ref.kind !== 'path') return false;
    const { facts } = machine;
    return !/^(builtins|globalThis)\.\w+$|^(os|subprocess)\./.test(ref.path) && facts.sinks(ref.path).length + facts.clears(ref.path).length === 0 && !facts.isLogger(ref.path) && !facts.inference(ref.path);
  });
}

/** What a call looks at: its arguments, or the object if there are none. */
export function subjectsOf(call: Call): readonly string[] {
  if (call.arguments.length === 0 && call.callee.kind === 'member') return wholeIn(call.callee.object);
  return call.arguments.flatMap(({ value }) => wholeIn(value));
}

/** The values that an expression is made of as a whole: of `command.split()[0]` and `Path(name).suffix`, none. */
export function wholeIn(expression: Expression, depth = 0): readonly string[] {
  const path = accessPath(expression);
  if (path !== undefined) return /^(this|self|cls)(\.|$)/.test(path) ? [] : [path];
  if (depth > MAX_DEPTH) return [];
  const inner = (one: Expression): readonly string[] => wholeIn(one, depth + 1);
  switch (expression.kind) {
    case 'call': return parting.test(calledName(expression)) ? [] : [...(expression.callee.kind === 'member' ? inner(expression.callee.object) : []), ...expression.arguments.flatMap(({ value }) => inner(value))];
    case 'member': return isHostName(expression.property) ? inner(expression.object) : [];
    case 'logical':
    case 'binary': return [...inner(expression.left), ...inner(expression.right)];
    case 'template': return expression.parts.flatMap((part) => (typeof part === 'string' ? [] : inner(part)));
    case 'await':
    case 'cast':
    case 'spread': return inner(expression.value);
    case 'list': return expression.items.flatMap(inner);
    case 'object': return expression.entries.flatMap(({ value }) => inner(value));
    default: return [];
  }
}

const parting = /^(r?split|r?partition|splitext|basename|dirname|extname|search|match|findall|exec|pop|shift|slice|substring)$/;

const MAX_DEPTH = 6;

/** `guard.check(path)` as a statement of its own: if it is a check, it raises. */
export function noteRaising(machine: Machine, statement: Expression): void {
  const call = statement.kind === 'await' ? statement.value : statement;
  if (call.kind !== 'call' || machine.isShallow || !machine.isLive) return;
  const name = calledName(call);
  if (!isVisit(machine, call) && (!raises(name) || !isUnseen(machine, call))) return;
  for (const path of subjectsOf(call)) refineMaybe(machine, path, written(machine, call.callee));
}

const raises = remembered((name) => /^(validate|check|ensure|assert|verify|require|guard|enforce|authori[sz]e|must|forbid|refuse|reject)$/.test(wordsOf(name)[0] ?? ''));

/** A test that was not seen has looked at this, and so at what it was made of and what was made of it. */
export function refineMaybe(machine: Machine, path: string, by: string): void {
  for (const one of related(machine, path)) {
    machine.state.refine(one, MAYBE);
    machine.frame.checkedBy.set(one, by);
  }
}

/** Names that are made of each other, further apart than this, are not related. */
const MAX_RELATED = 5;

/** The names that say something of each other, by how they were made. */
export function related(machine: Machine, path: string): ReadonlySet<string> {
  const found = new Set([path]);
  let open = [path];
  for (let distance = 0; distance < MAX_RELATED && open.length > 0; distance++) {
    open = open.flatMap((one) => sourcesOf(machine, one)).filter((one) => !found.has(one));
    for (const one of open) found.add(one);
  }
  for (const [name, from] of machine.frame.made) {
    if (!found.has(name) && wholeIn(from).some((source) => found.has(source) && isMadeOf(machine, name, source))) found.add(name);
  }
  return found;
}

/** What a name was made of; a field of it says something of the whole only where that is an address or the answer of a name server. */
function sourcesOf(machine: Machine, path: string): readonly string[] {
  const [name = '', ...fields] = path.split('.');
  const from = machine.frame.made.get(name);
  if (!from || fields.some((field) => !isHostName(field) && !isAnswered(machine, name))) return [];
  return wholeIn(from).filter((source) => isMadeOf(machine, name, source));
}

const asking = /lookup|resolve|gethost|getaddrinfo/i;

/** What is asked of a name server hangs together with the name without sharing a label. */
function isAsked(frame: Frame, name: string): boolean {
  const from = frame.made.get(name);
  return from !== undefined && asking.test(frame.module.text.slice(from.start, from.end));
}

/** What a name server has answered, or a part of it. */
function isAnswered(machine: Machine, path: string): boolean {
  let names = [rootOf(path)];
  for (let distance = 0; distance < MAX_RELATED && names.length > 0; distance++) {
    if (names.some((name) => isAsked(machine.frame, name))) return true;
    names = names.flatMap((name) => {
      const from = machine.frame.made.get(name);
      return from ? wholeIn(from).map(rootOf).filter((source) => source !== name) : [];
    });
  }
  return false;
}

function rootOf(path: string): string {
  return path.split('.')[0]!;
}

function isMadeOf(machine: Machine, name: string, source: string): boolean {
  const root = rootOf(source);
  if (isAnswered(machine, name) || isAnswered(machine, root)) return true;
  const taints = machine.state.vars.get(name)?.taints ?? [];
  const others = machine.state.vars.get(root)?.taints ?? [];
  return taints.some((taint) => others.some((other) => isPartOf(taint, other)));
}

function isPartOf(taint: Taint, whole: Taint): boolean {
  if (isSameTaint(taint, whole)) return true;
  if (!taint.symbol || !whole.symbol || taint.symbol.base !== whole.symbol.base) return false;
  return whole.symbol.path.every((segment, index) => taint.symbol!.path[index] === segment);
}

/** A loop over what is to be checked: where every turn that goes on has passed a check, so has what comes after. */
export function keepMaybe(machine: Machine, loop: LoopStatement, refined: ReadonlyMap<string, number> | undefined): void {
  noteParts(machine, loop);
  if (!refined || !machine.isLive) return;
  for (const [path, bits] of refined) if (bits & MAYBE && !((machine.state.refined.get(path) ?? 0) & MAYBE)) machine.state.refine(path, MAYBE);
}

/** A value as a guess, where a check on the way here may have covered the place that it was read from. */
export function asMaybeChecked(refined: ReadonlyMap<string, number>, checkedBy: ReadonlyMap<string, string>, path: string, value: Value): Value {
  if (checkedBy.size === 0 || value.taints.length === 0) return value;
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('.'))) {
    if ((refined.get(at) ?? 0) & MAYBE) return doubted(value, mayCheck(checkedBy.get(at) ?? at));
    if (!at.includes('.')) return value;
  }
}

function doubted(value: Value, because: string): Value {
  if (value.taints.length === 0) return value;
  const weaker = (taints: readonly Taint[]): readonly Taint[] => taints.map((taint) => (isTouched(taint.label, because) ? weaken(taint, because) : taint));
  return { ...value, taints: weaker(value.taints), ...(value.head ? { head: weaker(value.head) } : {}) };
}

/** What checks are about that say so by their names: nothing else is any safer for them. */
const subjects: readonly (readonly [RegExp, Family])[] = [
  [/^(path|paths|file|files|filename|filepath|dir|directory|folder|folders)$/, 'file-path'],
  [/^(url|urls|uri|host|hosts|hostname|domain|origin|address|ip|ssrf|redirect)$/, 'url'],
  [/^(sql|table|column)$/, 'sql'],
];

/** A label at a sink, without the doubt of a check that was about something else: a path that is inside its folder is still a text that a shell runs. */
export function withoutDoubt(taint: Taint, family: Family): Taint {
  if (taint.likelyBecause === undefined || !isDoubtOfCheck(taint.likelyBecause)) return taint;
  const words = wordsOf(taint.likelyBecause);
  const named = subjects.filter(([word]) => words.some((one) => word.test(one))).map(([, one]) => one);
  return named.length === 0 || named.includes(family) ? taint : { ...taint, likelyBecause: undefined };
}
