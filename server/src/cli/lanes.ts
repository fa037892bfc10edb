import { setImmediate } from 'node:timers/promises';
import { fittingParts } from '../analysis/flow/fitting';
import { joinShared, nothingShared } from '../analysis/project/shared';
import { Groups } from '../analysis/resolve/units';
import { Lane, type LaneMessage, type LaneOrder, type LaneTask, type UnitPaths } from './lane';
import type { FileReport, Unit, UnitExaminer, UnitFacts, UnitFile } from './unitExaminer';

/** A worker thread, as far as a scan talks to it. */
export interface LaneThread {
  on(event: 'message', listener: (message: LaneMessage) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  postMessage(order: LaneOrder): void;
  terminate(): Promise<unknown>;
}

interface Surroundings {
  /** What this thread examines with. */
  readonly local: UnitExaminer;
  /** Another examiner, for what has to be examined once more. */
  readonly another: () => Promise<UnitExaminer>;
  readonly start: (task: LaneTask) => LaneThread;
  readonly task: Omit<LaneTask, 'units' | 'next'>;
  /** Worker threads beside this one. */
  readonly workers: number;
  readonly onFile: () => void;
  /** The file, where it named nothing of interest and is to be examined all the same once it was drawn in. */
  readonly drawnIn: (path: string) => UnitFile | undefined;
}

/** Reports of all files, and why some may have none. */
export interface LanesResult {
  readonly reports: readonly FileReport[];
  /** What ended worker threads before their time. */
  readonly ended: readonly string[];
}

/**
 * Spreads units over this thread and others; each takes the next from a common list. Units of which the analysis
 * shows that they have to do with each other are examined once more, together: so the findings are those of one thread.
 */
export async function examineInLanes(units: readonly Unit[], around: Surroundings): Promise<LanesResult> {
  const task: LaneTask = { ...around.task, units: units.map((unit) => unit.map(withoutText)), next: new SharedArrayBuffer(4) };
  const threads = Array.from({ length: around.workers }, () => new RemoteLane(around.start(task), around.onFile));
  try {
    const local = new Lane(around.local, task.next, (index) => units[index], around.onFile);
    do await setImmediate(); while (local.step());
    const known = local.facts();
    for (const thread of threads) for (const [index, facts] of await thread.analysed()) known.set(index, facts);
    const plan = await settle(units, known, around);
    const remote = threads.map((thread) => thread.lint(plan.order));
    const reports = [
      ...local.lint(plan.order, (paths) => paths.flatMap(({ path }) => around.drawnIn(path) ?? [])),
      ...plan.joined.flatMap(({ examiner, unit, drawn }) => {
        examiner.linter.setElsewhere(plan.order.elsewhere);
        return examiner.lint([...unit, ...drawn]);
      }),
      ...(await Promise.all(remote)).flat(),
    ];
    for (const { examiner } of plan.joined) examiner.linter.dispose();
    around.local.linter.setElsewhere(nothingShared);
    for (const { analysed } of local.facts().values()) around.local.drop(analysed);
    return { reports, ended: threads.flatMap(({ ended }) => ended ?? []) };
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

function withoutText({ path, language, settings, order }: UnitFile): UnitPaths[number] {
  return { path, language, settings, order };
}

interface Part {
  /** Numbers of the units that it is made of. */
  readonly indices: readonly number[];
  readonly facts: UnitFacts;
  readonly again?: { readonly examiner: UnitExaminer; readonly unit: Unit };
}

interface Plan {
  readonly order: LaneOrder;
  readonly joined: readonly { readonly examiner: UnitExaminer; readonly unit: Unit; readonly drawn: readonly UnitFile[] }[];
}

/** Examines together what belongs together until nothing does any more, and says what is still to be done. */
async function settle(units: readonly Unit[], known: ReadonlyMap<number, UnitFacts>, around: Surroundings): Promise<Plan> {
  let parts: readonly Part[] = [...known].sort(([a], [b]) => a - b).map(([index, facts]) => ({ indices: [index], facts }));
  for (let groups = connected(parts); groups.length < parts.length; groups = connected(parts)) {
    const next: Part[] = [];
    for (const group of groups) next.push(group.length === 1 ? group[0]! : await together(group, units, around));
    parts = next;
  }
  const taken = new Set(parts.flatMap(({ indices, again }) => (again ? indices : [])));
  const drawnIn = new Map(parts.map(({ indices, facts }) => [indices[0]!, facts.analysed.flatMap((path) => around.drawnIn(path) ?? [])]));
  const order = {
    taken, elsewhere: joinShared(parts.map(({ facts }) => facts.shared)), drawnIn: new Map([...drawnIn].map(([index, files]) => [index, files.map(withoutText)])),
  };
  return { order, joined: parts.flatMap(({ indices, again }) => (again ? [{ ...again, drawn: drawnIn.get(indices[0]!) ?? [] }] : [])) };
}

/** Parts that share a file, or of which one has a class that fits an interface of the other, are one. */
function connected(parts: readonly Part[]): Part[][] {
  const groups = new Groups<number>();
  const owners = new Map<string, number>();
  for (const [at, { facts }] of parts.entries()) {
    for (const path of facts.analysed) {
      const owner = owners.get(path);
      if (owner === undefined) owners.set(path, at);
      else groups.join(at, owner);
    }
  }
  for (const [one, other] of fittingParts(parts.map(({ facts }) => facts.shared.types))) groups.join(one, other);
  const joined = new Map<number, Part[]>();
  for (const [at, part] of parts.entries()) {
    const head = groups.headOf(at);
    joined.set(head, [...(joined.get(head) ?? []), part]);
  }
  return [...joined.values()];
}

async function together(group: readonly Part[], units: readonly Unit[], { another, onFile }: Surroundings): Promise<Part> {
  for (const { again } of group) again?.examiner.linter.dispose();
  const indices = group.flatMap((part) => part.indices).sort((a, b) => a - b);
  const unit = indices.flatMap((index) => units[index] ?? []).sort((a, b) => a.order - b.order);
  const examiner = await another();
  examiner.analyse(unit, onFile);
  return { indices, facts: examiner.factsOf(unit), again: { examiner, unit } };
}

/** A worker thread's side of the conversation. One that ends early says nothing more, and nobody waits for it. */
class RemoteLane {
  /** Why it ended before its time. */
  ended: string | undefined;
  private facts: ReadonlyMap<number, UnitFacts> | undefined;
  private reports: readonly FileReport[] | undefined;
  private wake = (): void => undefined;

  constructor(private readonly thread: LaneThread, onFile: () => void) {
    thread.on('message', (message) => {
      if (message.kind === 'file') return onFile();
      if (message.kind === 'analysed') this.facts = message.facts;
      else this.reports = message.reports;
      this.wake();
    });
    thread.on('error', (error) => {
      this.ended ??= error.message;
      this.wake();
    });
    thread.on('exit', () => {
      if (!this.reports) this.ended ??= 'it ended by itself';
      this.wake();
    });
  }

  async analysed(): Promise<ReadonlyMap<number, UnitFacts>> {
    await this.until(() => this.facts !== undefined);
    return this.facts ?? new Map();
  }

  async lint(order: LaneOrder): Promise<readonly FileReport[]> {
    if (this.ended === undefined) this.thread.postMessage(order);
    await this.until(() => this.reports !== undefined);
    return this.reports ?? [];
  }

  async end(): Promise<void> {
    await this.thread.terminate();
  }

  private async until(isThere: () => boolean): Promise<void> {
    while (!isThere() && this.ended === undefined) await new Promise<void>((resolve) => { this.wake = resolve; });
  }
}
