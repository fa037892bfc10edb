import { providerOfModel, splitModelId, type ProviderFact } from '../../analysis/catalogue/providers';
import type { ModelUse, Setting } from '../../analysis/usage';
import { placeKey } from './place';

/** Code that makes models of several providers from one setting: which id goes with which of them is decided at run time. */
export interface Factory {
  /** The most telling one first. */
  readonly uses: readonly ModelUse[];
  /** Ids that only one of the providers gives out. */
  readonly homes: ReadonlyMap<string, ProviderFact>;
}

/** Two providers in one function are a factory; in the functions of one file it takes three, since two may each have their own use. */
const FEWEST = { function: 2, file: 3 } as const;

/** The factory of each use that is part of one. `providerOf` says who runs the models of a use. */
export function factoriesOf(uses: readonly ModelUse[], providerOf: (use: ModelUse) => string | undefined): ReadonlyMap<ModelUse, Factory> {
  const found = new Map<ModelUse, Factory>();
  for (const extent of ['function', 'file'] as const) {
    const groups = new Map<string, ModelUse[]>();
    for (const use of uses) {
      if (found.has(use) || !use.model) continue;
      const key = JSON.stringify([use.at.file, extent === 'function' ? use.owner ?? '' : '', fingerprint(use.model)]);
      groups.set(key, [...groups.get(key) ?? [], use]);
    }
    for (const group of groups.values()) {
      const names = new Set(group.flatMap((use) => providerOf(use) ?? []));
      if (names.size < FEWEST[extent] || !isChosen(group[0]!.model!)) continue;
      const factory = { uses: group, homes: homesOf(group[0]!.model!, names) };
      for (const use of group) found.set(use, factory);
    }
  }
  return found;
}

/** What is given to all of them: equal texts from equal places. */
function fingerprint({ constants, environment }: Setting): unknown {
  return [constants.map(({ value, at }) => [value, at && placeKey(at)]).sort(), environment];
}

/** One constant for all is no choice. */
function isChosen({ constants, environment, isOpen }: Setting): boolean {
  return constants.length > 1 || environment.length > 0 || isOpen;
}

function homesOf({ constants }: Setting, names: ReadonlySet<string>): ReadonlyMap<string, ProviderFact> {
  return new Map(constants.flatMap(({ value }) => {
    const provider = splitModelId(value)?.provider ?? providerOfModel(value);
    return provider && names.has(provider.name) ? [[value, provider] as const] : [];
  }));
}
