import { implementations } from '../flow/classes';
import type { TypeRegistry } from '../flow/interfaces';
import { copyOf, Machine, nothingFound } from '../flow/machine';
import { bindInSteps, followInSteps, lookAgain, valueInSteps } from '../flow/run';
import { followShared } from '../flow/shared';
import { lateReaders } from '../flow/sharedReads';
import type { ModuleUnit } from '../flow/units';
import { parseOnce } from '../languages/parse';
import { graft, isUntouched } from '../program/graft';
import type { Program } from '../program/program';
import type { Imports } from '../resolve/imports';
import { familyOf, type Entry } from './entry';
import type { ProjectOptions } from './project';
import type { Results } from './results';
import { runAgain } from './runAgain';
import { leaveImports, retire, snapshot } from './snapshot';
import type { Upkeep } from './upkeep';

/** Expressions interpreted for one module before the rest is left. */
const BUDGET = 600_000;
/** Of these, about so many are a few milliseconds' work. */
const SLICE = 150;
/** Imports followed inside each other. */
const MAX_IMPORT_DEPTH = 24;

interface Surroundings {
  readonly options: Pick<ProjectOptions, 'parsers' | 'view'>;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly results: Results;
  readonly imports: Imports;
  readonly upkeep: Upkeep;
  readonly types: TypeRegistry;
  readonly entryAt: (path: string) => Entry | undefined;
}

/** A run that is done a little at a time. */
interface Ongoing {
  readonly entry: Entry;
  readonly steps: Generator<void, void>;
  readonly undo: () => void;
  /** Files that were run for it. */
  readonly others: Entry[];
}

/** Runs modules: as a whole, in steps, or only what an edit has changed. */
export class Runs {
  private ongoing: Ongoing | undefined;
  private isStepping = false;
  private depth = 0;
  private meanings = 0;
  /** Files whose top level was followed, and their functions were not yet. */
  private readonly begun = new Map<Entry, Machine>();

  constructor(private readonly around: Surroundings) {}

  run(entry: Entry): void {
    if (!entry.isOutdated && !this.begun.has(entry)) return;
    if (this.isStepping) this.ongoing?.others.push(entry);
    else this.cancel();
    for (const _ of this.whole(entry));
  }

  /** Its functions are left until the top level of what imports it was followed. */
  private begin(entry: Entry): void {
    if (!entry.isOutdated) return;
    if (this.isStepping) this.ongoing?.others.push(entry);
    for (const _ of this.value(entry));
  }

  /**
   * As {@link run}, a little at once and the rest with {@link step}. Whoever cannot wait for that
   * cancels it by asking for something else, and finds what was known before.
   */
  runInSteps(entry: Entry): void {
    // With the functions and classes that it has, there would be no way back.
    if (!entry.isOutdated || !entry.module || isUnrun(entry.module)) return this.run(entry);
    this.cancel();
    const { entries } = this.around;
    this.ongoing = { entry, undo: snapshot(entry, entries, this.around.types), steps: this.whole(entry), others: [] };
    this.step();
  }

  /** False where nothing is under way. */
  step(): boolean {
    const { ongoing } = this;
    if (!ongoing) return false;
    this.isStepping = true;
    try {
      if (ongoing.steps.next().done) this.ongoing = undefined;
    } catch (error) {
      this.ongoing = undefined;
      throw error;
    } finally {
      this.isStepping = false;
    }
    return true;
  }

  finish(): void {
    while (this.step());
  }

  /** What is under way is begun anew later. What others concluded from the half of it does not hold. */
  cancel(): void {
    const { ongoing } = this;
    if (!ongoing) return;
    this.ongoing = undefined;
    ongoing.undo();
    this.around.upkeep.interrupted(ongoing.entry);
    for (const entry of [ongoing.entry, ...ongoing.others]) this.begun.delete(entry);
    for (const entry of ongoing.others) this.around.upkeep.need(entry);
  }

