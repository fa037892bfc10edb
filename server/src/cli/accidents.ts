import { withoutModels } from '../analysis/resolve/anchors';
import { unrelatedFile, type Resolve, type Unrelated } from '../analysis/resolve/related';
import { projectsBelow } from './projects';
import { familyOf } from './units';
import type { UnitFile } from './unitExaminer';

interface Walked {
  readonly root: string;
  /** Files that name something of interest. */
  readonly relevant: ReadonlyMap<string, UnitFile>;
  readonly unrelated: readonly Unrelated[];
  /** What the relevant ones import. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** Those that name the host of a provider. */
  readonly hosted: ReadonlySet<string>;
  readonly isSdk: (specifier: string, path: string) => boolean;
  readonly resolve: Resolve;
}

interface Chosen {
  /** Relevant files that are passed over after all. */
  readonly accidents: readonly string[];
  readonly unrelated: readonly Unrelated[];
  /** The relevant files for whose sake others are drawn in, and what they import. */
  readonly seeds: ReadonlyMap<string, readonly string[]>;
}

/** As long as the shortest key of a provider, or nearly. A key in the source matters wherever it stands. */
const key = /(?<![A-Za-z0-9])(?:sk-|hf_|AIza|gsk_)[\w-]{20,}/;

/** Tells files that have to do with models from those that share a name with such: `together` of a package for algebra. */
export function withoutAccidents({ root, relevant, unrelated, imports, hosted, isSdk, resolve }: Walked): Chosen {
  const projectOf = projectsBelow(root);
  const naming = [...imports].map(([path, specifiers]) => ({ path, specifiers, hasHost: hosted.has(path) }));
  const bare = withoutModels([...imports.keys(), ...unrelated.map(({ path }) => path)], naming, { resolve, isSdk, projectOf });
  if (bare.size === 0) return { accidents: [], unrelated, seeds: imports };
  const isApart = (path: string): boolean => bare.has(projectOf(path));
  const accidents = [...relevant.values()].filter(({ path, text }) => isApart(path) && !key.test(text));
  const passedOver = accidents.map(({ path, text, language }) => unrelatedFile(path, text, familyOf(language)));
  return {
    accidents: accidents.map(({ path }) => path),
    unrelated: [...unrelated, ...passedOver].map((file) => (isApart(file.path) ? { ...file, isApart: true } : file)),
    seeds: new Map([...imports].filter(([path]) => !isApart(path))),
  };
}
