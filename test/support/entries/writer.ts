import type { CatalogueFile } from '../../../server/src/analysis/catalogue/format';
import type { CatalogueView } from '../../../server/src/analysis/catalogue/view';
import type { Language } from './arguments';

/** How an object of a class comes about in a program. */
export type Making = 'constructed' | 'given' | 'parameter';
export const makings: readonly Making[] = ['constructed', 'given', 'parameter'];

/** What a language's facts say together of how things are reached. */
export interface Ways {
  readonly language: Language;
  readonly view: CatalogueView;
  readonly packages: readonly string[];
  /** Class to the paths of calls (`()` behind) and properties that give an object of it. */
  readonly givers: ReadonlyMap<string, readonly string[]>;
}

export function waysOf(files: readonly CatalogueFile[], language: Language, view: CatalogueView): Ways {
  const own = files.filter((file) => file.language === language);
  const givers = new Map<string, string[]>();
  for (const fact of own.flatMap((file) => file.types ?? [])) {
    const owner = fact.names[0]!;
    const add = (member: string, type: string, suffix: string): void => {
      const path = (member.startsWith(`${owner.split('.')[0]!}.`) ? member : `${owner}.${member}`) + suffix;
      const name = view.canonical(type);
      if (type !== 'self' && !path.startsWith(`${name}.`)) givers.set(name, [...givers.get(name) ?? [], path]);
    };
    for (const [member, type] of Object.entries(fact.returns ?? {})) add(member, type, '()');
    for (const [member, type] of Object.entries(fact.properties ?? {})) add(member, type, '');
  }
  return { language, view, packages: [...new Set(own.flatMap((file) => file.packages))].sort((a, b) => b.length - a.length), givers };
}

const reserved: ReadonlySet<string> = new Set(['delete', 'import', 'export', 'new', 'in', 'create']);

/** Writes the expressions of one program, and gathers the imports and parameters that they need. */
export class Writer {
  readonly imports = new Set<string>();
  readonly parameters: string[] = [];
  private readonly underway = new Set<string>();

  constructor(private readonly ways: Ways, private readonly making: Making) {}

  /** The expression that the path names, and of a class the class itself. */
  reach(path: string): string {
    if (path.endsWith('()')) return `${this.reach(path.slice(0, -2))}()`;
    const module = this.moduleOf(path);
    if (path === module) return this.imported(module);
    const dot = path.lastIndexOf('.');
    const parent = path.slice(0, dot);
    const last = path.slice(dot + 1);
    if (parent === 'builtins' || parent === 'globalThis') return last;
    if (parent === module && !this.isObject(parent) && !reserved.has(last)) return this.member(module, last);
    const owner = this.isObject(parent) ? this.instance(parent) : this.reach(parent);
    return /^\w+$/.test(last) ? `${owner}.${last}` : `${owner}[${JSON.stringify(last)}]`;
  }

  /** An object of the class. */
  instance(type: string): string {
    const giver = this.ways.givers.get(this.ways.view.canonical(type))?.find((path) => !this.underway.has(path));
    if (this.making === 'parameter' && /^[A-Z]/.test(lastPart(type))) return this.parameter(type);
    if (giver !== undefined && (this.making !== 'constructed' || !/^[A-Z]/.test(lastPart(type)))) return this.given(giver);
    if (!/^[A-Z]/.test(lastPart(type))) return this.reach(type);
    return this.ways.language === 'python' ? `${this.reach(type)}()` : `(new ${this.reach(type)}())`;
  }

  private given(path: string): string {
    this.underway.add(path);
    const code = this.reach(path);
    this.underway.delete(path);
    return this.ways.language === 'python' || !path.endsWith('()') ? code : `(await ${code})`;
  }

  private parameter(type: string): string {
    const name = `given${this.parameters.length}`;
    this.parameters.push(`${name}: ${this.reach(type)}`);
    return name;
  }

  private isObject(path: string): boolean {
    return !path.endsWith('()') && (this.ways.view.type(path) !== undefined || this.ways.givers.has(path)) && path !== this.moduleOf(path);
  }

  private moduleOf(path: string): string {
    const name = this.ways.packages.find((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}/`)) ?? path.split('.')[0]!;
    if (path[name.length] === '/') return path.slice(0, (path.indexOf('.', name.length) + 1 || path.length + 1) - 1);
    if (this.ways.language === 'javascript') return name;
    // `from a.b import C` for what starts with a capital, the longest package for functions.
    const capital = /^[a-z_\d.]*?(?=\.[A-Z])/.exec(path)?.[0];
    return capital !== undefined && capital.startsWith(name) ? capital : name;
  }

  private member(module: string, name: string): string {
    if (this.ways.language === 'python') {
      this.imports.add(`from ${module} import ${name}`);
      return name;
    }
    const local = name === 'default' ? `default_${this.imports.size}` : name;
    this.imports.add(name === 'default' ? `import ${local} from ${JSON.stringify(module)};` : `import { ${name} } from ${JSON.stringify(module)};`);
    return local;
  }

  /** A thing whose class is not known, given to the program. */
  unknown(name: string): string {
    if (!this.parameters.includes(name)) this.parameters.push(name);
    return name;
  }

  private imported(module: string): string {
    if (module === 'builtins' || module === 'globalThis') return module;
    if (this.ways.language === 'python') {
      this.imports.add(`import ${module}`);
      return module;
    }
    const local = `module_${module.replace(/\W+/g, '_')}`;
    if (this.ways.view.canonical(`${module}.default`) === this.ways.view.canonical(module)) this.imports.add(`import ${local} from ${JSON.stringify(module)};`);
    else this.imports.add(`import * as ${local} from ${JSON.stringify(module)};`);
    return local;
  }
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1);
}
