/** How a `tsconfig.json` or `jsconfig.json` maps the names of imports to paths. */
export interface PathMapping {
  /** The folder that bare names are looked for in first. */
  readonly baseUrl?: string;
  /** Patterns with at most one `*`, each with absolute paths that may hold it too. */
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** A `package.json` of the repository. */
export interface PackageFacts {
  readonly folder: string;
  /** It is not published, so a library of the same name is another thing. */
  readonly isPrivate: boolean;
  /** Where `.`, `./part` or `#internal` may stand, as absolute paths, the best first; extensions may differ. */
  readonly targets: (entry: string) => readonly string[];
}

/** What the configuration of a repository says about its imports. Read by the host, told to the resolver. */
export interface ProjectLayout {
  /** Mappings that hold in a folder, those of the nearest configuration first. */
  readonly mappings: (folder: string) => readonly PathMapping[];
  /** The package that a folder belongs to. */
  readonly packageOf: (folder: string) => PackageFacts | undefined;
  /** A package of the same repository, by its name. */
  readonly packageNamed: (name: string, folder: string) => PackageFacts | undefined;
  /** The nearest folder upward that a manifest marks as a project; undefined where there is none. */
  readonly projectRoot: (folder: string) => string | undefined;
  /** Folders below a project's own that its manifest says packages stand in, such as `lib`. */
  readonly sourceFolders: (folder: string) => readonly string[];
  /** Folders that the Python projects of the same repository are imported from, the nearest first. */
  readonly pythonRoots: (folder: string) => readonly string[];
  /** Whether a module or package on disk imports the library whose name it shares. */
  readonly importsNamesake: (path: string, name: string) => boolean;
  /** What files of a folder offer to whoever runs the program: environment variables, and configuration files by name; each with the file. */
  readonly offers: (folder: string) => ReadonlyMap<string, string>;
  /** Configuration has changed: all is to be read anew. */
  readonly forget: () => void;
}

/** A layout where no configuration says anything. */
export const plainLayout: ProjectLayout = {
  mappings: () => [],
  packageOf: () => undefined,
  packageNamed: () => undefined,
  projectRoot: () => undefined,
  sourceFolders: () => [],
  pythonRoots: () => [],
  importsNamesake: () => false,
  offers: () => new Map(),
  forget: () => undefined,
};
