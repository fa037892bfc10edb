import type { Expression, Member } from '../program/program';
import type { Machine } from './machine';
import { doubted, EVERY, isInference, joinOpen, NOTHING_OPEN, NO_SUSPECTS, type Open } from './open';
import { wholeSettings } from './secrets';
import { inLog } from './shown';
import { suspectShown } from './suspicion';
import { reachAt } from './sinks';
import { joinTaints } from './taint';
import type { CallSite, Summary } from './units';
import type { GivenArguments, Value } from './value';

const loggers = /^_?(logger|log|logging|LOG|LOGGER|audit_?log(ger)?)$/i;
const named = /(logger|_log|Log|[aA]udit(or|_?[tT]rail)?|telemetry|tracer)$/;
const levels = /^(debug|info|warn|warning|error|exception|critical|notice|log|trace|fatal|audit|record|event)$/;

/** Events about the use of a product, which are written down for good. */
const telemetry = /^_?(posthog|mixpanel|amplitude|segment|(product_?)?analytics)(_?client)?$/i;
const events = /^(capture(Immediate)?|track(_?event)?|log_?event)$/i;

const recording = /^(log|record|track|trace|write|emit|capture|save|audit)/i;

/** An object that is named and called like a logger is one, whatever it resolves to. */
export function isLoggerByName(callee: Member): boolean {
  const object = callee.object;
  const name = object.kind === 'name' ? object.name : object.kind === 'member' ? object.property : '';
  if (named.test(name) && recording.test(callee.property)) return true;
  return (levels.test(callee.property) && loggers.test(name)) || (events.test(callee.property) && telemetry.test(name));
}

/** `logInfo`, `log_warning`: told apart from `login`, and from `log`, which may be a line on the console. */
const levelled = /^log_?(debug|info|warn|warning|error|exception|critical|notice|event|trace|audit)$/i;
const logging = /^(log|record|trace)((?!In(\b|[A-Z])|Out(\b|[A-Z])|Off(\b|[A-Z]))[A-Z]|_(?!(in|out|off)(_|$)))\w*$/;
/** `syslog2`, `write_log`, `appLog`: whichever levels it lets through. */
const logNamed = /^_*(sys_?log|(write|add|append|put|emit|send|app|debug|info|audit|event|usage|request)_?log)(_?(line|entry|event|message))?\d*$/i;

/** A function of the project that is named for it and writes out what it is given keeps a record. */
export function noteLogFunction(machine: Machine, name: string, { reaches, logs }: Summary, given: GivenArguments, site: CallSite): void {
  const isNamed = levelled.test(name) || logNamed.test(name);
  if (!isNamed && !logging.test(name)) return;
  if (!logs && !reaches.some(({ family }) => family === 'log')) return;
  const { arguments: shown } = site.call;
  if (isNamed || shown.length > 1 || isRecord(shown[0]?.value, given.positional[0])) noteLogger(machine, site);
}

/** A class of the project that keeps records, by its name and that of the method. */
export function isLoggerClass(name: string, method: string): boolean {
  return /(Log(ger|ging|s)?|Audit(or|Trail|Service)?)$/.test(name) && (levels.test(method) || recording.test(method));
}

/**
 * A line on the console. A bare `console.log(text)` is for the developer's eyes; a record has a text and
 * something with it besides the reply. Where it is a parameter that is told, the callers know what that is.
 */
export function noteConsole(machine: Machine, given: GivenArguments, site: CallSite): void {
  const { arguments: shown } = site.call;
  const first = shown[0]?.value;
  const { frame } = machine;
  const others = frame.shows;
  const parameter = first && shown.length === 1 ? onlyParameter(machine, first) : -1;
  const whole = given.positional[0];
  if (whole?.refs.some(({ kind }) => kind === 'object')) suspectShown(machine, site.name, whole);
  const isRecorded = isWholeReply(machine, whole) || shown.length > 1 || shown.some((argument) => argument.spread) || isRecord(first, given.positional[0]);
  if (isRecorded) noteLogger(machine, site);
  if (parameter >= 0 && others !== null) frame.shows = { parameter, hasWords: isRecorded };
}

/** `console.log(reply)`: model, id and usage are shown with the text. */
function isWholeReply(machine: Machine, value: Value | undefined): boolean {
  return value?.refs.some((ref) => ref.kind === 'path' && ref.path.endsWith('()') && machine.facts.inference(ref.path.slice(0, -2)) !== undefined) ?? false;
}

/** A function that shows its parameter on the console was called. */
export function noteShown(machine: Machine, { shows }: Summary, given: GivenArguments, site: CallSite): void {
  const argument = shows && site.call.arguments[shows.parameter];
  if (!argument || argument.spread) return;
  const value = given.positional[shows.parameter];
  if (shows.hasWords ? !isReply(value) : isRecord(argument.value, value)) noteLogger(machine, site);
}

/** A logger was called. */
export function noteLogger(machine: Machine, site: CallSite): void {
  machine.found.loggers.set(machine.siteId(site.call), site);
  noteLog(machine);
}

/** A name for the text of an entry; one for a prompt or an answer says nothing of a record. */
const lineNamed = /^log(_?(line|entry|message|msg|text|record))?$|^(log_?)?(line|entry|record)$/i;

