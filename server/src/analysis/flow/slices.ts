import { GIVEN_AWAY } from './families';
import type { Machine } from './machine';
import { addItem, makeObject } from './objects';
import { clear, type Taint } from './taint';
import { ofConstant, ofRef, type Constant, type GivenArguments, type Value } from './value';

/** More characters than this can be enough to guess the rest. */
export const MAX_SCRAP = 10;

/** `key.slice(-4)`, `key.substring(0, 6)`. */
export function isScrapOf(name: string, given: GivenArguments): boolean {
  const [from, to] = given.positional.map((value) => value.constant);
  if (name === 'substr' && typeof to === 'number') return to <= MAX_SCRAP;
  return /^(slice|substring|substr)$/.test(name) && isScrap(from, given.positional.length > 1 ? to : null);
}

/** A few characters of a text say nothing of the rest; `to` is null for the end. */
export function isScrap(from: unknown, to: unknown): boolean {
  if (typeof from !== 'number') return false;
  if (to === null) return from < 0 && from >= -MAX_SCRAP;
  return typeof to === 'number' && from * to >= 0 && to - from <= MAX_SCRAP;
}

/** The labels that a text still has when only a scrap of it is left. */
export function lessened(part: Value): Value {
  const taints = part.taints.map((taint) => clear(taint, GIVEN_AWAY)).filter((taint): taint is Taint => taint !== undefined);
  return { ...part, taints };
}

/** `url.split('@')[-1]`, `url.rpartition('@')[2]`: what comes after the sign tells where something is, not how it is opened. */
export function partsOfAddress(machine: Machine, text: Value, name: string, given: GivenArguments): Value | undefined {
  if (!/^r?(split|partition)$/.test(name) || given.positional[0]?.constant !== '@') return undefined;
  const list = makeObject('list', machine.frame.depth);
  addItem(list, text);
  if (name.endsWith('partition')) addItem(list, ofConstant('@'));
  addItem(list, lessened(text));
  return ofRef({ kind: 'object', object: list });
}

/** How a path of a symbol says which part of a list is meant: `[1:]`, `[0:4]`, and `[:]` where that is not known. */
export function sliceSegment(from: Constant | undefined, to: Constant | undefined): string {
  if (typeof from !== 'number' || (to !== null && typeof to !== 'number')) return '[:]';
  return `[${from}:${to ?? ''}]`;
}

/** The bounds that a segment of a path names; undefined when it is no part of a list. */
export function boundsOf(segment: string): { readonly from?: number; readonly to?: number | null } | undefined {
  if (segment === '[:]') return {};
  const [, from, to] = /^\[(-?\d+):(-?\d*)\]$/.exec(segment) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: to ? Number(to) : null };
}
