import { addSubclass, forgetClass } from '../flow/classes';
import type { TypeRegistry } from '../flow/interfaces';
import type { ClassUnit, ModuleUnit } from '../flow/units';
import type { Entry } from './entry';

/** What others know of a module's classes counts no more. */
export function retire(module: ModuleUnit, types: TypeRegistry): void {
  module.state = 'gone';
  for (const unit of module.classes.values()) {
    types.forget(unit);
    forgetClass(unit);
  }
}

/** A module stops to use what it imports. */
export function leaveImports(entry: Entry, entries: ReadonlyMap<string, Entry>): void {
  for (const path of entry.imports.values()) {
    const imported = path === undefined ? undefined : entries.get(path);
    imported?.importers.delete(entry);
    imported?.versions.delete(entry);
  }
  entry.imports.clear();
}

/** Gives the way back to what is known of a file now, from amid a run that replaces it. */
export function snapshot(entry: Entry, entries: ReadonlyMap<string, Entry>, types: TypeRegistry): () => void {
  const { module, isProvisional, isSound } = entry;
  const imports = [...entry.imports].map(([specifier, path]) => ({ specifier, path, version: path === undefined ? undefined : entries.get(path)?.versions.get(entry) }));
  const classes = [...module?.classes.values() ?? []].map((unit) => ({ unit, heads: [...unit.heads], heirs: heirsOf(unit) }));
  return () => {
    const half = entry.module;
    if (half && half !== module) retire(half, types);
    leaveImports(entry, entries);
    for (const { specifier, path, version } of imports) {
      entry.imports.set(specifier, path);
      const imported = path === undefined ? undefined : entries.get(path);
      imported?.importers.add(entry);
      if (version) imported?.versions.set(entry, version);
    }
    Object.assign(entry, { module, isProvisional, isSound, isOutdated: true });
    if (!module || half === module) return;
    module.state = 'done';
    for (const { unit, heirs } of classes) unit.subclasses.splice(0, Infinity, ...heirs);
    for (const { unit, heads, heirs } of classes) revive(unit, heads, heirs, half?.classes.get(unit.node), types);
  };
}

/** Classes of other modules that come from it. */
function heirsOf(unit: ClassUnit): ClassUnit[] {
  return unit.subclasses.filter(({ module }) => module !== unit.module);
}

function revive(unit: ClassUnit, heads: readonly ClassUnit[], heirs: readonly ClassUnit[], half: ClassUnit | undefined, types: TypeRegistry): void {
  for (const head of heads) if (head.module.state !== 'gone') addSubclass(head, unit);
  if (unit.required) types.addInterface(unit);
  else types.addClass(unit);
  for (const heir of heirs) {
    const isTaken = half !== undefined && heir.heads.delete(half);
    if (isTaken) heir.bases = heir.bases.map((base) => ({ ...base, refs: base.refs.map((ref) => (ref.kind === 'class' && ref.unit === half ? { ...ref, unit } : ref)) }));
    if (isTaken || heir.module.state !== 'gone') heir.heads.add(unit);
  }
}
