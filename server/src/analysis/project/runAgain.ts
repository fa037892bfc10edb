import { enterAgain } from '../flow/entering';
import { summarise } from '../flow/functions';
import { stepsOf } from '../flow/story';
import type { Machine } from '../flow/machine';
import { followShared } from '../flow/shared';
import type { FunctionUnit, ModuleUnit } from '../flow/units';
import { isTouchedOutside, type Touched } from '../program/graft';
import { mentionsIn } from '../program/mentions';
import type { Span } from '../program/program';
import { fingerprintOf } from './fingerprint';
import { forgetGone, forgetRun, outermost } from './forgetting';
import { intersects, TopLevel } from './topLevel';

/** Functions that are run again for one edit; where it concerns more, the whole module is. */
const MOST = 24;

/**
 * Runs anew what an edit has changed in a module: statements of the top level, functions that mention
 * what these bind, functions whose bodies have changed, and those that call them as long as they mean
 * something else than before. False where that is no less than running the module.
 */
export function runAgain(machine: Machine, module: ModuleUnit, touched: Touched): boolean {
  if (touched.isWhole || !module.frame?.state) return false;
  machine.frame = module.frame;
  return new Again(machine, module, new TopLevel(machine, module, module.frame)).run(touched);
}

class Again {
  private readonly queue = new Set<FunctionUnit>();
  /** Functions that may tell something else now. */
  private readonly changed = new Set<FunctionUnit>();
  private runs = 0;

  constructor(private readonly machine: Machine, private readonly module: ModuleUnit, private readonly top: TopLevel) {}

  run(touched: Touched): boolean {
    const { module, machine, top } = this;
    for (const unit of forgetGone(machine, module)) this.queueCallers(unit);
    if (isTouchedOutside(touched) && !top.run(touched)) return false;
    this.queueMentioning(top.changed, touched.members);
    this.queueLeft();
    for (const node of touched.classes) for (const method of module.classes.get(node)?.methods.values() ?? []) this.queueUnit(method);
    for (const node of touched.functions) this.queueUnit(module.functions.get(node));
    while (this.queue.size > 0) {
      if (!this.runQueue() || !this.askTellers()) return false;
    }
    for (const _ of followShared(machine, module));
    return true;
  }

  private queueUnit(unit: FunctionUnit | undefined): void {
    if (unit && unit.module === this.module && this.module.functions.get(unit.node) === unit) this.queue.add(outermost(unit));
  }

  /** Those that use names, or members of such names, and those that are new. */
  private queueMentioning(names: ReadonlySet<string>, members: ReadonlySet<string>): void {
    for (const unit of this.module.functions.values()) {
      if (unit.outer.unit) continue;
      const mentions = mentionsIn(unit.node);
      if (unit.state === 'new' || intersects(names, mentions.names) || intersects(members, mentions.members)) this.queue.add(unit);
    }
  }

  /** What was found because they are called from outside is found again where they still are. */
  private queueLeft(): void {
    for (const unit of this.top.left) this.queueUnit(unit);
    this.top.left.clear();
  }

  private runQueue(): boolean {
    const { machine, module } = this;
    for (const unit of this.queue) {
      this.queue.delete(unit);
      if (this.runs + this.queue.size >= MOST) return false;
      this.runs++;
      const before = unit.summary && fingerprintOf(unit);
      forgetRun(machine, module, unit);
      summarise(machine, unit);
      this.changed.add(unit);
      for (const entry of [...module.entries]) if (entry.target.refs.some((ref) => ref.kind === 'function' && ref.unit === unit)) enterAgain(machine, entry);
      if (before !== undefined && fingerprintOf(unit) === before) continue;
      if (!this.queueCallers(unit)) return false;
    }
    return true;
  }

  /** Functions of the module with a call of it; calls at the top level are made at once. */
  private queueCallers(unit: FunctionUnit): boolean {
    const places = this.machine.found.sightings.callers.get(unit)?.get(this.module) ?? [];
    const outside: Span[] = [];
    for (const place of places) {
      const around = this.functionAt(place);
      if (!around) outside.push(place);
      else if (outermost(around) !== unit) this.queueUnit(around);
    }
    return this.runTop(outside);
  }

  private runTop(places: readonly Span[]): boolean {
    if (places.length === 0) return true;
    const before = new Set(this.top.changed);
    if (!this.top.runAt(places)) return false;
    this.queueLeft();
    const names = new Set([...this.top.changed].filter((name) => !before.has(name)));
    if (names.size > 0) this.queueMentioning(names, new Set());
    return true;
  }

  /**
   * What stands in one of the functions, or passed through it, may have been found on account of another:
   * that one can say whether it still holds. False where it is not of this module.
   */
  private askTellers(): boolean {
    const { module, machine, changed } = this;
    const isInside = ({ start }: Span): boolean => [...changed].some(({ node }) => node.start <= start && start < node.end);
    const top: Span[] = [];
    for (const { by, sink, taint } of machine.found.flows.values()) {
      if (by && changed.has(outermost(by))) continue;
      const places = [...(sink.module === module ? [sink.at] : []), ...stepsOf(taint.story).flatMap(({ file, span }) => (file === module.file ? [span] : []))];
      if (!places.some(isInside)) continue;
      if (by && by.module !== module) return false;
      if (by) this.queueUnit(by);
      else top.push(...places);
    }
    return this.runTop(top);
  }

  private functionAt(place: Span): FunctionUnit | undefined {
    const node = this.module.program.functions.find(({ bodySpan }) => bodySpan.start <= place.start && place.start < bodySpan.end);
    return node && this.module.functions.get(node);
  }
}
