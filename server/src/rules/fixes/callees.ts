import type { Analysis } from '../../analysis/analysis';
import type { Expression, Program, Statement } from '../../analysis/program/program';

/** `child_process.exec` for whatever name the file has for it; undefined for anything of its own. */
export function calleePath(analysis: Analysis, callee: Expression): string | undefined {
  if (callee.kind === 'member') {
    const object = calleePath(analysis, callee.object);
    return object === undefined ? undefined : `${object}.${callee.property}`;
  }
  if (callee.kind !== 'name') return undefined;
  return bindings(analysis.program).get(callee.name) ?? (isOwn(analysis.program, callee.name) ? undefined : callee.name);
}

const known = new WeakMap<Program, ReadonlyMap<string, string>>();

/** What imported names stand for, wherever in the file they are imported. */
function bindings(program: Program): ReadonlyMap<string, string> {
  const found = known.get(program);
  if (found) return found;
  const map = new Map<string, string>();
  for (const statement of program.imports) {
    const module = plainModule(statement.module);
    for (const { imported, local } of statement.names) {
      if (local === undefined) continue;
      const isRoot = imported === '*' && module.startsWith(`${local}.`);
      map.set(local, isRoot ? local : imported === '*' || imported === 'default' ? module : `${module}.${imported}`);
    }
  }
  for (const statement of program.body) addRequire(map, statement);
  known.set(program, map);
  return map;
}

function addRequire(map: Map<string, string>, statement: Statement): void {
  const module = requiredModule(statement);
  if (module === undefined || statement.kind !== 'assign') return;
  const { target } = statement;
  if (target.kind === 'name') map.set(target.name, plainModule(module));
  if (target.kind !== 'object') return;
  for (const entry of target.entries) {
    if (entry.target.kind === 'name' && typeof entry.key === 'string') map.set(entry.target.name, `${plainModule(module)}.${entry.key}`);
  }
}

/** `m` of `const x = require('m')`. */
export function requiredModule(statement: Statement): string | undefined {
  if (statement.kind !== 'assign' || statement.value?.kind !== 'call') return undefined;
  const { callee, arguments: given } = statement.value;
  const module = given[0]?.value;
  return callee.kind === 'name' && callee.name === 'require' && module?.kind === 'string' ? module.value : undefined;
}

export function plainModule(module: string): string {
  return module.replace(/^node:/, '');
}

function isOwn(program: Program, name: string): boolean {
  return program.functions.some((it) => it.name === name) || program.classes.some((it) => it.name === name);
}
