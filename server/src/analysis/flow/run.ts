import { makeObject, memberOfObject } from './objects';
import type { ModuleUnit } from './units';
import { forgetSummary } from './classes';
import { summarise } from './functions';
import { bindImport } from './imports';
import { Frame, joinStates } from './frame';
import { typeKey } from './interfaces';
import type { Machine } from './machine';
import { execute, hoist } from './statements';
import { resettle, settleClass, unsettle } from './settling';
import { followClass } from './definitions';
import { enterOffered } from './describedTools';
import { enterAgain } from './entering';
import { enterNamed, enterShaped } from './entries';
import { lookUp } from './names';
import { followStates } from './graphStates';
import { followShared } from './shared';
import { bindStores } from './stores';
import { ofRef } from './value';

/*
 * A module is run in three parts: once to bind its names, once to follow the values of its top level, then every
 * function that nothing called. Its imports have come as far before each part begins, so that files which import each
 * other in a circle see each other's names before any value is followed, and each other's values before any function is.
 * Each part rests after each piece of work; nothing else may run on the machine meanwhile.
 */

/** The first part. */
export function* bindInSteps(machine: Machine, module: ModuleUnit): Generator<void, void> {
  if (module.state !== 'new') return;
  module.state = 'naming';
  machine.isShallow = true;
  yield* pass(machine, module, undefined);
  collectExports(machine, module);
  machine.isShallow = false;
  module.state = 'named';
}

/** The second part. */
export function* valueInSteps(machine: Machine, module: ModuleUnit): Generator<void, void> {
  if (module.state !== 'named') return;
  module.state = 'valuing';
  yield* pass(machine, module, module.frame);
  collectExports(machine, module);
  module.state = 'valued';
}

/** Between the second part and the last: what was seen of files that import it in turn was not all of them. */
export function lookAgain(machine: Machine, module: ModuleUnit): void {
  if (module.state !== 'valued' || !module.frame) return;
  for (const unit of module.early) {
    forgetSummary(unit);
    if (unit.owner) resettle(unit.owner);
  }
  module.early.clear();
  if (module.late.size === 0) return;
  machine.frame = module.frame;
  for (const statement of module.late) bindImport(machine, statement);
  module.late.clear();
  collectExports(machine, module);
}

/** The last part. */
export function* followInSteps(machine: Machine, module: ModuleUnit): Generator<void, void> {
  if (module.state !== 'valued' || !module.frame) return;
  module.state = 'running';
  machine.frame = module.frame;
  const { defined, entries } = module;
  const entrances = [...entries];
  for (const unit of defined) yield followClass(machine, unit);
  defined.clear();
  for (const entrance of entrances) yield void enterAgain(machine, entrance);
  for (const unit of module.classes.values()) yield settleClass(machine, unit);
  for (const unit of module.functions.values()) yield void summarise(machine, unit);
  enterExports(machine, module);
  for (const unit of module.functions.values()) yield enterShaped(machine, unit);
  enterOffered(machine, module);
  yield* followStates(machine, module);
  yield* followShared(machine, module);
  module.state = 'done';
}

/** Makes a module run again with the functions and classes it has: more is known of them now. */
export function resetModule(module: ModuleUnit): void {
  module.state = 'new';
  module.early.clear();
  module.late.clear();
  module.called.clear();
  module.defined.clear();
  module.entries.length = 0;
  module.handed.clear();
  module.recorded.clear();
  module.offered.clear();
  module.nodes.clear();
  module.stateNodes.length = 0;
  module.events.clear();
  for (const unit of module.functions.values()) {
    unit.state = 'new';
    unit.summary = undefined;
  }
  for (const unit of module.classes.values()) unsettle(unit);
}

function* pass(machine: Machine, module: ModuleUnit, earlier: Frame | undefined): Generator<void, Frame> {
  const frame = new Frame(module, undefined, undefined, earlier && (earlier.state ?? earlier.exit)?.vars);
  for (const unit of module.functions.values()) if (unit.outer === earlier) unit.outer = frame;
  module.frame = frame;
  machine.frame = frame;
  if (module.family === 'javascript') bindCommonJs(frame);
  bindStores(machine, module, frame);
  hoist(machine, module.program.body);
  for (const statement of module.program.body) yield execute(machine, [statement]);
  frame.exit = joinStates(frame.exit, frame.state);
  frame.state ??= frame.exit;
  return frame;
}

/** What others can import: declared exports, CommonJS exports; in Python every name. */
export function collectExports(machine: Machine, module: ModuleUnit): void {
  const exports = module.exports;
  for (const statement of module.program.body) {
    if (statement.kind !== 'export') continue;
    for (const { exported, local } of statement.names) {
      const value = lookUp(machine, local);
      if (value) exports.set(exported, value);
      const type = lookUp(machine, typeKey(local));
      if (type) exports.set(typeKey(exported), type);
    }
  }
  if (module.family === 'python') for (const [name, value] of module.frame?.state?.vars ?? []) exports.set(name, value);
  else collectCommonJs(module);
}

/** `module.exports = …` and `exports.name = …`. */
function collectCommonJs(module: ModuleUnit): void {
  const own = module.frame?.state?.vars.get('module');
  const exported = memberOfObject(own, 'exports');
  if (!exported) return;
  for (const ref of exported.refs) {
    if (ref.kind === 'object') for (const [name, value] of ref.object.fields) module.exports.set(name, value);
  }
  if (exported.refs.some((ref) => ref.kind !== 'object' || ref.object.fields.size > 0)) {
    module.exports.set('module.exports', exported);
    if (!module.exports.has('default')) module.exports.set('default', exported);
  }
}

function bindCommonJs(frame: Frame): void {
  const exports = ofRef({ kind: 'object', object: makeObject('object', 0) });
  const module = makeObject('object', 0);
  module.fields.set('exports', exports);
  frame.state?.set('module', ofRef({ kind: 'object', object: module }));
  frame.state?.set('exports', exports);
}

/** Exported functions that a platform finds by name. */
export function enterExports(machine: Machine, module: ModuleUnit, isMeant: (name: string) => boolean = () => true): void {
  for (const [name, value] of module.exports) {
    if (!isMeant(name)) continue;
    for (const ref of value.refs) if (ref.kind === 'function' && ref.unit.module === module) enterNamed(machine, ref.unit.node, value, name);
  }
}
