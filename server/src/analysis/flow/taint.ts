import type { FlowStep, Label } from '../analysis';
import type { FunctionNode } from '../program/program';
import { continued, type Story } from './story';
import { EVERYTHING, NOTHING, settledPath, type Cleared } from './families';
import type { Symbol } from './symbol';
import { eitherUnder, type Under } from './under';

/** Where a label was born. */
export interface Origin {
  readonly id: string;
  /** As the code names it: `client.responses.create`. */
  readonly name: string;
  /** A reply whose text the provider was made to keep to a schema. */
  readonly isFormed?: true;
}

/**
 * One label on a value, with the way it took. A label that hangs on a parameter is symbolic: it
 * stands for whatever labels the argument has at a call. There are very many: all have all fields,
 * in one order, which makes them cheap to make and to read.
 */
export interface Taint {
  readonly label: Label | undefined;
  readonly symbol: Symbol | undefined;
  readonly origin: Origin;
  readonly story: Story;
  readonly cleared: Cleared;
  readonly likelyBecause: string | undefined;
  /** The last helper the value came out of. */
  readonly through: string | undefined;
  /** Parsed without a schema at this place. On a symbol: model output in is unvalidated out. */
  readonly parsedAt: Parse | undefined;
  /** On a symbol: the name of a file or tool in is what it holds or gives out, where others chose the name. */
  readonly readAt: Turn | undefined;
  /** A whole record of a person: of its fields only those that are personal by name are that too. */
  readonly isWhole: boolean | undefined;
  /** The provider's documented envelope around the text, not the text. */
  readonly isEnvelope: boolean | undefined;
  /** On a symbol: a text that was parsed, so that what was written as a literal is the text itself again. */
  readonly isParsed: boolean | undefined;
  /** On a symbol: it went through a call nobody knows, which gives no secret out again. */
  readonly isPassed: boolean | undefined;
  /** On a symbol: of an object only what its text shows is here, or none of what it keeps to itself. */
  readonly shows: Shown | undefined;
  /** On a symbol: the value is what stands at this place, although its class is known and the symbol itself left out. */
  readonly isPlace: boolean | undefined;
  /** The ways on which the value has the label, where arguments of the function say which are taken. */
  readonly under: Under;
}

export type Shown = 'text' | 'nothing';

export interface Parse {
  readonly id: string;
  readonly step: FlowStep;
  readonly name: string;
  /** The function that does it. */
  readonly within?: FunctionNode | undefined;
}

/** A place where a label becomes another. */
export interface Turn extends Parse {
  readonly into: 'retrieved' | 'tool-result';
}

/** More labels on one value than this add nothing a user could act on. */
const MAX_TAINTS = 12;

export function labelled(
  label: Label,
  origin: Origin,
  step: FlowStep,
  likelyBecause?: string,
): Taint {
  return {
    label, symbol: undefined, origin, story: [step], cleared: NOTHING, likelyBecause, through: undefined, parsedAt: undefined,
    readAt: undefined, isWhole: undefined, isEnvelope: undefined, isParsed: undefined, isPassed: undefined, shows: undefined, isPlace: undefined, under: undefined,
  };
}

/** Why the fields of a parsed reply may be what the code expects after all. */
export function doubtOfForm({ isFormed }: Origin): string | undefined {
  return isFormed ? 'the provider was given a schema for its reply; one that is refused or cut short does not keep to it' : undefined;
}

export function symbolic(symbol: Symbol): Taint {
  return {
    label: undefined, symbol, origin: { id: symbol.key, name: symbol.name },
    story: [], cleared: NOTHING, likelyBecause: undefined, through: undefined, parsedAt: undefined,
    readAt: undefined, isWhole: undefined, isEnvelope: undefined, isParsed: undefined, isPassed: undefined, shows: undefined, isPlace: undefined, under: undefined,
  };
}

/** The same label, further on its way. */
export function withSteps(taint: Taint, steps: readonly FlowStep[]): Taint {
  return { ...taint, story: continued(taint.story, undefined, steps) };
}

export function clear(taint: Taint, cleared: Cleared): Taint | undefined {
  const all = settledPath(taint.cleared | cleared);
  if ((all & EVERYTHING) === EVERYTHING) return undefined;
  return all === taint.cleared ? taint : { ...taint, cleared: all };
}

export function weaken(taint: Taint, because: string): Taint {
  return taint.likelyBecause === undefined ? { ...taint, likelyBecause: because } : taint;
}

const CHECK = ' may check it';

/** The doubt about a value that has passed a check of which it is not seen what it checks. */
export function mayCheck(by: string): string {
  return `\`${by}\`${CHECK}`;
}

export function isDoubtOfCheck(because: string): boolean {
  return because.endsWith(CHECK);
}

