import type { ImportName, ImportStatement } from '../program/program';
import { typeKey } from './interfaces';
import type { Machine } from './machine';
import { importedMember } from './memberSources';
import { lookUp, writeName } from './names';
import { makeObject } from './objects';
import type { ModuleUnit } from './units';
import { ofPath, ofRef, UNKNOWN, type PathRef, type Value } from './value';

/** Binds the names of an import: to the project's own module where there is one, else to library paths. */
export function bindImport(machine: Machine, statement: ImportStatement): void {
  const module = machine.resolveModule(machine.module, statement.module);
  if (module && !machine.isShallow && !machine.frame.unit && isUnderWay(module)) machine.module.late.add(statement);
  // What is read from a command line parsed there is known here as it is there.
  for (const option of module?.closedOptions ?? []) machine.module.closedOptions.add(option);
  if (machine.facts.isTracing(statement.module, 'imports')) machine.found.tracing.add(statement.module);
  for (const name of statement.names) {
    const value = importedValue(machine, statement, name, module);
    if (statement.isReexport) {
      reexport(machine, name, value, module);
      continue;
    }
    if (name.local !== undefined) {
      writeName(machine, name.local, value, true);
      const type = module?.exports.get(typeKey(name.imported));
      if (type) writeName(machine, typeKey(name.local), type, true);
    }
    else if (module) for (const [exported, each] of starNames(module)) writeName(machine, exported, each, true);
  }
}

function isUnderWay({ state, late }: ModuleUnit): boolean {
  return state === 'naming' || state === 'named' || state === 'valuing' || late.size > 0;
}

/** What `from module import *` binds: the names in `__all__`, or else all that do not begin with `_`. */
function starNames(module: ModuleUnit): (readonly [string, Value])[] {
  const listed = module.exports.get('__all__')?.refs.find((ref) => ref.kind === 'object');
  const names = listed?.kind === 'object' && listed.object.isExact ? listed.object.items.map((item) => item.constant) : undefined;
  if (names === undefined || names.some((name) => typeof name !== 'string')) {
    return [...module.exports].filter(([name]) => !name.startsWith('_'));
  }
  return [...module.exports].filter(([name]) => names.includes(name));
}

function reexport(machine: Machine, name: ImportName, value: Value, module: ModuleUnit | undefined): void {
  const exports = machine.module.exports;
  if (name.exported !== undefined && name.exported !== '*') {
    exports.set(name.exported, value);
    const type = module?.exports.get(typeKey(name.imported));
    if (type) exports.set(typeKey(name.exported), type);
  }
  else if (module) for (const [exported, each] of module.exports) if (exported !== 'default') exports.set(exported, each);
}

function importedValue(machine: Machine, statement: ImportStatement, name: ImportName, module: ModuleUnit | undefined): Value {
  const specifier = statement.module.replace(/^node:/, '');
  if (name.imported === '*') {
    const isBare = machine.module.family === 'python' && name.local === specifier.split('.')[0];
    if (module && isBare && specifier.includes('.')) return packageOf(machine, specifier, module);
    if (module) return ofRef({ kind: 'module', module });
    if (isRelative(specifier)) return UNKNOWN;
    return ofPath(machine.facts.canonical(isBare && name.local ? name.local : specifier));
  }
  if (module) return module.exports.get(name.imported) ?? submodule(machine, statement, name) ?? UNKNOWN;
  const own = submodule(machine, statement, name);
  if (own) return own;
  if (isRelative(specifier)) return UNKNOWN;
  const path = machine.facts.member(machine.facts.canonical(specifier), name.imported);
  return importedMember(machine, path, name.local ?? name.imported, statement);
}

/**
 * What `import a.b.c` binds `a` to: the package where it is a regular one, else an object that has the
 * modules as its fields, as a namespace has.
 */
function packageOf(machine: Machine, specifier: string, module: ModuleUnit): Value {
  const [first = '', ...rest] = specifier.split('.');
  const top = machine.resolveModule(machine.module, first);
  if (top) return ofRef({ kind: 'module', module: top });
  const bound = lookUp(machine, first);
  const before = bound?.refs.find((ref) => ref.kind === 'object');
  const made = before?.kind === 'object' ? before.object : makeObject('object', 0);
  let at = made;
  let path = first;
  for (const [index, name] of rest.entries()) {
    path += `.${name}`;
    const own = index === rest.length - 1 ? module : machine.resolveModule(machine.module, path);
    if (own) {
      at.fields.set(name, ofRef({ kind: 'module', module: own }));
      break;
    }
    const inner = at.fields.get(name)?.refs.find((ref) => ref.kind === 'object');
    const next = inner?.kind === 'object' ? inner.object : makeObject('object', 0);
    at.fields.set(name, ofRef({ kind: 'object', object: next }));
    at = next;
  }
  return ofRef({ kind: 'object', object: made });
}

/** A module of a package, where no import has bound its name. */
export function submoduleOf(machine: Machine, module: ModuleUnit, name: string): Value | undefined {
  if (!module.file.endsWith('/__init__.py')) return undefined;
  const found = machine.resolveModule(module, `.${name}`);
  return found && ofRef({ kind: 'module', module: found });
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

const NAMED = 'importlib.import_module()';

/** `importlib.import_module("m")`: where the name is a parameter, the module is the one that a caller names. */
export function importedByName(machine: Machine, name: Value): Value {
  if (typeof name.constant === 'string') return required(machine, name.constant);
  return name.refs.some(({ kind }) => kind === 'symbol') ? ofRef({ kind: 'path', path: NAMED, isInstance: false, schema: name }) : UNKNOWN;
}

/** What a caller has named in the meantime. */
export function namedModule(machine: Machine, ref: PathRef): Value | undefined {
  return ref.path === NAMED && typeof ref.schema?.constant === 'string' ? required(machine, ref.schema.constant) : undefined;
}

/** `require('m')` and `import('m')`. */
export function required(machine: Machine, specifier: string): Value {
  const module = machine.resolveModule(machine.module, specifier);
  if (module) return module.exports.get('module.exports') ?? ofRef({ kind: 'module', module });
  const name = specifier.replace(/^node:/, '');
  return isRelative(name) ? UNKNOWN : ofPath(machine.facts.canonical(name));
}
