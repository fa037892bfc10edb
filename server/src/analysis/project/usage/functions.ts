import type { Found } from '../../flow/machine';
import type { ModuleUnit } from '../../flow/units';
import type { FunctionNode, Span } from '../../program/program';
import type { FunctionUse } from '../../usage';
import { placeOf } from './settings';

/** Who calls whom, and who does what, over the whole project. */
export interface Functions {
  readonly all: readonly FunctionUse[];
  /** The innermost function around a place. */
  readonly ownerOf: (module: ModuleUnit, span: Span) => string | undefined;
}

interface Draft {
  readonly node: FunctionNode;
  readonly calls: Set<string>;
  readonly callsGiven: Set<string>;
  readonly powers: Map<string, FunctionUse['powers'][number]>;
}

export function idOf(module: ModuleUnit, node: FunctionNode): string {
  return `${module.file}#${node.id}`;
}

/** Builds the call graph. A function also has what is written inside it: callbacks, generators, closures. */
export function functionsOf(modules: readonly ModuleUnit[], founds: readonly Found[]): Functions {
  const drafts = new Map<string, Draft>();
  const module = new Map<string, ModuleUnit>();
  for (const one of modules) {
    for (const node of one.program.functions) {
      const id = idOf(one, node);
      drafts.set(id, { node, calls: new Set(), callsGiven: new Set(), powers: new Map() });
      module.set(id, one);
    }
  }
  const owners = new Map<ModuleUnit, Map<number, string | undefined>>();
  const ownerOf = (one: ModuleUnit, span: Span): string | undefined => {
    let known = owners.get(one);
    if (!known) owners.set(one, (known = new Map()));
    if (!known.has(span.start)) {
      const node = innermost(one.program.functions, { start: span.start, end: span.start + 1 });
      known.set(span.start, node && idOf(one, node));
    }
    return known.get(span.start);
  };
  for (const one of modules) {
    for (const node of one.program.functions) {
      const around = enclosing(one.program.functions, node);
      if (around) drafts.get(idOf(one, around))?.calls.add(idOf(one, node));
    }
  }
  for (const { sightings } of founds) addFound(sightings, drafts, ownerOf);
  const all = [...drafts].map(([id, { node, calls, callsGiven, powers }]) => ({
    id, name: node.name ?? '', at: placeOf(module.get(id)!, node.nameSpan), calls: [...calls].sort(), callsGiven: [...callsGiven].sort(),
    powers: [...powers.values()].sort((a, b) => (a.family < b.family ? -1 : a.family > b.family ? 1 : a.at.span.start - b.at.span.start)),
  }));
  return { all, ownerOf };
}

function addFound(sightings: Found['sightings'], drafts: ReadonlyMap<string, Draft>, ownerOf: Functions['ownerOf']): void {
  for (const [unit, places] of sightings.callers) {
    const callee = idOf(unit.module, unit.node);
    if (!drafts.has(callee)) continue;
    for (const [module, sites] of places) {
      for (const place of sites) {
        const owner = ownerOf(module, place);
        if (owner === undefined || owner === callee) continue;
        drafts.get(owner)?.[isGiven(module, place.start) ? 'callsGiven' : 'calls'].add(callee);
      }
    }
  }
  for (const list of sightings.powers.values()) {
    for (const { family, site } of list) {
      const owner = ownerOf(site.module, site.call);
      const draft = owner === undefined ? undefined : drafts.get(owner);
      if (draft && !draft.powers.has(family)) draft.powers.set(family, { family, at: placeOf(site.module, site.call), name: site.name });
    }
  }
}

/** Whether the call at this offset is of a parameter: of the function that it stands in, or of one around that. */
function isGiven({ text, program }: ModuleUnit, offset: number): boolean {
  const name = /^(?:await\s+)?([A-Za-z_$][\w$]*)\s*(?:\?\.)?\(/.exec(text.slice(offset, offset + 80))?.[1];
  return name !== undefined && program.functions.some((node) => node.start <= offset && offset < node.end
    && node.parameters.some(({ target }) => target.kind === 'name' && target.name === name));
}

function innermost(functions: readonly FunctionNode[], span: Span): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (const node of functions) {
    if (node.start <= span.start && node.end >= span.end && (!found || node.end - node.start < found.end - found.start)) found = node;
  }
  return found;
}

function enclosing(functions: readonly FunctionNode[], inner: FunctionNode): FunctionNode | undefined {
  return innermost(functions.filter((node) => node !== inner && node.end - node.start > inner.end - inner.start), inner);
}
