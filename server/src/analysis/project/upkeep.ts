import { implementations } from '../flow/classes';
import { resetModule } from '../flow/run';
import type { ClassUnit, ModuleUnit } from '../flow/units';
import type { Entry } from './entry';
import { fingerprint } from './fingerprint';

/** So many states of a file may its importers hold on to that mean the same as its present one. */
const MOST_VERSIONS = 3;

/** A file is made again so often for one change before circles among imports are left as they are. */
const MAX_RUNS = 3;

/**
 * Knows which results an edit has left behind, and makes them again one by one: the edited file,
 * then the files that import it where it means something else than before, and so on.
 */
export class Upkeep {
  /** Run anew, and not yet compared with what importers were told; with the owners of classes that theirs came from. */
  private readonly toCompare = new Map<Entry, ReadonlySet<Entry>>();
  private readonly toRun = new Set<Entry>();
  /** Files with classes that may have got an implementation since they were run. */
  private readonly toCheck = new Set<Entry>();
  /** Run anew, while importers may hold on to what it was before. */
  private readonly toThin = new Set<Entry>();
  private readonly runs = new Map<Entry, number>();

  constructor(
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly run: (entry: Entry) => void,
    /** Whether a file only tries others out. */
    private readonly isTest: (entry: Entry) => boolean,
  ) {}

  /** Says that a result does not hold any more. */
  need(entry: Entry, isSound = false): void {
    entry.isOutdated = true;
    entry.isSound &&= isSound;
    this.toRun.add(entry);
  }

  /** To be called before a module is run anew: what it meant until now cannot be told afterwards. False where that was noted before. */
  willRun(entry: Entry): boolean {
    if (!entry.module || !hasDependants(entry)) return false;
    entry.told ??= { print: fingerprint(entry.module), meaning: entry.module.meaning };
    if (this.toCompare.has(entry)) return false;
    this.toCompare.set(entry, this.headsOf(entry));
    return true;
  }

  /** The text has changed, but nothing that it means; `isNoted`: what {@link willRun} said. */
  stayed(entry: Entry, isNoted: boolean): void {
    entry.isOutdated = false;
    this.toRun.delete(entry);
    if (isNoted) this.toCompare.delete(entry);
  }

  ran(entry: Entry): void {
    this.toRun.delete(entry);
    if (entry.versions.size > MOST_VERSIONS) this.toThin.add(entry);
    for (const head of this.headsOf(entry)) this.toCheck.add(head);
  }

  /** Its run was not brought to an end. */
  interrupted(entry: Entry): void {
    this.toRun.add(entry);
    this.runs.delete(entry);
  }

  removed(entry: Entry): void {
    this.toCompare.delete(entry);
    this.toRun.delete(entry);
    this.runs.delete(entry);
    this.toCheck.delete(entry);
    this.toThin.delete(entry);
    for (const head of this.headsOf(entry)) this.need(head);
  }

  /** Does one piece of work; false when there is none. */
  advance(): boolean {
    // What will be run anew is told of after that.
    const compared = [...this.toCompare.keys()].find((entry) => !this.toRun.has(entry));
    if (compared) {
      this.compare(compared);
      return true;
    }
    const [next] = this.toRun;
    if (next) {
      this.toRun.delete(next);
      const count = this.runs.get(next) ?? 0;
      this.runs.set(next, count + 1);
      if (count < MAX_RUNS && this.entries.get(next.path) === next) this.run(next);
      return true;
    }
    if (this.toCheck.size > 0) {
      for (const entry of this.resetImplemented()) this.need(entry);
      return true;
    }
    if (this.toThin.size > 0) {
      for (const entry of this.toThin) for (const importer of heldBack(entry)) this.need(importer, true);
      this.toThin.clear();
      return true;
    }
    this.runs.clear();
    return false;
  }

  /**
   * Makes again, once and together, what was made before all implementations were known, and what imports it.
   * Tests are not gone over twice: they are most of some projects, and nothing of the application hangs on them.
   */
  settle(): void {
    while (this.toCompare.size + this.toRun.size > 0) this.advance();
    const reset = this.resetImplemented(this.isTest);
    // What one of them imports is run before it goes on, as in the first run.
    for (const entry of reset) entry.isOutdated = true;
    for (const entry of reset) {
      if (!entry.isOutdated) continue;
      try {
        this.run(entry);
      } catch (error) {
        // It costs only what would have been found in this file, which says so.
        entry.found?.notes.push(`could not be followed to its end (${error instanceof Error ? error.message : String(error)}); what was found stands`);
      }
    }
    this.toCompare.clear();
    this.toCheck.clear();
    this.toThin.clear();
    this.runs.clear();
  }

  /** Modules whose abstract classes have got an implementation since they were run, and what imports them. */
  private resetImplemented(isLeft: (entry: Entry) => boolean = () => false): ReadonlySet<Entry> {
    const affected = new Set<Entry>();
    for (const entry of this.entries.values()) {
      if (this.toCheck.has(entry) && entry.module?.state === 'done' && implementations(entry.module.classes.values()) > entry.implementations) addWithImporters(entry, affected, isLeft);
    }
    this.toCheck.clear();
    for (const { module } of affected) if (module?.state === 'done') resetModule(module);
    return affected;
  }

  /** Importers need to be run again only when what they see has changed. */
  private compare(entry: Entry): void {
    const heads = this.toCompare.get(entry) ?? new Set();
    this.toCompare.delete(entry);
    const { told, module } = entry;
    if (!module) return;
    const print = fingerprint(module);
    if (print !== undefined && print === told?.print) {
      module.meaning = told.meaning;
      return;
    }
    entry.told = { print, meaning: module.meaning };
    for (const importer of entry.importers) this.need(importer);
    // An abstract class does what its implementations do, and so does what calls it: an interface itself tells nothing of that.
    for (const owner of new Set([...heads, ...this.headsOf(entry)])) {
      if (owner.implementations === 0) continue;
      this.need(owner);
      for (const caller of owner.importers) if (caller !== entry) this.need(caller);
    }
  }

  /** Other files with classes that those of the file came from, directly or not. */
  private headsOf(entry: Entry): Set<Entry> {
    const owners = new Set<Entry>();
    const seen = new Set<ClassUnit>();
    const visit = (unit: ClassUnit): void => {
      if (seen.has(unit)) return;
      seen.add(unit);
      const owner = unit.module === entry.module ? undefined : this.entries.get(unit.module.file);
      if (owner && owner !== entry) owners.add(owner);
      unit.heads.forEach(visit);
    };
    for (const unit of entry.module?.classes.values() ?? []) visit(unit);
    return owners;
  }
}

function hasDependants({ importers, module }: Entry): boolean {
  if (importers.size > 0) return true;
  for (const unit of module?.classes.values() ?? []) for (const head of unit.heads) if (head.module !== module) return true;
  return false;
}

/** Importers with earlier states of a file: of more than a few, those that the fewest hold are let go, the oldest first. */
function heldBack({ versions, module }: Entry): Entry[] {
  const holders = new Map<ModuleUnit, Entry[]>();
  for (const [importer, version] of versions) {
    if (version === module) continue;
    const known = holders.get(version);
    if (known) known.push(importer);
    else holders.set(version, [importer]);
  }
  const most = [...holders.values()].reverse().sort((a, b) => b.length - a.length);
  return most.slice(MOST_VERSIONS).flat();
}

function addWithImporters(entry: Entry, into: Set<Entry>, isLeft: (entry: Entry) => boolean): void {
  if (into.has(entry) || isLeft(entry)) return;
  into.add(entry);
  for (const importer of entry.importers) addWithImporters(importer, into, isLeft);
}
