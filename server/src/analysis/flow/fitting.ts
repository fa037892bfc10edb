import type { LanguageFamily } from '../program/program';

/** Interfaces, and classes that may fit them by their methods alone. */
export interface TypeShapes {
  readonly interfaces: readonly InterfaceShape[];
  readonly classes: readonly ClassShape[];
}

export interface InterfaceShape {
  readonly family: LanguageFamily;
  readonly required: readonly string[];
  /** Parameters of its first method; undefined where they are not known. */
  readonly parameters: readonly string[] | undefined;
}

export interface ClassShape {
  readonly family: LanguageFamily;
  /** With those that it inherits. */
  readonly methods: ReadonlyMap<string, Parameters>;
}

export interface Parameters {
  readonly names: readonly string[];
  /** It takes any more besides. */
  readonly isOpen: boolean;
}

/** Whether a class fits an interface. A single method is no sign by itself: then its parameters have to be the same, too. */
export function fitsInterface({ required, parameters }: Omit<InterfaceShape, 'family'>, methodNamed: (name: string) => Parameters | undefined): boolean {
  let method: Parameters | undefined;
  for (const name of required) {
    method = methodNamed(name);
    if (!method) return false;
  }
  if (!method || required.length > 1) return method !== undefined;
  return parameters !== undefined && takes(method, parameters);
}

function takes({ names, isOpen }: Parameters, wanted: readonly string[]): boolean {
  return isOpen || (wanted.length > 0 && wanted.every((name) => names.includes(name)));
}

/** Pairs of parts, by their places in the list, of which one has a class that fits an interface of the other. */
export function fittingParts(parts: readonly TypeShapes[]): (readonly [number, number])[] {
  const byMethod = new Map<string, { readonly part: number; readonly shape: ClassShape }[]>();
  for (const [part, { classes }] of parts.entries()) {
    for (const shape of classes) {
      for (const name of shape.methods.keys()) {
        const known = byMethod.get(name);
        if (known) known.push({ part, shape });
        else byMethod.set(name, [{ part, shape }]);
      }
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (const [part, { interfaces }] of parts.entries()) {
    for (const one of interfaces) {
      for (const other of byMethod.get(one.required[0] ?? '') ?? []) {
        if (other.part === part || other.shape.family !== one.family) continue;
        if (fitsInterface(one, (name) => other.shape.methods.get(name))) pairs.push([part, other.part]);
      }
    }
  }
  return pairs;
}
