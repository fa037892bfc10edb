import type { Expression } from '../program/program';
import { constantText, isAppending } from './appending';
import type { Machine } from './machine';
import { EVERY } from './open';
import { noteRow } from './keptRows';
import { probe } from './probing';
import { noteLog } from './records';
import { suspect } from './suspicion';
import { deepTaints } from './labels';
import type { GivenArguments, Obj, Value } from './value';

/*
 * Files and tables in which a program keeps what it asked a model and what it was told. An entry for each
 * call, added to those before it, is a record; one that says as much and is kept by itself may be one.
 */

const writing = /^(write|writelines|writerow|writerows|write_?text|writeFile(Sync)?|writeTextFile|appendFile(Sync)?|write_?json(Sync)?|output_?json(Sync)?|safe_?dump|dump)$/i;
const storing = /^_*(save|write|dump|record|store|append|persist|insert|add|put|export|archive|note|log|keep|track|journal|register)(?![a-z])/;
const reading = /(^|\.)(json5?|yaml|simplejson|orjson|ujson|toml)\.(safe_)?load$|(^|\.)(read_?text|readFile(Sync)?|readTextFile|readJson(Sync)?)$/;
const serialising = /^(dumps|stringify|safe_dump|dump)$/;

/** What is said of the call itself. */
const ofCalls = /^(model|model_?(name|id|used)|engine|usage|tokens|cost|latency|duration|elapsed|seconds|ms|request_?id|response_?id|trace_?id|(?!max)(\w+_)?tokens|(?!max)\w+Tokens|total_?cost|duration_?ms|latency_?ms)$/;
const ofTime = /^(time|timestamp|ts|at|date|when|created(_?at)?|datetime)$/i;
const asked = /^((user_?|full_?|raw_?|input_?)?(prompts?|questions?|quer(y|ies)|inputs?|messages|requests?|instructions?|objective|task))$/i;
const told = /^((raw_?|model_?|llm_?|full_?|final_?)?(repl(y|ies)|resp(onses?)?|answers?|outputs?|completions?|results?|generations?|resp_content|predictions?))$/i;
/** Texts that are named for what they keep. */
const transcripts = /(^|_)(transcripts?|exchanges?|exchange_?log|conversation_?log|chat_?log|log_?(text|content|entry|data|lines?)|history_?(text|log)|full_?log|session_?log)$/;

/** What counts or measures: `createCounter()` of a meter, `Histogram()` of a library of metrics. */
const meters = /(^|[._])(create_?(up_?down_?)?(counter|histogram|gauge)|(?<!collections\.)(Counter|Histogram|Summary|Gauge))\(\)/i;

/** A call that may write something down: of a function of the project, too. */
export function noteKept(machine: Machine, name: string, callee: Value, given: GivenArguments): void {
  if (machine.isShallow || !machine.frame.state) return;
  if (!callee.refs.some((ref) => ref.kind === 'path' && machine.facts.inference(ref.path))) noteRow(machine, name, given);
  if (callee.refs.some((ref) => ref.kind === 'path' && meters.test(ref.path))) suspect(machine, EVERY, `\`${name}\` counts or measures the call`);
  else if (isUnseen(callee, given) && isGivenFacts(given)) suspect(machine, EVERY, `\`${name}\` was not resolved; it is given what is told of the call beside its text`);
  const method = name.slice(name.lastIndexOf('.') + 1);
  const { frame } = machine;
  if (isAppending(method, given)) frame.isAdding = true;
  else if (reading.test(name)) frame.isAdding = true;
  const isWriting = writing.test(method);
  if (!isWriting && !storing.test(method) && method !== 'create') {
    if (isInsert(method, given)) suspect(machine, EVERY, `\`${name}\` inserts a row about the call`);
    return;
  }
  const said = most(contents(machine, given));
  // What is written over what was said before is the last of it, and no record.
  if (said === NOTHING || (isWriting && said === EXCHANGE && !frame.isAdding)) return;
  if (isWriting && said === RECORD && (frame.isAdding || /^append/i.test(method))) noteLog(machine);
  else suspect(machine, EVERY, `\`${name}\` keeps what the model was asked and what it said, which may be a record`);
}

/** Something of which nothing at all is known. */
function isUnseen({ refs }: Value, { receiver }: GivenArguments): boolean {
  return refs.length === 0 && !receiver?.value.refs.some(({ kind }) => kind === 'object' || kind === 'symbol' || kind === 'instance');
}

/** `tokens.add(reply.usage.total_tokens)`, `end({ model: reply.model })`. */
function isGivenFacts({ nodes }: GivenArguments): boolean {
  return [...nodes?.positional ?? [], ...nodes?.named.values() ?? []].some((node) => node !== undefined && (isFact(node)
    || (node.kind === 'object' && node.entries.some((entry) => isFact(entry.value)))));
}

/** A member that says what a call has used: `reply.usage.total_tokens ?? 0`. */
function isFact(node: Expression): boolean {
  if (node.kind === 'logical') return isFact(node.left);
  return node.kind === 'member' && (ofCalls.test(node.property) || isFact(node.object));
}

