import type {
  AssignStatement, Compare, IfStatement, LoopStatement, Statement, SwitchStatement, WithStatement,
} from '../program/program';
import { absentIsChecked } from './absence';
import { assign } from './assign';
import { noteOrigin, originOf } from './assuming';
import { defineClass, defineFunction } from './definitions';
import { evaluatedFor } from './fieldReads';
import { evaluateIterable } from './looks';
import { arriving } from './parsing';
import { evaluate, augmented } from './expressions';
import { runThrow, runTry } from './exceptions';
import { tested } from './probing';
import { isSetting, raises } from './decided';
import { endFrame, hasSameLabels, joinStates, takeCopied, type State } from './frame';
import { runReturn } from './returning';
import { annotated } from './annotations';
import { refine } from './guards';
import { addTaints, isUnknown, UNKNOWN } from './value';
import { judged, noteReturned, told } from './verdicts';
import { bindImport } from './imports';
import { defineType } from './interfaces';
import type { Machine } from './machine';
import { goneThrough, namesIn } from './tables';
import { noteSilence } from './records';
import { noteTested } from './replies';
import { enterElement, leaveElements } from './everyItem';
import { keepMaybe, noteRaising } from './maybeChecks';
import { writeName, written } from './names';
import { suspectManager, suspectPresent, takeRecords } from './suspicion';
import { entered, left } from './contexts';

/** Runs statements until one leaves. */
export function execute(machine: Machine, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (!machine.isLive || machine.budget < 0) return;
    run(machine, statement);
    noteThrow(machine);
    machine.budget -= takeCopied();
  }
}

/** Anything inside a `try` may be where it is left. */
function noteThrow(machine: Machine): void {
  const around = machine.frame.throws[machine.frame.throws.length - 1];
  const state = machine.frame.state;
  if (!around || !state) return;
  if (!around.state) {
    around.state = state.copy();
    return;
  }
  around.state = joinStates(around.state, state.sharing(around.state.refined, around.state.hasLogged && state.hasLogged, around.state.unlogged, undefined, state.assumed, state.held, around.state.suspects));
}

/** Functions and classes can be used above the place that defines them. */
export function hoist(machine: Machine, statements: readonly Statement[]): void {
  if (machine.module.family !== 'javascript') return;
  for (const statement of statements) {
    const declared = statement.kind === 'export' && statement.declaration ? statement.declaration : statement;
    if (declared.kind === 'function') defineFunction(machine, declared.function);
  }
}

function run(machine: Machine, statement: Statement): void {
  const frame = machine.frame;
  switch (statement.kind) {
    case 'assign': runAssign(machine, statement); return;
    case 'expression':
      evaluate(machine, statement.value);
      noteRaising(machine, statement.value);
      return;
    case 'return': runReturn(machine, statement.value ? evaluate(machine, statement.value) : UNKNOWN, statement.value); return;
    case 'if': runIf(machine, statement); return;
    case 'loop': runLoop(machine, statement); return;
    case 'try': runTry(machine, statement); return;
    case 'with': runWith(machine, statement); return;
    case 'import': bindImport(machine, statement); return;
    case 'export': runExport(machine, statement); return;
    case 'function': defineFunction(machine, statement.function); return;
    case 'class': defineClass(machine, statement.class); return;
    case 'throw': runThrow(machine, statement); return;
    case 'break':
    case 'continue': jump(machine, statement.kind); return;
    case 'switch': runSwitch(machine, statement); return;
    case 'block': execute(machine, statement.body); return;
    case 'scope': for (const name of statement.names) frame.free.add(name); return;
    case 'type': defineType(machine, statement); return;
    case 'delete': return;
  }
}

