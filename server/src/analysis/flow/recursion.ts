import { forgetSummary } from './classes';
import type { FunctionUnit } from './units';

/*
 * Functions that call each other in a circle: what one of them does was not known yet when those that
 * call it back were summarised. Their summaries hold only until it has been run once.
 */

/** A function that is being summarised. */
interface Running {
  readonly unit: FunctionUnit;
  readonly at: number;
  /** The outermost of those being summarised that was asked for meanwhile; its own place where none was. */
  lowest: number;
  /** Those that were summarised meanwhile with what was known of it. */
  early: FunctionUnit[];
}

const running: Running[] = [];
/** Which one's run a summary was made in, of those that asked for it. */
const madeIn = new WeakMap<FunctionUnit, Running>();

export function beginSummary(unit: FunctionUnit): void {
  running.push({ unit, at: running.length, lowest: running.length, early: [] });
}

export function endSummary(): void {
  const own = running.pop();
  const asked = own && own.lowest < own.at ? running[own.lowest] : undefined;
  if (!own || !asked) return;
  for (const unit of [own.unit, ...own.early]) {
    asked.early.push(unit);
    madeIn.set(unit, asked);
  }
  note(own.lowest);
}

/** A summary is asked for that is being made, or was made for one that is. */
export function noteAsked(unit: FunctionUnit): void {
  if (running.length === 0) return;
  if (unit.state === 'running') return note(running.findIndex((one) => one.unit === unit));
  const made = madeIn.get(unit);
  if (!made) return;
  if (running[made.at] === made) note(made.at);
  else madeIn.delete(unit);
}

/** In a program that calls itself everywhere, as an interpreter does, all of it would be summarised anew for each of its functions. */
const MAX_EARLY = 6;

/** One round of a function that calls itself is over: who called it back is summarised anew when it is asked for again. */
export function forgetEarly(): void {
  const own = running[running.length - 1];
  if (!own || own.early.length > MAX_EARLY) return;
  for (const unit of own.early) {
    madeIn.delete(unit);
    forgetSummary(unit);
  }
  own.early = [];
}

function note(at: number): void {
  const top = running[running.length - 1];
  if (top && at >= 0) top.lowest = Math.min(top.lowest, at);
}
