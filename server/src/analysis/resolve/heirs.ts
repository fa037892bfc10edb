import type { LanguageFamily } from '../program/program';
import { detached } from '../texts';

const pythonClass = /^[ \t]*class[ \t]+(\w+)[ \t]*\(([^)]*)\)/gm;
const javascriptClass = /\bclass\b\s*([\w$]*)[^{}();]*?\b(?:extends|implements)\s+([\w$.]+(?:<[^{}]*>)?[^{]*)/g;
/** What languages and their most used libraries bring along. */
const wellKnown = /^(extends|implements|object|type|str|int|float|bytes|dict|list|set|tuple|\w*(Error|Exception|Warning|Enum|Element)|ABC|Generic|Protocol|TypedDict|NamedTuple|BaseModel|\w*Component|TestCase|EventEmitter)$/;

/** The names that classes in a text come from and that the text does not define itself, told without parsing it. */
export function basesIn(text: string, family: LanguageFamily): string[] {
  const own = new Set<string>();
  const bases = new Set<string>();
  for (const [, name = '', from = ''] of text.matchAll(family === 'python' ? pythonClass : javascriptClass)) {
    own.add(name);
    for (const base of from.matchAll(/(?<![\w$.=])[A-Za-z_$][\w$.]*(?![\w$.]|\s*=)/g)) bases.add(base[0]);
  }
  return [...bases].filter((base) => !own.has(base) && !wellKnown.test(base.slice(base.lastIndexOf('.') + 1))).map(detached);
}

/** The imports of a text that a base class may come from; all of them where no import is seen to name it. */
export function specifiersOfBase(base: string, specifiers: readonly string[]): readonly string[] {
  const head = base.split('.')[0]!;
  const naming = specifiers.filter((specifier) => specifier === head || specifier.endsWith(`.${head}`));
  if (naming.length === 0) return specifiers;
  return naming.flatMap((specifier) => {
    const before = specifier.slice(0, specifier.length - head.length);
    const module = /^\.*$/.test(before) ? before : before.slice(0, -1);
    return module === '' ? [specifier] : [specifier, module];
  });
}
