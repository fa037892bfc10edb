import type { Machine } from './machine';
import { elementOf, memberTaints, type Accessed } from './members';
import { choiceOf, chosenElement } from './narrowing';
import { addItem, makeObject } from './objects';
import type { Symbol } from './symbol';
import { addTaints, ofRef, type Bindings, type Obj, type Value } from './value';

/** One item that stands for the elements of a list while a message is made of each of them. */
export interface OneElement {
  readonly list: Symbol;
  readonly item: Value;
}

/** More messages than this are taken as one. */
export const MAX_ELEMENTS = 12;

/** The list from whose elements a message takes its role. */
export function listOfRole(item: Value): Symbol | undefined {
  const only = item.refs.length === 1 ? item.refs[0] : undefined;
  const role = only?.kind === 'object' ? only.object.fields.get('role')?.refs[0] : undefined;
  const copied = only?.kind === 'object' && !only.object.fields.has('role') ? only.object.copied?.[0]?.symbol : undefined;
  const element = copied ?? (role?.kind === 'symbol' ? role.symbol.parent : undefined);
  return element?.path[element.path.length - 1]?.startsWith('[') ? element.parent : undefined;
}

export function elementsOf(machine: Machine, list: Value): readonly Value[] | undefined {
  const items: Value[] = [];
  for (const ref of list.refs) {
    if (ref.kind === 'symbol') items.push(elementOf(machine, { refs: [ref], taints: list.taints.filter((taint) => taint.symbol === ref.symbol) }));
    else if (ref.kind === 'object' && ref.object.form === 'list') items.push(...ref.object.items);
    else return undefined;
  }
  return items;
}

/** What goes into a list where another is spread into it: its items one by one, so that messages keep their roles; else any of them. */
export function spreadItems(machine: Machine, list: Value): readonly Value[] {
  const isKnown = list.refs.length > 0 && list.refs.every((ref) => ref.kind === 'symbol' || (ref.kind === 'object' && ref.object.form === 'list' && ref.object.items.length > 0));
  const items = isKnown ? elementsOf(machine, list) : undefined;
  return items ? items.map((item) => addTaints(item, memberTaints(list, '[]').filter(({ symbol }) => symbol === undefined))) : [elementOf(machine, list)];
}

/** The part of a symbol that is an element of the list. */
export function elementIn(symbol: Symbol, list: Symbol): Symbol | undefined {
  for (let one: Symbol | undefined = symbol; one; one = one.parent) {
    const last = one.path[one.path.length - 1] ?? '';
    if (one.parent === list) return last === '[]' || choiceOf(last) ? one : undefined;
  }
  return undefined;
}

/** The item, as far as it is one of the chosen. */
export function ofElement(machine: Machine, item: Value, element: Symbol): Value {
  const choice = choiceOf(element.path[element.path.length - 1]!);
  if (!choice) return item;
  const only = makeObject('list', machine.frame.depth);
  addItem(only, item);
  return chosenElement(machine, ofRef({ kind: 'object', object: only }), choice);
}

/** What each call of the method that a symbol belongs to gave it. */
export function setsFor(symbol: Symbol, calls: Obj['calls'] | undefined): readonly Bindings[] {
  const own = calls?.get(symbol.of);
  return own && own.size > 1 ? [...own.values()].filter((bindings) => bindings.has(symbol.base)) : [];
}

/** The items of a list of which all are known. */
export function knownItems(list: Value): readonly Value[] | undefined {
  const ref = list.refs.length === 1 && list.taints.length === 0 ? list.refs[0] : undefined;
  return ref?.kind === 'object' && ref.object.form === 'list' && ref.object.isExact ? ref.object.items : undefined;
}

/** Where the member that a symbol stands for was first read. */
export function placeOf(symbol: Symbol): Accessed | undefined {
  const place = symbol.place;
  if (!place) return undefined;
  const { file, at } = place;
  return { kind: 'place-of', name: symbol.name, file, at, get start() { return at.start; }, get end() { return at.end; } };
}
