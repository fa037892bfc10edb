import type { Shared } from '../analysis/project/shared';
import type { UserFacts } from '../lint/config';
import type { Linter } from '../lint/linter';
import { UnitExaminer, type FileReport, type Unit, type UnitFacts, type UnitFile } from './unitExaminer';
import type { Locator } from './locate';

/** A unit without its texts: each thread reads them by itself. */
export type UnitPaths = readonly Omit<UnitFile, 'text'>[];

/** What a worker thread is started with. */
export interface LaneTask {
  readonly root: string;
  readonly roots: readonly string[];
  readonly facts: UserFacts;
  readonly units: readonly UnitPaths[];
  /** The number of the next unit that nobody has taken; all threads share it. */
  readonly next: SharedArrayBuffer;
}

/** What a worker thread says. */
export type LaneMessage =
  | { readonly kind: 'file' }
  | { readonly kind: 'analysed'; readonly facts: ReadonlyMap<number, UnitFacts> }
  | { readonly kind: 'linted'; readonly reports: readonly FileReport[] };

/** What a worker thread is told when all have been analysed. */
export interface LaneOrder {
  /** Units that turned out to belong to others, and are examined elsewhere. */
  readonly taken: ReadonlySet<number>;
  readonly elsewhere: Shared;
  /** By unit: files that name no SDK and were drawn in, to be examined too. */
  readonly drawnIn: ReadonlyMap<number, UnitPaths>;
}

/** A thread's share of a scan: the units that it took from the common list. */
export class Lane {
  private readonly taken = new Map<number, { readonly unit: Unit; readonly facts: UnitFacts }>();

  constructor(
    private readonly examiner: UnitExaminer,
    private readonly next: SharedArrayBuffer,
    private readonly unitAt: (index: number) => Unit | undefined,
    private readonly onFile: () => void,
  ) {}

  /** Takes one unit and analyses it; false when there is none left. */
  step(): boolean {
    const index = Atomics.add(new Int32Array(this.next), 0, 1);
    const unit = this.unitAt(index);
    if (!unit) return false;
    this.examiner.analyse(unit, this.onFile);
    this.taken.set(index, { unit, facts: this.examiner.factsOf(unit) });
    return true;
  }

  facts(): Map<number, UnitFacts> {
    return new Map([...this.taken].map(([index, { facts }]) => [index, facts]));
  }

  lint({ taken, elsewhere, drawnIn }: LaneOrder, read: (paths: UnitPaths) => Unit): FileReport[] {
    for (const index of taken) this.examiner.drop(this.taken.get(index)?.facts.analysed ?? []);
    this.examiner.linter.setElsewhere(elsewhere);
    return [...this.taken].flatMap(([index, { unit }]) => {
      if (taken.has(index)) return [];
      const drawn = read(drawnIn.get(index) ?? []);
      return this.examiner.lint([...unit, ...drawn]);
    });
  }
}

/** Everything a worker thread does: it analyses while there are units, and lints when it is told what the others found. */
export function workOff(
  { roots, units, next }: LaneTask, linter: Linter, locator: Locator, readText: (path: string) => string | undefined,
  post: (message: LaneMessage) => void,
): (order: LaneOrder) => void {
  const read = (paths: UnitPaths): UnitFile[] => paths.flatMap((file) => {
    const text = readText(file.path);
    return text === undefined ? [] : [{ ...file, text }];
  });
  linter.setRoots(roots);
  const lane = new Lane(new UnitExaminer(linter, locator), next, (index) => units[index] && read(units[index]), () => post({ kind: 'file' }));
  while (lane.step());
  post({ kind: 'analysed', facts: lane.facts() });
  return (order) => post({ kind: 'linted', reports: lane.lint(order, read) });
}