function runAssign(machine: Machine, statement: AssignStatement): void {
  const frame = machine.frame;
  if (!statement.value) {
    if (statement.declares && statement.target.kind === 'name') {
      const type = statement.annotation && annotated(machine, statement.annotation);
      writeName(machine, statement.target.name, type ?? UNKNOWN, true);
    }
    return;
  }
  const read = statement.operator === undefined && statement.target.kind === 'name' ? evaluatedFor(machine, statement.target.name, statement.value) : undefined;
  let value = read ? read.value : statement.operator === undefined
    ? evaluate(machine, statement.value)
    : augmented(machine, statement.target, statement.operator, statement.value);
  if (statement.annotation && isUnknown(value)) {
    const type = annotated(machine, statement.annotation);
    if (type) value = addTaints(type, value.taints);
  }
  if (statement.target.kind === 'name') value = told(machine, value, statement.value);
  if (!statement.operator) value = judged(machine, value, statement.value);
  const origin = statement.operator ? undefined : originOf(machine, statement.value);
  const before = statement.target.kind === 'name' ? frame.origins.get(statement.target.name) : undefined;
  assign(machine, statement.target, value, statement.value, statement.declares !== undefined);
  read?.keep();
  if (statement.target.kind === 'name' && !statement.operator && value.taints.length + value.refs.length > 0) noteReturned(machine, statement.target.name, statement.value);
  if (origin && statement.target.kind === 'name') noteOrigin(machine, statement.target.name, origin, before);
}

function runIf(machine: Machine, statement: IfStatement): void {
  const frame = machine.frame;
  const test = tested(machine, statement.test, raises(statement.then) || raises(statement.otherwise));
  noteTested(machine, statement.test, test);
  if (!frame.state) return;
  if ((test.constant === true || test.constant === false) && !isSetting(statement.test)) {
    execute(machine, test.constant ? statement.then : statement.otherwise);
    return;
  }
  const before = frame.state;
  frame.depth++;
  frame.state = before.copy();
  refine(machine, statement.test, true);
  if (machine.isLive) noteSilence(machine, statement.test, true);
  execute(machine, statement.then);
  const afterThen = frame.state;
  frame.state = before.copy();
  refine(machine, statement.test, false);
  if (machine.isLive) noteSilence(machine, statement.test, false);
  execute(machine, statement.otherwise);
  frame.depth--;
  absentIsChecked(statement.test, afterThen, frame.state);
  frame.state = joinStates(afterThen, frame.state);
  if (afterThen) suspectPresent(machine, statement, before, afterThen);
}

/** A loop is run until no variable gains a label, at most this often. */
const TURNS = 6;
/** Nesting from which one turn finds what the next is handed, and from which one is enough. */
const NESTED = 2;
const DEEP = 4;

function runLoop(machine: Machine, statement: LoopStatement): void {
  const frame = machine.frame;
  const given = statement.iterable ? evaluateIterable(machine, statement.iterable, statement.target, statement.body) : UNKNOWN;
  const iterable = statement.isAsync ? arriving(given) : given;
  const each = statement.target?.kind === 'name' ? { name: statement.target.name, depth: frame.depth + 1 } : undefined;
  const jumps = { breaks: undefined as State | undefined, continues: undefined as State | undefined, ...(each ? { each } : {}) };
  frame.jumps.push(jumps);
  frame.depth++;
  let skipped = statement.form === 'do' ? undefined : frame.state?.copy();
  let endless = false;
  let passed: State['refined'] | undefined;
  // Loops inside loops inside loops are run often enough by those around them.
  // What streams a reply has something to give.
  const [isReply, before] = [iterable.taints.some(({ label }) => label === 'model-output'), machine.written];
  let turned: State | undefined;
  const turns = frame.jumps.length > DEEP ? 1 : frame.jumps.length > NESTED ? 2 : TURNS;
  for (let turn = 0; turn < turns && frame.state; turn++) {
    if (statement.target) assign(machine, statement.target, statement.form === 'keys' ? namesIn(iterable) : goneThrough(machine, iterable), statement.iterable, true);
    if (statement.target?.kind === 'name' && frame.state) enterElement(machine, statement.target.name, statement.iterable);
    if (statement.test && statement.form === 'while') {
      const test = evaluate(machine, statement.test);
      noteTested(machine, statement.test, test);
      endless = test.constant === true || test.constant === 1;
      refine(machine, statement.test, true);
    }
    execute(machine, statement.body);
    frame.state = joinStates(frame.state, jumps.continues);
    passed = statement.target ? frame.state?.refined : undefined;
    jumps.continues = undefined;
    turned = frame.state;
    if (frame.state && statement.test && statement.form === 'do') evaluate(machine, statement.test);
    if (frame.state && statement.update) evaluate(machine, statement.update);
    const next = joinStates(skipped, frame.state);
    const isStable = turn > 0 && skipped !== undefined && next !== undefined && hasSameLabels(skipped, next);
    frame.state = next?.copy();
    skipped = next;
    if (isStable) break;
  }
  frame.depth--;
  frame.jumps.pop();
  if (endless) endFrame(frame, jumps.breaks === undefined);
  else if (frame.state && statement.test) refine(machine, statement.test, false);
  keepMaybe(machine, statement, passed);
  if (passed && !jumps.breaks && statement.target?.kind === 'name' && statement.iterable) leaveElements(machine, statement.target.name, statement.iterable, passed);
  if (isReply) takeRecords(machine, turned, before);
  execute(machine, statement.otherwise);
  frame.state = joinStates(frame.state, jumps.breaks);
}