  isUnderWay(entry: Entry): boolean {
    return this.ongoing?.entry === entry;
  }

  /**
   * Answers an edit by running again what it has changed, in what is there. That leaves things behind
   * that only the old text meant: the whole is made anew later. False where it has to be at once.
   */
  amend(entry: Entry): boolean {
    const { module, found, live, text } = entry;
    if (entry.isProvisional && entry.lowered === text) return true;
    const isSound = entry.isOutdated && module?.state === 'done' && found && live && entry.isSound;
    if (!isSound || entry.lowered === text) return false;
    const { upkeep, results } = this.around;
    const { isProvisional } = entry;
    // What it meant until now cannot be told when its nodes have moved on.
    const isNoted = upkeep.willRun(entry);
    module.program = this.programOf(entry);
    module.text = text;
    entry.isProvisional = false;
    if (isUntouched(live.changes)) {
      entry.isProvisional = isProvisional;
      if (!isProvisional) upkeep.stayed(entry, isNoted);
      results.moved(entry);
      return true;
    }
    const machine = this.machine(copyOf(found), module);
    if (!runAgain(machine, module, live.changes)) return false;
    entry.isProvisional = true;
    entry.found = machine.found;
    results.changed(entry);
    return true;
  }

  remove(entry: Entry): void {
    this.cancel();
    this.begun.delete(entry);
    if (entry.module) retire(entry.module, this.around.types);
    leaveImports(entry, this.around.entries);
  }

  /** What files share was written by some of them when others had read it. */
  followShared(): void {
    for (const entry of this.around.entries.values()) {
      const { module, found } = entry;
      if (module?.state !== 'done' || !module.frame || !found || lateReaders(module).size === 0) continue;
      const machine = this.machine(found, module);
      machine.frame = module.frame;
      for (const _ of followShared(machine, module));
      this.around.results.changed(entry);
    }
  }

  private *whole(entry: Entry): Generator<void, void> {
    if (entry.isOutdated) yield* this.value(entry);
    const begun = this.begunBelow(entry);
    for (const each of begun) lookAgain(this.begun.get(each)!, each.module!);
    for (const each of begun) yield* this.follow(each);
  }

  /** Its names are bound for who imports it. */
  private bind(entry: Entry): void {
    if (!entry.isOutdated) return;
    const module = this.freshModule(entry);
    if (module.state !== 'new') return;
    if (this.isStepping) this.ongoing?.others.push(entry);
    for (const _ of bindInSteps(this.machine(nothingFound(), module), module));
  }

  /** Its top level is followed, and those of its imports. */
  private *value(entry: Entry): Generator<void, void> {
    entry.isOutdated = false;
    entry.isProvisional = false;
    entry.isSound = true;
    const module = this.freshModule(entry);
    leaveImports(entry, this.around.entries);
    const machine = this.machine(nothingFound(), module);
    yield* rests(machine, bindInSteps(machine, module));
    yield* rests(machine, valueInSteps(machine, module));
    this.begun.set(entry, machine);
  }

  /** Its functions are followed. */
  private *follow(entry: Entry): Generator<void, void> {
    const { module } = entry;
    const machine = this.begun.get(entry);
    this.begun.delete(entry);
    if (!module || !machine) return;
    yield* rests(machine, followInSteps(machine, module));
    module.previous = undefined;
    const { found } = machine;
    entry.found = found;
    entry.implementations = implementations(module.classes.values());
    if (module.program.isGivenUp) found.notes.push('the parser would take out of proportion long; nothing in the file was examined');
    if (machine.budget < 0) found.notes.push('the file is larger than the analysis follows; what was found stands');
    this.around.results.changed(entry);
    this.around.upkeep.ran(entry);
  }