const running = /^(execute|query|run|exec|prepare|fetch|\$?executeRaw(Unsafe)?)$/i;
const inserting = /\binsert\s+(?:or\s+\w+\s+)?into\s+["`[]?[\w.]+["`\]]?\s*\(([^)]*)\)/i;

/** `execute("INSERT INTO llm_calls (model, tokens) …")`. */
function isInsert(method: string, { positional }: GivenArguments): boolean {
  if (!running.test(method)) return false;
  const [, columns] = inserting.exec(positional[0]?.text ?? constantText(positional[0]) ?? '') ?? [];
  return columns !== undefined && ofNames(columns.split(',').map((column) => column.replace(/["`[\]\s]/g, ''))) !== NOTHING;
}

/** How much is said of a call: the greater, the more. */
type Entry = 0 | 1 | 2 | 3;
const NOTHING: Entry = 0;
const EXCHANGE: Entry = 1;
const EXCHANGES: Entry = 2;
const RECORD: Entry = 3;

function most(entries: Iterable<Entry>): Entry {
  let found: Entry = NOTHING;
  for (const entry of entries) if (entry > found) found = entry;
  return found;
}

function* contents(machine: Machine, { positional, named, nodes }: GivenArguments): Iterable<Entry> {
  for (const [index, value] of positional.entries()) yield contentOf(machine, value, nodes?.positional[index]);
  for (const [key, value] of named) yield contentOf(machine, value, nodes?.named.get(key));
}

function contentOf(machine: Machine, value: Value, node: Expression | undefined): Entry {
  const own = entryIn(machine, value, 0);
  if (own !== NOTHING || !node) return own;
  if (isTranscript(node, value)) return EXCHANGES;
  // `writerow([time(), reply.model, reply.usage.total_tokens])`.
  if (node.kind === 'list' && node.items.filter(isFact).length > 1) return RECORD;
  // `Completion(model=…, prompt_tokens=…)`: a row of a table.
  if (node.kind === 'call' && /^[A-Z]/.test(lastName(node.callee))) return ofNames(node.arguments.flatMap((argument) => argument.name ?? []));
  for (const part of partsOf(node)) {
    if (part.kind !== 'call' || !serialising.test(lastName(part.callee))) continue;
    const first = part.arguments[0]?.value;
    const entry = first ? entryIn(machine, probe(machine, first), 0) : NOTHING;
    if (entry !== NOTHING) return entry;
  }
  return NOTHING;
}

/** Lists inside lists are not looked into. */
const MAX_DEPTH = 1;

function entryIn(machine: Machine, value: Value, depth: number): Entry {
  return most(value.refs.map((ref) => (ref.kind !== 'object' ? NOTHING : ref.object.form === 'list' ? ofList(machine, ref.object, depth) : ofFields(machine, ref.object, depth))));
}

/** What an entry is put into on its way to a database: `create({ data: { … } })`. */
const wrapping = /^(data|values|entry|record|document|item|\$set)$/i;

function ofFields(machine: Machine, { fields }: Obj, depth: number): Entry {
  const inner = depth > MAX_DEPTH ? [] : [...fields].filter(([name]) => wrapping.test(name)).map(([, value]) => entryIn(machine, value, depth + 1));
  return most([ofNames([...fields.keys()]), ...inner]);
}

/** Names of fields, of arguments or of columns. */
function ofNames(names: readonly string[]): Entry {
  const [isCall, isTimed, isAsked, isTold] = [ofCalls, ofTime, asked, told].map((pattern) => names.some((name) => pattern.test(name)));
  // A message of a conversation is no entry of a call.
  if (names.includes('role')) return NOTHING;
  const measures = names.filter((name) => ofCalls.test(name)).length;
  if (isTold ? (isCall || isTimed) && (isAsked || measures > 0) : measures > 1) return RECORD;
  return isAsked && isTold ? EXCHANGE : NOTHING;
}

/** A row of values, or a list of entries. */
function ofList(machine: Machine, { items }: Obj, depth: number): Entry {
  if (depth > MAX_DEPTH) return NOTHING;
  const all = most(items.map((item) => entryIn(machine, item, depth + 1)));
  return all === EXCHANGE ? EXCHANGES : all;
}

function isTranscript(node: Expression, value: Value): boolean {
  const name = node.kind === 'name' ? node.name : node.kind === 'member' ? node.property : '';
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return transcripts.test(words) && deepTaints(value).some(({ label, symbol }) => label === 'model-output' || symbol !== undefined);
}

function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'binary': return [...partsOf(node.left), ...partsOf(node.right)];
    case 'template': return node.parts.flatMap((part) => (typeof part === 'string' ? [] : partsOf(part)));
    default: return [node];
  }
}

function lastName(expression: Expression): string {
  return expression.kind === 'member' ? expression.property : expression.kind === 'name' ? expression.name : '';
}