function isRecord(shown: Expression | undefined, value: Value | undefined): boolean {
  const inner = shown && unwrapped(shown);
  if (inner?.kind === 'object') return true;
  const parts = inner?.kind === 'name' ? lineParts(inner.name, value) : inner ? textParts(inner) : [];
  const told = parts.filter((part) => typeof part !== 'string').length;
  if (told === 0 || !parts.some((part) => typeof part === 'string' && /\p{L}{2}/u.test(part))) return false;
  return told > 1 || !isReply(value);
}

function isReply(value: Value | undefined): boolean {
  return value?.taints.some((taint) => taint.label === 'model-output') ?? false;
}

/** The index of the parameter whose value is all that the text tells; −1 where it tells something else. */
function onlyParameter(machine: Machine, shown: Expression): number {
  const told = textParts(unwrapped(shown)).filter((part) => typeof part !== 'string');
  const only = told.length === 1 ? told[0] : undefined;
  if (only?.kind !== 'name') return -1;
  return machine.frame.unit?.node.parameters.findIndex(({ target, rest }) => !rest && target.kind === 'name' && target.name === only.name) ?? -1;
}

/** `JSON.stringify({…})`, `chalk.green(`…`)`: what is inside. */
function unwrapped(value: Expression): Expression {
  const inner = value.kind === 'call' && value.arguments.length === 1 ? value.arguments[0]?.value : undefined;
  return inner && ['object', 'template', 'binary', 'string'].includes(inner.kind) ? inner : value;
}

/** The known words of an entry that was put together on lines before, and what is not known between them. */
function lineParts(name: string, value: Value | undefined): readonly (string | Expression)[] {
  if (!lineNamed.test(name) || value?.text === undefined) return [];
  const unknown: Expression = { kind: 'name', name, start: 0, end: 0 };
  return value.text.split('\0').flatMap((words, index) => (index === 0 ? [words] : [unknown, words]));
}

/** The literal parts and the values of `text ${value}` and `'text' + value`. */
function textParts(value: Expression): readonly (string | Expression)[] {
  const inner = unwrapped(value);
  if (inner.kind === 'string') return [inner.value];
  if (inner.kind === 'template') return inner.parts.flatMap((part) => (typeof part === 'string' ? [part] : textParts(part)));
  if (inner.kind === 'binary' && inner.operator === '+') return [...textParts(inner.left), ...textParts(inner.right)];
  return [value];
}

/** A log record is written here: it covers what came before on this way and what follows. */
export function noteLog(machine: Machine): void {
  const state = machine.frame.state;
  if (!state) return;
  machine.frame.shows = null;
  state.hasLogged = true;
  machine.written++;
  state.unlogged = NOTHING_OPEN;
  state.suspects = NO_SUSPECTS;
}

/** Asks a logger whether it writes records of a level. */
const asks = /^(is_?enabled(_?for)?|is_?level_?enabled|is_?(trace|debug|info|warn|warning|error)_?enabled)$/i;

/** `if logger.isEnabledFor(DEBUG):`, with what its test holds for when records are written; undefined for other tests. */
function writesWhen(test: Expression): boolean | undefined {
  if (test.kind === 'unary' && /^(not|!)$/.test(test.operator)) {
    const inner = writesWhen(test.operand);
    return inner === undefined ? undefined : !inner;
  }
  return test.kind === 'call' && test.callee.kind === 'member' && asks.test(test.callee.property) ? true : undefined;
}

/** On the way on which the logger is told to be silent there would be a record, if it were not. */
export function noteSilence(machine: Machine, test: Expression, holds: boolean): void {
  const writes = writesWhen(test);
  if (writes !== undefined && writes !== holds) noteLog(machine);
}

/** `.catch(error => log(error))`: what is logged of a failure is no record of what went well. */
export function withoutRecords(machine: Machine, run: () => Value): Value {
  const { hasLogged, unlogged, suspects } = machine.state;
  const result = run();
  const { state } = machine.frame;
  if (!state) return result;
  state.hasLogged = hasLogged;
  state.unlogged = joinOpen(unlogged, state.unlogged);
  state.suspects = suspects;
  return result;
}

/** Inference calls happen here; they need a record unless one was already written in this function. */
export function noteUnlogged(machine: Machine, calls: Open): void {
  const { state, unit } = machine.frame;
  // A record at the top of a module is about the program's start, not about this call.
  if (!state || machine.isCovered || (state.hasLogged && unit !== undefined)) return;
  const { suspects } = state;
  const before = machine.suspected ?? (unit ? suspects.get(EVERY)?.because : undefined);
  let open = before === undefined ? calls : doubted(calls, before, () => true);
  for (const [id, { because, symbol }] of suspects) if (!symbol && id !== EVERY) open = doubted(open, because, (call) => isInference(call) && call.id === id);
  state.unlogged = joinOpen(state.unlogged, open);
}

/** What a record holds: whoever reads the log sees it. */
export function reachLog(machine: Machine, given: GivenArguments, site: CallSite): void {
  if (machine.isShallow) return;
  const name = `${site.name}()`;
  given.positional.forEach((value, index) => writtenOut(machine, value, given.nodes?.positional[index], name, site));
  for (const [key, value] of given.named) writtenOut(machine, value, given.nodes?.named.get(key), name, site);
  for (const value of [given.rest, given.options]) if (value) writtenOut(machine, value, undefined, name, site);
}

function writtenOut(machine: Machine, value: Value, node: Expression | undefined, name: string, site: CallSite): void {
  const taints = joinTaints(inLog(machine, value), wholeSettings(machine, value, node));
  if (taints.length > 0) reachAt(machine, 'log', site, node, name, taints);
}
