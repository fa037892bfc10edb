import type { ClassUnit } from './units';
import type { FunctionNode, Span } from '../program/program';

/**
 * An unknown of one function: a parameter, a member of one, or the result of a call that only the
 * caller can resolve. Summaries are written in symbols; a call site replaces them.
 */
export interface Symbol {
  readonly key: string;
  /** The function whose parameter or result `path` starts from. */
  readonly of: SymbolOwner;
  /** Key of the parameter or result that `path` starts from. */
  readonly base: string;
  readonly path: readonly string[];
  /** What it is a member of; undefined for a parameter or result itself. */
  readonly parent: Symbol | undefined;
  /** As the code names it. */
  readonly name: string;
  /** Where a member was first read, for steps that stand there. */
  place: Place | undefined;
}

/** A function, as far as its symbols go. */
export interface SymbolOwner {
  readonly uid: string;
  readonly owner?: ClassUnit | undefined;
  readonly node?: FunctionNode;
}

export interface Place {
  readonly file: string;
  readonly at: Span;
}

/** Members below a parameter that are told apart; deeper ones are one with their parent. */
const MAX_PATH = 3;

const interned = new WeakMap<object, Map<string, Symbol>>();

export function parameterSymbol(owner: SymbolOwner, index: number, name: string): Symbol {
  return baseSymbol(owner, parameterBase(owner, index), name);
}

/** Key of a parameter, for those who only look it up: the symbol is made, and named, by who knows its name. */
export function parameterBase(owner: SymbolOwner, index: number): string {
  return `${owner.uid}:${index}`;
}

export function resultSymbol(owner: SymbolOwner, call: number, name: string): Symbol {
  return baseSymbol(owner, `${owner.uid}:r${call}`, name);
}

function baseSymbol(owner: SymbolOwner, key: string, name: string): Symbol {
  let known = interned.get(owner);
  if (!known) interned.set(owner, (known = new Map()));
  let symbol = known.get(key);
  if (!symbol) known.set(key, (symbol = { key, of: owner, base: key, path: [], parent: undefined, name, place: undefined }));
  return symbol;
}

export function memberSymbol(symbol: Symbol, property: string, place?: Place): Symbol {
  if (symbol.path.length >= MAX_PATH) return symbol;
  let members = interned.get(symbol);
  if (!members) interned.set(symbol, (members = new Map()));
  let member = members.get(property);
  if (!member) {
    member = {
      key: `${symbol.key}.${property}`, of: symbol.of, base: symbol.base, path: [...symbol.path, property], parent: symbol,
      name: /^[[#\d]/.test(property) ? symbol.name : symbol.name.startsWith('argument ') ? property : `${symbol.name}.${property}`, place,
    };
    members.set(property, member);
  }
  member.place ??= place;
  return member;
}
