import type { FlowStep } from '../analysis';

/** Longest story kept. */
const MAX_STEPS = 12;
/** Of a story that is too long even without its detours, this many steps at the start are told, and then its end. */
const OPENING = 4;

/** The way of a label. Most labels never come to a finding: the parts are put together when someone asks for the steps. */
export type Story = readonly FlowStep[] | Chain;

/** Parts of a story inside each other before they are put together: what they were made of is let go. */
const MAX_PARTS = 12;

class Chain {
  private told: readonly FlowStep[] | undefined;

  constructor(
    private before: Story,
    private step: FlowStep | undefined,
    private after: Story,
    readonly depth: number,
  ) {}

  steps(): readonly FlowStep[] {
    if (!this.told) {
      const after = stepsOf(this.after);
      this.told = joined(stepsOf(this.before), this.step && !isTwice(this.step, after[0]) ? [this.step, ...after] : after);
      this.before = this.after = NO_STEPS;
    }
    return this.told;
  }
}

const NO_STEPS: readonly FlowStep[] = [];

/** Whether a part in the middle is not told. */
export function isTold(steps: readonly FlowStep[]): boolean {
  return !steps.some(({ isGap }) => isGap);
}

export function stepsOf(story: Story): readonly FlowStep[] {
  return story instanceof Chain ? story.steps() : story;
}

/** Goes on with a story: with a step, where there is one, and then with another story. */
export function continued(before: Story, step: FlowStep | undefined, after: Story): Story {
  if (!step && !(after instanceof Chain) && after.length === 0) return before;
  const depth = Math.max(depthOf(before), depthOf(after)) + 1;
  const chain = new Chain(before, step, after, depth);
  return depth > MAX_PARTS ? chain.steps() : chain;
}

function depthOf(story: Story): number {
  return story instanceof Chain ? story.depth : 0;
}

/** Where a story becomes too long, what goes into a function and comes out again is told only as coming out. */
function joined(before: readonly FlowStep[], after: readonly FlowStep[]): readonly FlowStep[] {
  if (after.length === 0) return before;
  if (before.length + after.length <= MAX_STEPS && !isTwice(before[before.length - 1], after[0])) return before.length === 0 ? after : before.concat(after);
  const all = [...before];
  for (const step of after) {
    if (!isTwice(all[all.length - 1], step)) all.push(step);
  }
  while (all.length > MAX_STEPS && leaveOutDetour(all));
  if (all.length > MAX_STEPS) all.splice(OPENING - 1, all.length - MAX_STEPS + 1, { ...all[OPENING - 1]!, isGap: true });
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

function isTwice(last: FlowStep | undefined, step: FlowStep | undefined): boolean {
  return last !== undefined && step !== undefined && last.text === step.text && isSamePlace(last, step);
}

function isSamePlace(a: FlowStep, b: FlowStep): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.file === b.file;
}