  /** What it imports, directly or not, and has been begun for that: first those that import nothing of the others, itself last. */
  private begunBelow(entry: Entry): Iterable<Entry> {
    const ordered = new Set<Entry>();
    const seen = new Set<Entry>();
    const visit = (each: Entry): void => {
      if (seen.has(each) || !this.begun.has(each)) return;
      seen.add(each);
      for (const path of each.imports.values()) {
        const imported = path === undefined ? undefined : this.around.entries.get(path);
        if (imported) visit(imported);
      }
      ordered.add(each);
    };
    visit(entry);
    return ordered;
  }

  /** The module with the functions and classes that it has where only more is known of them now, else a new one. */
  private freshModule(entry: Entry): ModuleUnit {
    if (!isUnrun(entry.module) || entry.lowered !== entry.text) this.makeModule(entry);
    return entry.module!;
  }

  private makeModule(entry: Entry): void {
    const previous = entry.module;
    this.around.upkeep.willRun(entry);
    if (previous) {
      retire(previous, this.around.types);
      this.needFilled(previous);
    }
    const family = familyOf(entry.language);
    entry.module = {
      uid: entry.path, file: entry.path, text: entry.text, family, program: this.programOf(entry), facts: this.around.options.view(family),
      functions: new Map(), classes: new Map(), exports: new Map(), closedOptions: new Set(), cells: new Map(), events: new Map(), defined: new Set(), entries: [], called: new Set(), handed: new Map(),
      recorded: new Set(), offered: new Map(), nodes: new Set(), stateNodes: [], early: new Set(), late: new Set(), fills: new Set(), frame: undefined, state: 'new', meaning: ++this.meanings, previous,
    };
  }

  /** What other files hold of one that is run anew is of its earlier state. */
  private needFilled({ fills }: ModuleUnit): void {
    for (const file of fills) {
      const entry = this.around.entries.get(file);
      if (entry) this.around.upkeep.need(entry);
    }
  }

  private machine(found: Entry['found'] & object, module: ModuleUnit): Machine {
    return new Machine(found, (from, specifier) => this.resolve(from, specifier), BUDGET, this.around.types, module);
  }

  private resolve(from: ModuleUnit, specifier: string): ModuleUnit | undefined {
    const { imports, entries } = this.around;
    const path = imports.pathOf(from.file, specifier, from.family);
    const importer = entries.get(from.file);
    importer?.imports.set(specifier, path);
    if (path === undefined || this.depth >= MAX_IMPORT_DEPTH) return undefined;
    const entry = this.around.entryAt(path);
    if (!entry) return undefined;
    if (importer) entry.importers.add(importer);
    this.depth++;
    try {
      if (from.state === 'naming') this.bind(entry);
      else if (from.state === 'valuing' || from.state === 'valued') this.begin(entry);
      else this.run(entry);
    } finally {
      this.depth--;
    }
    // Where only a part of the importer is run again, the rest holds what it held before.
    if (importer && entry.module && !entry.versions.has(importer)) entry.versions.set(importer, entry.module);
    return entry.module;
  }

  /** The present program. One that was there before stays, with what has changed. */
  private programOf(entry: Entry): Program {
    const { program: before, lowered, text } = entry;
    if (before && lowered === text) return before;
    if (entry.live) {
      entry.program = entry.live.parse(text, entry.edits);
    } else {
      const program = parseOnce(this.around.options.parsers, entry.language, text);
      entry.program = before ? graft(before, program, lowered, text) : program;
    }
    entry.edits = undefined;
    entry.lowered = text;
    return entry.program;
  }
}

/** It rests after some milliseconds. */
function* rests(machine: Machine, steps: Generator<void, void>): Generator<void, void> {
  let restAt = machine.budget - SLICE;
  for (const _ of steps) {
    if (machine.budget > restAt) continue;
    yield;
    restAt = machine.budget - SLICE;
  }
}

function isUnrun(module: ModuleUnit | undefined): boolean {
  return module?.state === 'new' || module?.state === 'naming' || module?.state === 'named';
}