/** Whether a doubt touches a label: a check makes no secret less secret, and no person's data less personal. */
export function isTouched(label: Label | undefined, because: string): boolean {
  return label === undefined || label === 'unvalidated-json' || !isDoubtOfCheck(because) || passesUnknown({ label });
}

/** What a call makes of a secret is rarely the secret: a connection, rows, a signature. Nor is its reply the data it was sent. */
export function passesUnknown(taint: Pick<Taint, 'label'>): boolean {
  return taint.label !== 'secret' && taint.label !== 'instructions' && taint.label !== 'personal' && taint.label !== 'key-literal' && taint.label !== 'unvalidated-json';
}

/** The labels that come out of a call nobody knows. */
export function passed(taints: readonly Taint[]): readonly Taint[] {
  return taints.filter(passesUnknown).map((taint) => (taint.symbol && !taint.isPassed ? { ...taint, isPassed: true } : taint));
}

/** The same label from the same place, whatever way it took. */
export function isSameTaint(a: Taint, b: Taint): boolean {
  return a.symbol === b.symbol && a.label === b.label && a.parsedAt?.id === b.parsedAt?.id && a.readAt?.id === b.readAt?.id
    && (a.symbol !== undefined || a.origin === b.origin || a.origin.id === b.origin.id);
}

/** Distinguishes labels where a text is needed: in the keys of a summary. */
export function taintKey(taint: Taint): string {
  return `${taint.label ?? ''}@${taint.origin.id}^${taint.parsedAt?.id ?? ''}^${taint.readAt?.id ?? ''}${taint.isPassed ? '~' : ''}${taint.shows ?? ''}`;
}

/** Union; the same label from the same origin is kept once, as strong as either. */
export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const list = new TaintList(a);
  list.add(b);
  return list.all;
}

/** A union in the making, which is copied once at most. */
export class TaintList {
  private own: Taint[] | undefined;

  constructor(public all: readonly Taint[]) {}

  add(taints: readonly Taint[]): void {
    if (taints.length === 0 || taints === this.all) return;
    if (this.all.length === 0) {
      this.all = taints;
      return;
    }
    for (const taint of taints) this.addOne(taint);
  }

  private addOne(taint: Taint): void {
    const at = placeOf(this.all, taint);
    if (at < 0) {
      if (this.all.length < MAX_TAINTS) this.writable().push(taint);
      return;
    }
    const known = this.all[at]!;
    const merged = known === taint ? known : mergeSame(known, taint);
    if (merged !== known) this.writable()[at] = merged;
  }

  private writable(): Taint[] {
    return this.own ??= this.all = [...this.all];
  }
}

/** Where the same label is, or a like one that stands for both. */
function placeOf(list: readonly Taint[], taint: Taint): number {
  for (let at = 0; at < list.length; at++) {
    const other = list[at]!;
    if (other === taint || (other.symbol === taint.symbol && other.label === taint.label && isSameTaint(other, taint) && agrees(other, taint))) return at;
  }
  return -1;
}

/** One of the two stands for both: a proven way that a sanitizer is on proves nothing of a likely way without it. */
function agrees(a: Taint, b: Taint): boolean {
  if ((a.likelyBecause === undefined) === (b.likelyBecause === undefined)) return true;
  const [proven, likely] = a.likelyBecause === undefined ? [a, b] : [b, a];
  return (proven.cleared & ~likely.cleared & EVERYTHING) === 0;
}

/** The story told is that of the way on which less was cleared: the other one may end at a sanitizer. */
function mergeSame(a: Taint, b: Taint): Taint {
  const cleared = a.cleared & b.cleared;
  const isOpener = (b.cleared & EVERYTHING) === (cleared & EVERYTHING) && (a.cleared & EVERYTHING) !== (cleared & EVERYTHING);
  const better = a.likelyBecause === undefined ? (isOpener && b.likelyBecause === undefined ? b : a) : b.likelyBecause === undefined || isOpener ? b : a;
  const isPassed = a.isPassed === true && b.isPassed === true;
  const isPlace = a.isPlace === true && b.isPlace === true;
  const under = eitherUnder(a.under, b.under);
  const shows = a.shows === b.shows ? a.shows : a.shows === undefined || b.shows === undefined ? undefined : 'text';
  if (better === a && cleared === a.cleared && shows === a.shows && isPassed === (a.isPassed ?? false) && isPlace === (a.isPlace ?? false) && under === a.under) return a;
  return { ...better, cleared, isPassed, shows, isPlace, under };
}

/** What a call that nobody knows made of the place is no longer it. */
export function isPlace(taint: Taint): boolean {
  return taint.isPlace === true && !taint.isPassed && !taint.readAt && !taint.parsedAt;
}
