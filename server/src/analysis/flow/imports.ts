import type { ImportName, ImportStatement } from '../program/program';
import type { Machine } from './machine';
import { writeName } from './names';
import type { ModuleUnit } from './units';
import { ofPath, ofRef, UNKNOWN, type Value } from './value';

/** Binds the names of an import: to the project's own module where there is one, else to library paths. */
export function bindImport(machine: Machine, statement: ImportStatement): void {
  const module = machine.resolveModule(machine.module, statement.module);
  if (machine.facts.isTracing(statement.module, 'imports')) machine.found.tracing.add(statement.module);
  for (const name of statement.names) {
    const value = importedValue(machine, statement, name, module);
    if (statement.isReexport) {
      reexport(machine, name, value, module);
      continue;
    }
    if (name.local !== undefined) writeName(machine, name.local, value, true);
    else if (module) for (const [exported, each] of module.exports) writeName(machine, exported, each, true);
  }
}

function reexport(machine: Machine, name: ImportName, value: Value, module: ModuleUnit | undefined): void {
  const exports = machine.module.exports;
  if (name.exported !== undefined && name.exported !== '*') exports.set(name.exported, value);
  else if (module) for (const [exported, each] of module.exports) if (exported !== 'default') exports.set(exported, each);
}

function importedValue(machine: Machine, statement: ImportStatement, name: ImportName, module: ModuleUnit | undefined): Value {
  const specifier = statement.module.replace(/^node:/, '');
  if (name.imported === '*') {
    const isBare = machine.module.family === 'python' && name.local === specifier.split('.')[0];
    if (module && !(isBare && specifier.includes('.'))) return ofRef({ kind: 'module', module });
    if (isRelative(specifier)) return UNKNOWN;
    return ofPath(machine.facts.canonical(isBare && name.local ? name.local : specifier));
  }
  if (module) return module.exports.get(name.imported) ?? submodule(machine, statement, name) ?? UNKNOWN;
  const own = submodule(machine, statement, name);
  if (own) return own;
  if (isRelative(specifier)) return UNKNOWN;
  return ofPath(machine.facts.member(machine.facts.canonical(specifier), name.imported));
}

/** Python: `from package import module`. */
function submodule(machine: Machine, statement: ImportStatement, name: ImportName): Value | undefined {
  if (machine.module.family !== 'python') return undefined;
  const separator = statement.module.endsWith('.') ? '' : '.';
  const module = machine.resolveModule(machine.module, `${statement.module}${separator}${name.imported}`);
  return module && ofRef({ kind: 'module', module });
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('@/') || specifier.startsWith('~');
}

/** `require('m')` and `import('m')`. */
export function required(machine: Machine, specifier: string): Value {
  const module = machine.resolveModule(machine.module, specifier);
  if (module) return module.exports.get('module.exports') ?? ofRef({ kind: 'module', module });
  const name = specifier.replace(/^node:/, '');
  return isRelative(name) ? UNKNOWN : ofPath(machine.facts.canonical(name));
}
