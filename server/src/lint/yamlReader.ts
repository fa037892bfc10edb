import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Pair, type YAMLMap } from 'yaml';
import type { Span } from '../analysis/program/program';
import { suggestion } from './nearest';

/** The part of JSON Schema that the project's own schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** One thing in a configuration file that could not be used. */
export interface ConfigProblem {
  /** From 1. */
  readonly line: number;
  readonly span: Span;
  /** Names the setting and says what was expected there. */
  readonly message: string;
}

/** What a reader needs at every step of the way down. */
interface Context {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly root: Schema;
  readonly problems: ConfigProblem[];
  /** Values that may still be read: aliases of aliases could stand for any number of them. */
  readonly budget: { left: number };
}

const maximumValues = 100_000;

type YamlNode = unknown;

/**
 * Reads a YAML document by a schema. What does not fit is left out with a problem and costs nothing
 * else; gives undefined when nothing is left. The schema must not be recursive.
 */
export function readYaml(document: Document.Parsed, lines: LineCounter, root: Schema, problems: ConfigProblem[]): unknown {
  if (document.contents === null || isNothing(document.contents)) return undefined;
  return readNode(document.contents, root, '', { document, lines, root, problems, budget: { left: maximumValues } });
}

function readNode(node: YamlNode, schema: Schema, path: string, context: Context): unknown {
  if (context.budget.left <= 0) return undefined;
  if (--context.budget.left === 0) report(context, node, `${path}: the file says too much; the rest is not read.`);
  const wanted = dereference(schema, context.root);
  const resolved = isAlias(node) ? node.resolve(context.document) : node;
  if (wanted.enum) return readChoice(resolved, wanted.enum, path, context, node);
  if (wanted.type === 'object') return readMap(resolved, wanted, path, context, node);
  if (wanted.type === 'array') return readList(resolved, wanted, path, context, node);
  const types = typeof wanted.type === 'string' ? [wanted.type] : (wanted.type ?? []);
  if (isScalar(resolved) && types.some((type) => isOfType(resolved.value, type))) return resolved.value;
  report(context, node, `${path}: expected ${types.map(nameOfType).join(' or ')}${found(resolved)}.`);
  return undefined;
}

function readChoice(resolved: YamlNode, choices: readonly unknown[], path: string, context: Context, at: YamlNode): unknown {
  const value = isScalar(resolved) ? resolved.value : undefined;
  if (isScalar(resolved) && choices.includes(value)) return value;
  const names = choices.map(String);
  const hint = typeof value === 'string' ? suggestion(value, names) : '';
  report(context, at, `${path}: expected ${oneOf(names)}${found(resolved)}${hint || '.'}`);
  return undefined;
}

function readList(resolved: YamlNode, schema: Schema, path: string, context: Context, at: YamlNode): unknown[] | undefined {
  if (!isSeq(resolved)) {
    report(context, at, `${path}: expected a list${found(resolved)}.`);
    return undefined;
  }
  const items = schema.items ?? {};
  const values = resolved.items.map((item, index) => readNode(item, items, `${path}[${index}]`, context));
  return values.filter((value) => value !== undefined);
}

function readMap(resolved: YamlNode, schema: Schema, path: string, context: Context, at: YamlNode): Record<string, unknown> | undefined {
  if (!isMap(resolved)) {
    report(context, at, `${path || 'The file'}: expected ${path ? '' : 'a mapping of '}names and values${found(resolved)}.`);
    return undefined;
  }
  const values: [string, unknown][] = [];
  for (const pair of resolved.items) {
    const entry = readEntry(pair, schema, path, context);
    if (entry && entry[1] !== undefined) values.push(entry);
  }
  const missing = (schema.required ?? []).filter((name) => !values.some(([key]) => key === name));
  for (const name of missing) {
    if (!hasKey(resolved, name)) report(context, at, `${path}: expected \`${name}\`, which is missing.`);
  }
  // Built this way a key such as `__proto__` is a key like any other.
  return missing.length > 0 ? undefined : Object.fromEntries(values);
}

function readEntry(pair: Pair, schema: Schema, path: string, context: Context): [string, unknown] | undefined {
  const key = isScalar(pair.key) ? String(pair.key.value) : '';
  const inner = path ? `${path}.${key}` : key;
  const known = schema.properties ?? {};
  const open = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const wanted = Object.hasOwn(known, key) ? known[key] : open;
  if (!wanted) {
    const names = Object.keys(known);
    const few = names.length <= 8 ? `: expected ${oneOf(names)}.` : '.';
    const hint = suggestion(key, names) || few;
    report(context, pair.key, `${path ? `${path}: ` : ''}there is nothing called \`${key}\` here${hint}`);
    return undefined;
  }
  // A key without a value, as while typing, is as good as no key.
  if (isNothing(pair.value) && !allowsNull(wanted, context)) return undefined;
  return [key, readNode(pair.value, wanted, inner, context)];
}

function allowsNull(schema: Schema, context: Context): boolean {
  const { type } = dereference(schema, context.root);
  return typeof type === 'object' && type.includes('null');
}

function hasKey(map: YAMLMap, name: string): boolean {
  return map.items.some((pair) => isScalar(pair.key) && pair.key.value === name && !isNothing(pair.value));
}

function isNothing(node: YamlNode): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function dereference(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (!target) throw new Error(`The schema has no ${schema.$ref}`);
  return target;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function nameOfType(type: string): string {
  const names: Record<string, string> = {
    string: 'a text', integer: 'a whole number', number: 'a number', boolean: '`true` or `false`', null: 'nothing',
  };
  return names[type] ?? type;
}

/** "`a`, `b` or `c`". */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : last;
}

function found(node: YamlNode): string {
  if (isMap(node)) return ', found a mapping';
  if (isSeq(node)) return ', found a list';
  if (!isScalar(node)) return '';
  return node.value === null ? ', found nothing' : `, found \`${String(node.value).slice(0, 60)}\``;
}

function report(context: Context, node: YamlNode, message: string): void {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  const start = range?.[0] ?? 0;
  const end = range?.[1] ?? start;
  const line = Math.max(context.lines.linePos(start).line, 1);
  context.problems.push({ line, span: { start, end }, message });
}
