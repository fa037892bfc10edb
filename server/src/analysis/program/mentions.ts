import type { Expression, FunctionNode, Statement } from './program';

/** Names that a part of a program writes down, to read or to bind them. */
export interface Mentions {
  readonly names: ReadonlySet<string>;
  /** Of members: `name` in `object.name`. */
  readonly members: ReadonlySet<string>;
}

type Fields = Readonly<Record<string, unknown>>;

/** By the body: that one is another list whenever an edit has gone through the function. */
const functions = new WeakMap<FunctionNode['body'], Mentions>();

/** What a function mentions, with the functions inside it. */
export function mentionsIn(node: FunctionNode): Mentions {
  let known = functions.get(node.body);
  if (!known) {
    known = collected(node, () => true);
    functions.set(node.body, known);
  }
  return known;
}

/** What a statement or expression mentions outside of the bodies of functions: what it needs when it is run. */
export function mentionsAround(part: Statement | Expression): Mentions {
  return collected(part, (owner, name) => !('bodySpan' in owner) || name !== 'body');
}

/** Names that statements bind, or whose objects they write into. */
export function boundBy(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) return part.forEach(visit);
    const fields = part as Fields;
    bind(fields, names);
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'function' || name === 'class') bindName(value as Fields, names);
      else if (!('bodySpan' in fields) && typeof value === 'object') visit(value);
    }
  };
  visit(statements);
  return names;
}

function bind(fields: Fields, names: Set<string>): void {
  if (fields['target'] !== undefined) for (const name of collected(fields['target'], () => true).names) names.add(name);
  if (fields['kind'] === 'type') bindName(fields, names);
  if (fields['kind'] !== 'import') return;
  for (const { local } of fields['names'] as readonly { readonly local?: string }[]) if (local !== undefined) names.add(local);
}

function bindName({ name }: Fields, names: Set<string>): void {
  if (typeof name === 'string') names.add(name);
}

function collected(part: unknown, isCounted: (owner: object, name: string) => boolean): Mentions {
  const names = new Set<string>();
  const members = new Set<string>();
  const visit = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return;
    if (Array.isArray(at)) return at.forEach(visit);
    const fields = at as Fields;
    if (fields['kind'] === 'name') names.add(String(fields['name']));
    if (fields['kind'] === 'member') members.add(String(fields['property']));
    for (const name in fields) if (typeof fields[name] === 'object' && isCounted(at, name)) visit(fields[name]);
  };
  visit(part);
  return { names, members };
}
