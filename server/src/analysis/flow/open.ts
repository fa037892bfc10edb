import type { Symbol } from './symbol';
import type { DeferredCall, InferenceSite } from './units';

/*
 * That nothing records a call is a claim of absence: it is certain on a way on which everything was
 * seen. What was not seen on a way, and may keep a record, stands here beside the call that it is about.
 */

/** Model calls, and calls that may turn out to be one, with no record so far; with what may have kept one all the same. */
export type Open = ReadonlyMap<InferenceSite | DeferredCall, string | undefined>;

/** What may have kept a record, and of which calls it did. */
export interface Suspect {
  readonly because: string;
  /** It was given what this stands for: the caller knows whether that is a reply. */
  readonly symbol?: Symbol;
}

/** By the id of the model call whose reply it was given, the key of its symbol, or {@link EVERY}. */
export type Suspects = ReadonlyMap<string, Suspect>;

/** Of whichever call, before it or after it. */
export const EVERY = '';

export const NOTHING_OPEN: Open = new Map();
export const NO_SUSPECTS: Suspects = new Map();

/** More than this is not told apart: the rest is taken for what keeps no record. */
const MAX_SUSPECTS = 8;

/** Two ways meet: on the one where nothing may keep a record, certainly nothing does. */
export function joinOpen(a: Open, b: Open): Open {
  if (b.size === 0 || a === b) return a;
  if (a.size === 0) return b;
  const both = new Map(a);
  for (const [call, because] of b) both.set(call, both.has(call) ? weaker(both.get(call), because) : because);
  return both;
}

/** What is in doubt on both ways stays so, for the reason that comes first. */
function weaker(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a < b ? a : b;
}

/** What may have kept a record on both ways. */
export function joinSuspects(a: Suspects, b: Suspects): Suspects {
  if (a === b || a.size === 0) return a;
  const both = new Map<string, Suspect>();
  for (const [key, suspect] of a) {
    const other = b.get(key);
    if (other) both.set(key, suspect.because < other.because ? suspect : other);
  }
  return both;
}

export function withSuspect(suspects: Suspects, key: string, suspect: Suspect): Suspects {
  if (suspects.has(key) || suspects.size >= MAX_SUSPECTS) return suspects;
  return new Map(suspects).set(key, suspect);
}

/** The calls with what may have kept a record of those that it is about. */
export function doubted(open: Open, because: string, isMeant: (call: InferenceSite | DeferredCall) => boolean): Open {
  let made: Map<InferenceSite | DeferredCall, string | undefined> | undefined;
  for (const [call, known] of open) if (known === undefined && isMeant(call)) (made ??= new Map(open)).set(call, because);
  return made ?? open;
}

export function isInference(call: InferenceSite | DeferredCall): call is InferenceSite {
  return 'path' in call;
}
