import { enterShaped } from '../flow/entries';
import type { Frame } from '../flow/frame';
import { typeKey } from '../flow/interfaces';
import type { Machine } from '../flow/machine';
import { collectExports, enterExports } from '../flow/run';
import { execute, hoist } from '../flow/statements';
import { stepsOf } from '../flow/story';
import type { FunctionUnit, ModuleUnit } from '../flow/units';
import type { Touched } from '../program/graft';
import { boundBy, mentionsAround } from '../program/mentions';
import type { Span, Statement } from '../program/program';
import { outlineOf } from './fingerprint';
import { dropClass, dropFunction, emptyClass, forgetTop, leaveEntries } from './forgetting';

/** Statements depend on each other so many times in a row before the whole module is run. */
const ROUNDS = 4;

/**
 * Runs statements of the top level once more, in what the module's names mean at its end: those that
 * an edit has changed, those that bind the same names, and those that mention one that means
 * something else now.
 */
export class TopLevel {
  /** Names that mean something else than before. */
  readonly changed = new Set<string>();
  /** Functions that were called from outside by a statement that was run. */
  readonly left = new Set<FunctionUnit>();
  private readonly ran = new Set<Statement>();
  private readonly bound = new Map<Statement, ReadonlySet<string>>();
  private hasForgottenFound = false;

  constructor(private readonly machine: Machine, private readonly module: ModuleUnit, private readonly frame: Frame) {}

  /** False where the statements do not come to rest. */
  run(touched: Touched): boolean {
    const { module, machine } = this;
    for (const node of touched.signatures) dropFunction(machine, module, node);
    const first = new Set(touched.statements);
    for (const name of touched.names) this.changed.add(name);
    for (const statement of first) for (const name of this.boundIn(statement)) this.changed.add(name);
    return this.settle(first, new Set(this.changed), (name) => isDefinition(touched.statements, name));
  }

  /** Runs the statements that stand at these places. */
  runAt(places: readonly Span[]): boolean {
    const statements = this.at(places).filter((statement) => !this.ran.has(statement));
    return statements.length === 0 || this.settle(new Set(statements), new Set(statements.flatMap((one) => [...this.boundIn(one)])), () => false);
  }

  /** `isSure` says of which names it needs no look whether they have changed. */
  private settle(first: ReadonlySet<Statement>, names: ReadonlySet<string>, isSure: (name: string) => boolean): boolean {
    let statements = first;
    let open = names;
    for (let round = 0; round < ROUNDS; round++) {
      const binders = this.module.program.body.filter((statement) => statements.has(statement) || intersects(this.boundIn(statement), open));
      if (binders.length === 0 && open.size === 0) return true;
      const all = new Set([...open, ...binders.flatMap((statement) => [...this.boundIn(statement)])]);
      const before = this.outlines(all);
      this.execute(binders, all);
      const after = this.outlines(all);
      const changed = new Set([...all].filter((name) => (isSure(name) && open.has(name)) || before.get(name) === undefined || before.get(name) !== after.get(name)));
      for (const name of all) if (changed.has(name)) this.changed.add(name); else this.changed.delete(name);
      if (changed.size === 0) return true;
      statements = new Set(this.module.program.body.filter((statement) => !this.ran.has(statement) && intersects(mentionsAround(statement).names, changed)));
      open = new Set();
      if (statements.size === 0) return true;
    }
    return false;
  }

  private execute(statements: readonly Statement[], names: ReadonlySet<string>): void {
    const { machine, module, frame } = this;
    const all = [...statements, ...this.forgetFound(statements)];
    const ordered = module.program.body.filter((statement) => all.includes(statement));
    const isInside = (place: Span): boolean => ordered.some((statement) => contains(statement, place));
    for (const unit of leaveEntries(module, ({ site }) => site.module === module && isInside(site.call))) this.left.add(unit);
    for (const unit of [...module.classes.values()]) {
      if (!isInside(unit.node) || unit.outer !== frame) continue;
      // An interface has a node of its own, and is made anew from its statement.
      const isAnother = unit.node.name !== undefined && unit.node.name !== unit.name;
      if (isAnother || unit.node.id < 0) dropClass(machine, module, unit);
      else emptyClass(machine, unit);
    }
    frame.unbind([...names, ...[...names].map(typeKey)]);
    const { state } = frame;
    hoist(machine, ordered);
    execute(machine, ordered);
    frame.state ??= state;
    for (const statement of ordered) this.ran.add(statement);
    for (const name of names) module.exports.delete(name);
    collectExports(machine, module);
    if (module.family === 'python') for (const name of module.exports.keys()) if (!frame.state?.vars.has(name)) module.exports.delete(name);
    enterExports(machine, module, (name) => names.has(name));
    for (const unit of [...module.functions.values()]) if (unit.state === 'new' && isInside(unit.node)) enterShaped(machine, unit);
  }

  /** What was found at the top level is found again by the statements that it stands in. */
  private forgetFound(statements: readonly Statement[]): Statement[] {
    if (this.hasForgottenFound) return [];
    this.hasForgottenFound = true;
    const { flows, places } = forgetTop(this.machine);
    const own = flows.flatMap(({ sink, taint }) => [
      ...(sink.module === this.module ? [sink.at] : []), ...stepsOf(taint.story).flatMap(({ file, span }) => (file === this.module.file ? [span] : [])),
    ]);
    return this.at([...own, ...places]).filter((statement) => !statements.includes(statement) && !this.ran.has(statement));
  }

  /** Statements around places that stand in no function. */
  private at(places: readonly Span[]): Statement[] {
    const { body, functions } = this.module.program;
    const open = places.filter((place) => !functions.some(({ bodySpan }) => contains(bodySpan, place)));
    return open.length === 0 ? [] : body.filter((statement) => open.some((place) => contains(statement, place)));
  }

  private boundIn(statement: Statement): ReadonlySet<string> {
    let known = this.bound.get(statement);
    if (!known) this.bound.set(statement, (known = boundBy([statement])));
    return known;
  }

  private outlines(names: Iterable<string>): Map<string, string | undefined> {
    const vars = (this.frame.state ?? this.frame.exit)?.vars;
    return new Map([...names].map((name) => [name, vars?.has(name) ? outlineOf(this.module, vars.get(name)) : undefined]));
  }
}

/** What functions and classes mean is not told by the value of their name. */
function isDefinition(statements: ReadonlySet<Statement>, name: string): boolean {
  return [...statements].some((statement) => {
    const { kind } = statement.kind === 'export' && statement.declaration ? statement.declaration : statement;
    return (kind === 'function' || kind === 'class' || kind === 'type') && boundBy([statement]).has(name);
  });
}

function contains(around: Span, { start }: Span): boolean {
  return around.start <= start && start < around.end;
}

export function intersects(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const [fewer, more] = some.size < others.size ? [some, others] : [others, some];
  for (const one of fewer) if (more.has(one)) return true;
  return false;
}
