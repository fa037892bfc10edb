import type { Expression } from '../program/program';
import { constantText } from './appending';
import { wordsOf } from './checkNames';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { EVERY } from './open';
import { probe } from './probing';
import { suspect, suspectTaints } from './suspicion';
import type { GivenArguments, Obj, Value } from './value';

/*
 * Rows of a database in which a program keeps its conversations, or what models have made: who looks
 * into them finds the calls. Whether they are kept for that is not to be told, so they are no more than
 * what may be a record.
 */

/** Methods that nothing but a database has. */
const ofRows = /^(insert_?(one|many)|update_?(one|many)|replace_?one|find_?one_?and_?(update|replace)|find_?by_?id_?and_?update|bulk_?(write|create|insert|save_?objects|insert_?mappings)|create_?many(_?and_?return)?|put_?item|batch_?write_?item|upsert(_?many)?|rpush|lpush|zadd|xadd)$/i;
/** Methods that others have, too. */
const ofDatabases = /^(insert|create|update|save|add|add_?all|merge|values|set|put|push|append)$/i;
const databases = new Set(['db', 'database', 'session', 'collection', 'collections', 'table', 'prisma', 'supabase', 'repo', 'repository', 'dao', 'mongo', 'mongodb', 'knex', 'drizzle', 'firestore', 'dynamo', 'dynamodb', 'objects', 'orm', 'sqlite', 'postgres', 'convex', 'tx', 'trx']);
/** A session of a web site or a provider is told other things. */
const isOfSession = /^(add|add_?all|merge|put)$/i;

const statements = /^(execute|executemany|query|run|exec|prepare|fetch|all|get|one|none|\$?(execute|query)Raw(Unsafe)?)$/i;
const changing = /\b(?:(?:insert|replace)\s+(?:or\s+\w+\s+)?into|update)\s+["'`[]?([\w.]+)["'`\]]?\s*(?:\(([^)]*)\)|set\s+([\s\S]*))?/i;

/** Words of the names of tables, classes and fields that hold what was said. */
const ofTalk = new Set([
  'message', 'messages', 'conversation', 'conversations', 'chat', 'chats', 'dialog', 'dialogs', 'dialogue', 'dialogues', 'history', 'interaction', 'interactions', 'transcript', 'transcripts', 'completion', 'completions',
  'generation', 'generations', 'prompt', 'prompts', 'reply', 'replies', 'answer', 'answers', 'response', 'responses', 'usage', 'tokens', 'llm', 'assistant', 'role', 'content', 'question', 'questions', 'audit', 'log', 'logs',
]);

/** A call that may put a row about the conversation into a database. */
export function noteRow(machine: Machine, name: string, given: GivenArguments): void {
  const method = name.slice(name.lastIndexOf('.') + 1);
  const because = `\`${name}\` stores a row, and what is stored may be the record`;
  if (statements.test(method)) {
    const sql = textOf(machine, given);
    const [, table, columns, sets] = changing.exec(sql ?? '') ?? [];
    if (table === undefined) return;
    const names = [table, ...(columns ?? '').split(','), ...(sets ?? '').split(',').map((set) => set.split('=')[0]!)];
    if (names.some(isOfTalk)) return suspect(machine, EVERY, because);
  } else if (!isStoring(name, method)) return;
  else if (isAbout(machine, name, given)) return suspect(machine, EVERY, because);
  for (const value of [...given.positional, ...given.named.values()]) suspectTaints(machine, deepTaints(value), because);
}

function isStoring(name: string, method: string): boolean {
  if (ofRows.test(method)) return true;
  if (!ofDatabases.test(method)) return false;
  const owners = name.slice(0, -method.length - 1).split('.').flatMap(wordsOf);
  return owners.some((word) => databases.has(word) && (word !== 'session' || isOfSession.test(method))) || /(^|\.)([A-Z]\w*)$/.test(name.slice(0, -method.length - 1)) && isOfTalk(owners.at(-1) ?? '');
}

/** The statement, or that of a prepared one: `add = db.prepare("INSERT …")`, `add.run(…)`. */
function textOf(machine: Machine, { positional, receiver }: GivenArguments): string | undefined {
  const own = positional[0]?.text ?? constantText(positional[0]);
  if (own !== undefined && changing.test(own)) return own;
  const node = receiver?.node;
  const from = node?.kind === 'name' ? machine.frame.made.get(node.name) ?? machine.module.frame?.made.get(node.name) : node;
  const first = from?.kind === 'call' ? from.arguments[0]?.value : undefined;
  return first && (first.kind === 'string' || first.kind === 'template') ? probe(machine, first).text : undefined;
}

function isOfTalk(name: string): boolean {
  return wordsOf(name).some((word) => ofTalk.has(word));
}

/** The table or class is named for what is said, or fields of what is put there are. */
function isAbout(machine: Machine, name: string, { positional, named, nodes }: GivenArguments): boolean {
  if (isOfTalk(name.slice(0, name.lastIndexOf('.'))) || [...named.keys()].some(isOfTalk)) return true;
  const all = [...nodes?.positional ?? [], ...nodes?.named.values() ?? []];
  return [...positional, ...named.values()].some((value) => isOfFields(value, 0)) || all.some((node) => node !== undefined && isOfClass(machine, node));
}

/** `{ $set: { messages } }`, `{ data: { … } }`: as deep as that. */
const MAX_DEPTH = 2;

function isOfFields({ refs, constant }: Value, depth: number): boolean {
  // The name of a table or a key.
  if (depth === 0 && typeof constant === 'string') return constant.length < MAX_NAME && isOfTalk(constant);
  return refs.some((ref) => (ref.kind === 'object' && isOfNames(ref.object, depth)) || (ref.kind === 'instance' && isOfTalk(ref.unit.name)));
}

const MAX_NAME = 60;

function isOfNames({ fields, items }: Obj, depth: number): boolean {
  return [...fields.keys()].some(isOfTalk) || (depth < MAX_DEPTH && [...fields.values(), ...items].some((value) => isOfFields(value, depth + 1)));
}

/** `session.add(Message(role="user", content=text))` of a class that was not seen. */
function isOfClass(machine: Machine, node: Expression): boolean {
  const made = node.kind === 'name' ? machine.frame.made.get(node.name) : node;
  if (made?.kind !== 'call') return false;
  const name = made.callee.kind === 'name' ? made.callee.name : made.callee.kind === 'member' ? made.callee.property : '';
  return /^[A-Z]/.test(name) && (isOfTalk(name) || made.arguments.some((argument) => argument.name !== undefined && isOfTalk(argument.name)));
}
