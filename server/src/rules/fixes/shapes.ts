import type { Analysis } from '../../analysis/analysis';
import type { Call, Expression, Pattern, Statement } from '../../analysis/program/program';
import { bare, nodesBelow } from './nodes';
import { functionAround } from './places';

export type FieldType = 'text' | 'number' | 'boolean' | 'list' | 'object';

/** What the code around a parse call shows of the shape it expects. */
export interface Shape {
  readonly isList: boolean;
  /** The variable that the parsed value is given to. */
  readonly variable: string | undefined;
  /** Field to type; a default where the code has one. */
  readonly fields: ReadonlyMap<string, Field>;
}
export interface Field {
  readonly type: FieldType;
  readonly defaultValue?: Expression;
}

type Node = Expression | Statement;

const listMethods = /^(map|filter|forEach|some|every|find|reduce|flatMap|slice|push|join|at)$/;

/** Reads the fields off the uses of the parsed value in the function around. */
export function shapeOf(analysis: Analysis, call: Call): Shape {
  const unit = functionAround(analysis.program, call);
  const nodes = [...nodesBelow(unit?.body ?? analysis.program.body)];
  const fields = new Map<string, Field>();
  const variable = variableOf(nodes, call);
  const isWhole = (node: Expression): boolean => bare(node) === call || (node.kind === 'name' && node.name === variable);
  const elements = elementNames(nodes, isWhole);
  const isList = elements !== undefined;
  const isSubject = isList ? (node: Expression): boolean => elementIs(node, elements, isWhole) : isWhole;
  for (const node of nodes) addFields(fields, node, isSubject, nodes);
  return { isList, variable, fields };
}

function variableOf(nodes: readonly Node[], call: Call): string | undefined {
  for (const node of nodes) {
    if (node.kind !== 'assign' && node.kind !== 'assignment') continue;
    if (node.value && bare(node.value) === call && node.target.kind === 'name') return node.target.name;
  }
  return undefined;
}

/** Names of the elements where the value is gone through as a list; undefined where it is not. */
function elementNames(nodes: readonly Node[], isWhole: (node: Expression) => boolean): readonly string[] | undefined {
  const names: string[] = [];
  let isList = false;
  const note = (target: Pattern | undefined): void => {
    isList = true;
    if (target?.kind === 'name') names.push(target.name);
  };
  for (const node of nodes) {
    if ((node.kind === 'assign' || node.kind === 'assignment') && node.target.kind === 'list' && node.value && isWhole(bare(node.value))) {
      for (const item of node.target.items) note(item);
    }
    if (node.kind === 'loop' && node.iterable && isWhole(node.iterable)) note(node.target);
    if (node.kind === 'comprehension') for (const it of node.clauses) if (isWhole(it.iterable)) note(it.target);
    if (node.kind !== 'call' || node.callee.kind !== 'member' || !isWhole(node.callee.object) || !listMethods.test(node.callee.property)) continue;
    const handler = node.arguments[0]?.value;
    note(handler?.kind === 'function' ? handler.function.parameters[0]?.target : undefined);
  }
  return isList ? names : undefined;
}

function elementIs(node: Expression, names: readonly string[], isWhole: (node: Expression) => boolean): boolean {
  if (node.kind === 'name') return names.includes(node.name);
  return node.kind === 'index' && isWhole(node.object) && node.index.kind === 'literal';
}

function addFields(fields: Map<string, Field>, node: Node, isSubject: (node: Expression) => boolean, nodes: readonly Node[]): void {
  const add = (name: string, field: Field): void => {
    if (!fields.has(name) || fields.get(name)?.type === 'text') fields.set(name, field);
  };
  if ((node.kind === 'assign' || node.kind === 'assignment') && node.value && isSubject(bare(node.value)) && node.target.kind === 'object') {
    for (const { key, target } of node.target.entries) if (typeof key === 'string') add(key, { type: typeOfName(target, nodes) });
  }
  if (node.kind === 'index' && node.index.kind === 'string' && isSubject(bare(node.object))) add(node.index.value, { type: typeOf(node, nodes) });
  if (node.kind !== 'member' || !isSubject(bare(node.object))) return;
  const user = nodes.find((it): it is Call => it.kind === 'call' && it.callee === node);
  const key = user?.arguments[0]?.value;
  if (node.property === 'get' && key?.kind === 'string') {
    const defaultValue = user?.arguments[1]?.value;
    add(key.value, { type: typeOfDefault(defaultValue) ?? typeOf(user!, nodes), ...(defaultValue ? { defaultValue } : {}) });
  } else if (!user) {
    add(node.property, { type: typeOf(node, nodes) });
  }
}

function typeOfDefault(value: Expression | undefined): FieldType | undefined {
  if (value?.kind === 'list') return 'list';
  if (value?.kind === 'object') return 'object';
  if (value?.kind === 'literal' && (value.type === 'number' || value.type === 'boolean')) return value.type;
  return undefined;
}

function typeOfName(target: Pattern, nodes: readonly Node[]): FieldType {
  if (target.kind !== 'name') return 'text';
  const uses = nodes.filter((it): it is Expression => it.kind === 'name' && it.name === target.name);
  return uses.map((use) => typeOf(use, nodes)).find((type) => type !== 'text') ?? 'text';
}

/** What the use of a field says of its type; text where it says nothing. */
function typeOf(field: Expression, nodes: readonly Node[]): FieldType {
  for (const node of nodes) {
    const found = typeByUse(field, node);
    if (found) return found;
  }
  return 'text';
}

function typeByUse(field: Expression, node: Node): FieldType | undefined {
  switch (node.kind) {
    case 'loop': return node.iterable === field ? 'list' : undefined;
    case 'comprehension': return node.clauses.some((it) => it.iterable === field) ? 'list' : undefined;
    case 'member': return node.object === field ? typeByMember(node.property) : undefined;
    case 'index':
      if (node.object !== field) return undefined;
      return node.index.kind === 'string' ? 'object' : 'list';
    case 'binary': return node.operator !== '+' && node.operator !== '%' && (node.left === field || node.right === field) ? 'number' : undefined;
    case 'compare': return node.left === field || node.right === field ? typeByOther(node.left === field ? node.right : node.left) : undefined;
    default: return undefined;
  }
}

function typeByMember(property: string): FieldType | undefined {
  if (/^(map|filter|forEach|some|every|reduce|flatMap|append)$/.test(property)) return 'list';
  if (/^(items|keys|values)$/.test(property)) return 'object';
  return property === 'toFixed' ? 'number' : undefined;
}

function typeByOther(other: Expression): FieldType | undefined {
  return other.kind === 'literal' && (other.type === 'number' || other.type === 'boolean') ? other.type : undefined;
}
