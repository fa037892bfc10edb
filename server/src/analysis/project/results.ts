import type { Analysis } from '../analysis';
import { isBetter, type Found, type InferenceRecord, type RawFlow } from '../flow/machine';
import { stepsOf } from '../flow/story';
import type { ModuleUnit } from '../flow/units';
import { placeFile } from './analyse';
import type { Entry } from './entry';
import { joinShared, nothingShared, type Shared } from './shared';
import { Tally } from './tally';
import { filesOf, Records, unrecordedIn, type Unlogged, type Unrecorded } from './unlogged';

/** What all modules together say about one file. */
export interface FileResults {
  readonly flows: readonly RawFlow[];
  readonly inferences: readonly InferenceRecord[];
  /** Model calls that some way leaves without a record. */
  readonly unlogged: Unlogged;
  readonly hasLogging: boolean;
  readonly isTraced: boolean;
}

/** What the interpretation of one module has to say, about itself and about others. */
interface Contribution {
  readonly found: Found;
  readonly unrecorded: Unrecorded;
  readonly files: ReadonlySet<string>;
}

/**
 * What was found, by the file it stands in, whichever module's interpretation found it. Each change
 * costs what it changes, whatever the size of the project.
 */
export class Results {
  private readonly contributions = new Map<Entry, Contribution>();
  /** Run since someone last asked: a scan asks when all is run. */
  private readonly pending = new Set<Entry>();
  /** By file: the modules whose contributions speak of it. */
  private readonly speakers = new Map<string, Set<Entry>>();
  private readonly records = new Records();
  private readonly stamps = new Map<string, number>();
  /** Replies of which some module has seen that someone looked why they ended. */
  private readonly looked = new Tally<string>();
  private readonly tracing = new Tally<true>();
  private clock = 0;
  private elsewhere = nothingShared;

  constructor(private readonly roleOf: (path: string) => Analysis['role']) {}

  /** What other parts of the project say, of which nothing is known here. */
  setElsewhere(elsewhere: Shared): void {
    this.elsewhere = elsewhere;
    this.records.setElsewhere(elsewhere);
  }

  /** What some files say that counts everywhere; types left out. */
  shared(isWanted: (path: string) => boolean): Shared {
    this.catchUp();
    return joinShared([...this.contributions].flatMap(([{ path }, { found }]) => (isWanted(path) ? [sharedBy(found)] : [])));
  }

  /** A module was run anew, or is gone. */
  changed(entry: Entry): void {
    this.pending.add(entry);
  }

  /** What a module says is the same, at other places. */
  moved(entry: Entry): void {
    if (this.pending.has(entry)) return;
    for (const file of this.contributions.get(entry)?.files ?? []) this.stamps.set(file, ++this.clock);
  }

  /** Grows whenever {@link about} may give another answer for the file. */
  stamp(file: string): number {
    this.catchUp();
    return this.stamps.get(file) ?? 0;
  }

  about(file: string): FileResults {
    this.catchUp();
    const flows = new Map<string, RawFlow>();
    const inferences = new Map<string, InferenceRecord>();
    let hasLogging = false;
    const speakers = this.speakersOf(file);
    for (const speaker of speakers) {
      const own = this.contributions.get(speaker)!;
      const isTrial = this.roleOf(speaker.path) === 'test' && this.roleOf(file) !== 'test';
      for (const [key, flow] of own.found.flows) {
        if (placeFile(flow) === file && !this.isAnswered(flow) && !(isTrial && this.isMadeUp(flow))) keepBetter(flows, key, flow);
      }
      for (const [id, record] of own.found.inferences) {
        if (record.site.site.module.file === file && !inferences.get(id)?.entry) inferences.set(id, record);
      }
      for (const site of own.found.loggers.values()) hasLogging ||= site.module.file === file;
    }
    const unlogged = this.records.unlogged(inferences.keys(), speakers.map((speaker) => this.contributions.get(speaker)!.unrecorded));
    return { flows: [...flows.values()], inferences: [...inferences.values()], unlogged, hasLogging, isTraced: this.elsewhere.isTraced || this.tracing.has(true) };
  }

  /** In an order that does not depend on which was edited last. */
  private speakersOf(file: string): Entry[] {
    return [...this.speakers.get(file) ?? []].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** What a test makes up and hands to the application says nothing of what comes to it. */
  private isMadeUp(flow: RawFlow): boolean {
    const first = stepsOf(flow.taint.story)[0];
    return first !== undefined && this.roleOf(first.file) === 'test';
  }

  private isAnswered(flow: RawFlow): boolean {
    return flow.family === 'reply-text' && this.looked.has(flow.taint.origin.id);
  }

  private catchUp(): void {
    for (const entry of this.pending) {
      const before = this.contributions.get(entry);
      if (before) this.takeBack(entry, before);
      this.contributions.delete(entry);
      if (entry.module?.state !== 'done' || !entry.found) continue;
      const now = contributionOf(entry.module, entry.found, (path) => this.roleOf(path) === 'application');
      this.contributions.set(entry, now);
      this.add(entry, now);
    }
    this.pending.clear();
  }

  private add(entry: Entry, { found, unrecorded, files }: Contribution): void {
    if (found.tracing.size > 0) this.tracing.set(entry, true, true);
    for (const id of found.looked) this.looked.set(entry, id, true);
    this.records.add(entry, unrecorded);
    if (found.observedRuns.size > 0) this.stampNodes();
    for (const file of files) {
      this.stamps.set(file, ++this.clock);
      const speakers = this.speakers.get(file);
      if (speakers) speakers.add(entry);
      else this.speakers.set(file, new Set([entry]));
    }
  }

  /** What a run of a graph is given goes to its nodes, whichever file makes them. */
  private stampNodes(): void {
    for (const { unrecorded, files } of this.contributions.values()) if (unrecorded.nodes.size > 0) for (const file of files) this.stamps.set(file, ++this.clock);
  }

  private takeBack(entry: Entry, { found, unrecorded, files }: Contribution): void {
    this.tracing.delete(entry, true);
    for (const id of found.looked) this.looked.delete(entry, id);
    this.records.remove(entry, unrecorded);
    if (found.observedRuns.size > 0) this.stampNodes();
    for (const file of files) {
      const speakers = this.speakers.get(file);
      if (speakers?.delete(entry) && speakers.size === 0) {
        this.speakers.delete(file);
        this.stamps.delete(file);
      } else this.stamps.set(file, ++this.clock);
    }
  }
}

function sharedBy({ tracing, monitoring, openCalls, observedRuns }: Found): Shared {
  return { ...nothingShared, isTraced: tracing.size > 0, monitoring: [...monitoring].sort()[0], openCalls: [...openCalls], observedRun: [...observedRuns].sort()[0] };
}

function keepBetter(flows: Map<string, RawFlow>, key: string, flow: RawFlow): void {
  const before = flows.get(key);
  if (!before || isBetter(flow.taint, before.taint)) flows.set(key, flow);
}

function contributionOf(module: ModuleUnit, found: Found, isApplied: (path: string) => boolean): Contribution {
  const unrecorded = unrecordedIn(module, found, isApplied);
  const files = filesOf(unrecorded).add(module.file);
  for (const flow of found.flows.values()) files.add(placeFile(flow));
  for (const { site } of found.inferences.values()) files.add(site.site.module.file);
  for (const site of found.loggers.values()) files.add(site.module.file);
  return { found, unrecorded, files };
}
