import type { Call, Expression, Pattern } from '../program/program';

/*
 * Names of fields that a function lists, and goes through to test each: `for key in ("title", "text"):
 * if key not in data`, `['title', 'text'].every((key) => typeof data[key] === 'string')`.
 */

type Part = Readonly<Record<string, unknown>>;
type Visit = (part: unknown, look: (part: Part) => void) => void;

/** What a name stands for one of, as the function writes it down. */
export function keysIn(body: unknown, visit: Visit): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  visit(body, (part) => {
    const target = part['target'] as Pattern | undefined;
    const texts = textsOf(part['value'] as Expression | undefined, lists);
    if (target?.kind === 'name' && texts) lists.set(target.name, texts);
  });
  const keys = new Map<string, readonly string[]>();
  visit(body, (part) => {
    const target = part['target'] as Pattern | undefined;
    const texts = textsOf(part['iterable'] as Expression | undefined, lists);
    if (target?.kind === 'name' && texts) keys.set(target.name, texts);
    if (part['kind'] === 'call') ofCallback(part as unknown as Call, lists, keys);
  });
  return keys;
}

function ofCallback({ callee, arguments: given }: Call, lists: ReadonlyMap<string, readonly string[]>, keys: Map<string, readonly string[]>): void {
  const test = given[0]?.value;
  const target = test?.kind === 'function' ? test.function.parameters[0]?.target : undefined;
  if (callee.kind !== 'member' || !/^(every|some|filter|find|forEach)$/.test(callee.property) || target?.kind !== 'name') return;
  const texts = textsOf(callee.object, lists);
  if (texts) keys.set(target.name, texts);
}

function textsOf(expression: Expression | undefined, lists: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  if (expression?.kind === 'cast') return textsOf(expression.value, lists);
  if (expression?.kind === 'name') return lists.get(expression.name);
  if (expression?.kind !== 'list' || expression.items.length === 0) return undefined;
  const texts = expression.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return texts.length === expression.items.length ? texts : undefined;
}

/** The name by which a field is read, `data[key]`, `data.get(key)`, or that is looked for itself. */
export function keyRead(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name': return expression.name;
    case 'index': return expression.index.kind === 'name' ? expression.index.name : undefined;
    case 'cast': return keyRead(expression.value);
    case 'call': {
      const key = expression.arguments[0]?.value;
      return expression.callee.kind === 'member' && expression.callee.property === 'get' && key?.kind === 'name' ? key.name : undefined;
    }
    default: return undefined;
  }
}
