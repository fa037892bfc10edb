import type { Call, Expression, FunctionNode, Pattern, Program } from '../program/program';
import { aliasesIn, fieldOf, visit } from './testedFields';

/*
 * Fields that a function gives back beside others, and a caller in the same file hands straight to a class
 * or a schema: whether that looks at them is not asked here, so the use of the field is only likely one
 * before any check.
 */

/** Where in the result a field stands: the index in a list, or the key. */
type Place = number | string;

/** Why a field that the function returns may be checked by those who call it. */
export function doubtOfCallers(node: FunctionNode | undefined, field: string, program: Program): string | undefined {
  if (node?.name === undefined) return undefined;
  const places = placesOf(node, field);
  if (places.length === 0) return undefined;
  const plain = new Set(program.classes.filter(({ bases }) => bases.length === 0).map(({ name }) => name));
  const maker = program.functions.map(({ body }) => makerIn(body, node.name!, places, plain)).find((name) => name !== undefined);
  return maker === undefined ? undefined : `\`${maker}\` is given \`${field}\` by a caller of \`${node.name}()\`, and may check it`;
}

/** What a function that calls the other makes of the field. */
function makerIn(body: FunctionNode['body'], callee: string, places: readonly Place[], plain: ReadonlySet<string | undefined>): string | undefined {
  const names = new Set<string>();
  visit(body, (part) => {
    const call = called(part['value'] as Expression | undefined);
    if (call && nameOf(call) === callee) for (const place of places) for (const name of namesAt(part['target'] as Pattern | undefined, place)) names.add(name);
  });
  let maker: string | undefined;
  if (names.size === 0) return maker;
  visit(body, (part) => {
    if (part['kind'] !== 'call') return;
    const call = part as unknown as Call;
    if (isMaker(call, plain) && call.arguments.some(({ value, name }) => isGiven(value, name !== undefined, names))) maker ??= nameOf(call);
  });
  return maker;
}

function placesOf(node: FunctionNode, field: string): readonly Place[] {
  const aliases = aliasesIn(node.body);
  const isField = (value: Expression): boolean => (value.kind === 'name' ? aliases.get(value.name) : fieldOf(value)) === field;
  const places: Place[] = [];
  visit(node.body, (part) => {
    const value = part['kind'] === 'return' ? (part['value'] as Expression | undefined) : undefined;
    if (value?.kind === 'list') value.items.forEach((item, index) => isField(item) && places.push(index));
    if (value?.kind === 'object') for (const { key, value: given } of value.entries) if (typeof key === 'string' && isField(given)) places.push(key);
  });
  return places;
}

function called(value: Expression | undefined): Call | undefined {
  if (value?.kind === 'await' || value?.kind === 'cast') return called(value.value);
  return value?.kind === 'call' ? value : undefined;
}

function nameOf({ callee }: Call): string | undefined {
  return callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
}

function namesAt(target: Pattern | undefined, place: Place): readonly string[] {
  const at = target?.kind === 'list' && typeof place === 'number' ? target.items[place]
    : target?.kind === 'object' ? target.entries.find(({ key }) => key === place)?.target : undefined;
  const name = at?.kind === 'default' ? at.target : at;
  return name?.kind === 'name' ? [name.name] : [];
}

/** `TestResult(…)` of a class that stands elsewhere or has a base, `Result.parse(…)`. */
function isMaker(call: Call, plain: ReadonlySet<string | undefined>): boolean {
  const name = nameOf(call) ?? '';
  if (call.callee.kind === 'member' && /^(safe_?)?(parse|parseAsync|validate\w*|decode|create|model_validate|load|check)$/i.test(name)) return true;
  return call.callee.kind === 'name' && /^[A-Z][A-Za-z]*[a-z]/.test(name) && !plain.has(name);
}

function isGiven(value: Expression, isNamed: boolean, names: ReadonlySet<string>): boolean {
  if (value.kind === 'name') return isNamed && names.has(value.name);
  return value.kind === 'object' && value.entries.some(({ value: one }) => one.kind === 'name' && names.has(one.name));
}
