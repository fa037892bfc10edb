import type { FlowStep } from '../analysis';

/** Longest story kept. */
const MAX_STEPS = 12;
/** Of a story that is too long even without its detours, this many steps at the start are told, and then its end. */
const OPENING = 4;

/** Goes on with a story. Where it becomes too long, what goes into a function and comes out again is told only as coming out. */
export function continued(before: readonly FlowStep[], after: readonly FlowStep[]): readonly FlowStep[] {
  if (after.length === 0) return before;
  if (before.length + after.length <= MAX_STEPS && !isTwice(before[before.length - 1], after[0]!)) return before.length === 0 ? after : before.concat(after);
  const all = [...before];
  for (const step of after) {
    if (!isTwice(all[all.length - 1], step)) all.push(step);
  }
  while (all.length > MAX_STEPS && leaveOutDetour(all));
  if (all.length > MAX_STEPS) all.splice(OPENING, all.length - MAX_STEPS);
  return all;
}

/** Takes out the shortest way into a call and out of it again but for its last step; false when there is none. */
function leaveOutDetour(steps: FlowStep[]): boolean {
  let from = -1;
  let length = steps.length;
  for (let i = 0; i < steps.length; i++) {
    if (steps[i]!.way !== 'in') continue;
    for (let j = i + 1; j < steps.length && j - i < length && steps[j]!.way; j++) {
      if (steps[j]!.way === 'out' && isSamePlace(steps[i]!, steps[j]!)) [from, length] = [i, j - i];
    }
  }
  if (from < 0) return false;
  steps.splice(from, length);
  return true;
}

function isTwice(last: FlowStep | undefined, step: FlowStep): boolean {
  return last !== undefined && last.text === step.text && isSamePlace(last, step);
}

function isSamePlace(a: FlowStep, b: FlowStep): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.file === b.file;
}
