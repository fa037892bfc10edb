import { ANY, automatonOf, charactersOf, spelled, type Automaton, type Characters } from './regexes';

/** What is known of every text that a regular expression matches. */
export interface Admitted {
  /** The characters that such a text may have. */
  readonly characters: string;
  /** As a path it may leave the folder that it is put below: by `..`, or by starting at a root or a drive. */
  readonly mayEscape: boolean;
}

/** What one expression admits is asked for again and again. */
const known = new Map<string, Admitted | undefined>();
const MAX_KNOWN = 500;
/** Longer expressions are not read: what people write by hand is far shorter. */
const MAX_LENGTH = 1_000;

/** Undefined for an expression that is not understood, or matches in too many ways. */
export function admittedBy(pattern: string): Admitted | undefined {
  if (known.has(pattern)) return known.get(pattern);
  const automaton = pattern.length <= MAX_LENGTH ? automatonOf(pattern) : undefined;
  const found = automaton && walked(automaton);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(pattern, found);
  return found;
}

/** How far a path has been read: of what its present part consists, and what it has had. */
interface Read {
  readonly part: 'empty' | 'dot' | 'dots' | 'colon' | 'name';
  readonly isBegun: boolean;
  readonly hasEscaped: boolean;
}

/** The characters that matter in a path, and all others. */
const kinds = ['/', '\\', '.', ':'].map((mark): [string, Characters] => [mark, charactersOf(mark)]);
const rest: [string, Characters] = ['', ANY & ~charactersOf('/\\.:')];

function advanced({ part, isBegun, hasEscaped }: Read, kind: string, refusesParents: boolean): Read {
  const isSeparator = kind === '/' || kind === '\\';
  const climbs = isSeparator && part === 'dots' && !refusesParents;
  const isRoot = isSeparator && (!isBegun || part === 'colon');
  const next = isSeparator ? 'empty' : kind === ':' ? 'colon' : kind !== '.' ? 'name' : part === 'empty' ? 'dot' : part === 'dot' ? 'dots' : 'name';
  return { part: next, isBegun: true, hasEscaped: hasEscaped || climbs || isRoot };
}

interface Place {
  readonly state: number;
  readonly isOver: boolean;
  readonly read: Read;
}

/** Steps from place to place; more than this are not gone. */
const MAX_PLACES = 20_000;

function walked(automaton: Automaton): Admitted | undefined {
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const into: { readonly from: number; readonly takes: Characters }[][] = [];
  const numberOf = (place: Place): number => {
    const key = `${place.state} ${place.isOver} ${place.read.part} ${place.read.isBegun} ${place.read.hasEscaped}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = places.push(place) - 1;
      numbers.set(key, number);
      into.push([]);
    }
    return number;
  };
  numberOf({ state: automaton.start, isOver: false, read: { part: 'empty', isBegun: false, hasEscaped: false } });
  for (let from = 0; from < places.length; from++) {
    if (places.length > MAX_PLACES) return undefined;
    for (const [place, takes] of after(automaton, places[from]!)) into[numberOf(place)]!.push({ from, takes });
  }
  const ends = places.flatMap(({ state }, number) => (state === automaton.end ? [number] : []));
  const mayEscape = ends.some((number) => {
    const { part, hasEscaped } = places[number]!.read;
    return hasEscaped || (part === 'dots' && !automaton.refusesParents);
  });
  return { characters: spelled(charactersBefore(into, ends)), mayEscape };
}

function after(automaton: Automaton, { state, isOver, read }: Place): readonly (readonly [Place, Characters])[] {
  const found: (readonly [Place, Characters])[] = [];
  for (const { to, takes, only } of automaton.edges[state]!) {
    if (only === 'start' && read.isBegun) continue;
    if (takes === undefined) {
      found.push([{ state: to, isOver: isOver || only === 'end', read }, 0n]);
    } else if (!isOver) {
      for (const [kind, characters] of [...kinds, rest]) {
        if (takes & characters) found.push([{ state: to, isOver, read: advanced(read, kind, automaton.refusesParents) }, takes & characters]);
      }
    }
  }
  return found;
}

/** The characters that are taken on some way that comes to an end. */
function charactersBefore(into: readonly (readonly { readonly from: number; readonly takes: Characters }[])[], ends: readonly number[]): Characters {
  const seen = new Set(ends);
  let all = 0n;
  for (const number of seen) {
    for (const { from, takes } of into[number]!) {
      all |= takes;
      seen.add(from);
    }
  }
  return all;
}