function jump(machine: Machine, kind: 'break' | 'continue'): void {
  const frame = machine.frame;
  const target = frame.jumps[frame.jumps.length - 1];
  if (target && kind === 'break') target.breaks = joinStates(target.breaks, frame.state);
  if (target && kind === 'continue') target.continues = joinStates(target.continues, frame.state);
  frame.state = undefined;
}

function runWith(machine: Machine, statement: WithStatement): void {
  for (const item of statement.items) {
    const manager = evaluate(machine, item.value);
    suspectManager(machine, item.value, manager, written(machine, item.value));
    const value = entered(machine, manager);
    left(machine, manager);
    if (item.target) assign(machine, item.target, value, item.value, true);
  }
  execute(machine, statement.body);
}

function runSwitch(machine: Machine, statement: SwitchStatement): void {
  const frame = machine.frame;
  const subject = evaluate(machine, statement.subject);
  const before = frame.state;
  if (!before) return;
  const jumps = { breaks: undefined as State | undefined, continues: undefined as State | undefined };
  if (statement.fallsThrough) frame.jumps.push(jumps);
  frame.depth++;
  let after: State | undefined;
  let falling: State | undefined;
  for (const one of statement.cases) {
    frame.state = before.copy();
    refineCase(machine, statement, one);
    if (statement.fallsThrough) frame.state = joinStates(frame.state, falling);
    if (one.target) {
      assign(machine, one.target, subject, statement.subject, true);
      if (one.target.kind === 'name') refineCase(machine, { ...statement, subject: one.target }, one);
    }
    if (one.guard) {
      evaluate(machine, one.guard);
      refine(machine, one.guard, true);
    }
    execute(machine, one.body);
    falling = frame.state;
    if (!statement.fallsThrough) after = joinStates(after, falling);
  }
  frame.depth--;
  if (statement.fallsThrough) {
    frame.jumps.pop();
    const outer = frame.jumps[frame.jumps.length - 1];
    if (outer) outer.continues = joinStates(outer.continues, jumps.continues);
    after = joinStates(falling, jumps.breaks);
  }
  const isTotal = statement.cases.some((one) => one.isDefault && !one.guard);
  frame.state = isTotal ? after : joinStates(after, before);
}

/** In a case, the subject is one of the case's constants; in the default, none of the others'. */
function refineCase(machine: Machine, statement: SwitchStatement, one: SwitchStatement['cases'][number]): void {
  const tests = one.isDefault ? statement.cases.flatMap((other) => (other.guard ? [] : other.tests)) : one.tests;
  const first = tests[0];
  if (!first) return;
  const span = { start: first.start, end: first.end };
  const test: Compare = tests.length === 1
    ? { kind: 'compare', operator: '==', left: statement.subject, right: first, ...span }
    : { kind: 'compare', operator: 'in', left: statement.subject, right: { kind: 'list', form: 'list', items: tests, ...span }, ...span };
  refine(machine, test, !one.isDefault);
}

function runExport(machine: Machine, statement: Extract<Statement, { kind: 'export' }>): void {
  if (statement.declaration) run(machine, statement.declaration);
  if (statement.value) {
    const value = evaluate(machine, statement.value);
    machine.module.exports.set('default', value);
  }
  // Exported names are read from the module's frame when it has run.
}
