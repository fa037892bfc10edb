import { queryObjects } from 'node:v8';
import type { Tree } from 'web-tree-sitter';
import { expect, test } from 'vitest';
import { Frame } from '../../server/src/analysis/flow/frame';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { LiveText } from '../../server/src/analysis/languages/live';
import type { Parsers } from '../../server/src/analysis/languages/grammars';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Linter } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers } from '../support/fixtures';

/** Objects that are still reachable are counted, not bytes: every run of a function, class body or module is a frame. */

const bundled = await bundledParsers();
const IMPORTERS = 6;

const ask = {
  py: 'from openai import OpenAI\nfrom abc import ABC, abstractmethod\n\nclient = OpenAI()\n\nclass Store(ABC):\n    @abstractmethod\n    def keep(self, text): ...\n\n'
    + 'def ask(text):\n    note = 1\n    return client.responses.create(model="m", input=text).output_text\n',
  ts: "import OpenAI from 'openai';\n\nconst client = new OpenAI();\n\nexport interface Store { keep(text: string): string }\n\n"
    + "export async function ask(text: string) {\n  const note = 1;\n  return (await client.responses.create({ model: 'm', input: text })).output_text;\n}\n",
};
const using = {
  py: (at: number) => `from ask import ask, Store\n\nclass Own${at}(Store):\n    def keep(self, text):\n        self.kept = text\n        return eval(ask(text))\n\n\ndef use_${at}(text):\n    note = 1\n    return eval(Own${at}().keep(text))\n`,
  ts: (at: number) => `import { ask, type Store } from './ask';\n\nclass Own${at} implements Store {\n  kept = '';\n  keep(text: string) { this.kept = text; return eval(this.kept); }\n}\n\nexport async function use_${at}(text: string) {\n  const note = 1;\n  return eval(await ask(new Own${at}().keep(text)));\n}\n`,
};
const added = {
  py: (name: string) => `\nclass Added_${name}:\n    def method_${name}(self, text):\n        self.field_${name} = text\n        return "a text of ${name}"\n\ndef call_${name}(text):\n    return eval(Added_${name}().method_${name}(text))\n`,
  ts: (name: string) => `\nexport interface Added_${name} { method_${name}(text: string): string }\nexport class Made_${name} implements Added_${name} { method_${name}(text: string) { return eval(text); } }\n`,
};
type Ending = keyof typeof ask;

/** Someone at work in a project: the same things over and over, always under names that were not there before. */
class Work {
  private readonly disk = new Map<string, string>();
  private readonly linter: Linter;
  private rounds = 0;
  private trees = 0;

  constructor() {
    for (const ending of ['py', 'ts'] as const) {
      this.disk.set(`/p/${ending}/ask.${ending}`, ask[ending]);
      for (let at = 0; at < IMPORTERS; at++) this.disk.set(`/p/${ending}/use_${at}.${ending}`, using[ending](at));
    }
    this.linter = createLinter(this.counted(bundled), { readText: (path) => this.disk.get(path), isFile: (path) => this.disk.has(path), list: () => [] });
    for (const path of this.disk.keys()) this.give(path, this.disk.get(path)!);
    this.linter.settle();
  }

  round(): void {
    const name = `${++this.rounds}_of_the_rounds`;
    for (const ending of ['py', 'ts'] as const) {
      this.alternate(ending);
      this.define(ending, name);
      this.change(ending, name);
      this.come(ending, name);
    }
  }

  /** Runs, texts that change, and trees that are there when all garbage is gone. */
  left(): { readonly frames: number; readonly texts: number; readonly trees: number } {
    const count = (of: new (...given: never[]) => unknown): number => Number(queryObjects(of, { format: 'count' }));
    return { frames: count(Frame as never), texts: count(LiveText as never), trees: this.trees };
  }

  /** A letter in what all import, and in one that imports it, each time another one. */
  private alternate(ending: Ending): void {
    for (const path of [`/p/${ending}/ask.${ending}`, `/p/${ending}/use_${this.rounds % IMPORTERS}.${ending}`]) {
      const text = this.disk.get(path)!;
      const at = text.lastIndexOf('note = 1') + 'note = 1'.length;
      this.type(path, at, '23');
      this.rest();
    }
  }

  /** Definitions that come while someone types, and go. */
  private define(ending: Ending, name: string): void {
    const path = `/p/${ending}/ask.${ending}`;
    const piece = added[ending](name);
    for (let length = 7; length < piece.length; length += 41) this.type(path, this.disk.get(path)!.length, piece.slice(0, length));
    this.type(path, this.disk.get(path)!.length, piece);
    this.rest();
  }

  /** A file changes on disk; another is opened, changed and closed. */
  private change(ending: Ending, name: string): void {
    const path = `/p/${ending}/use_${(this.rounds + 5) % IMPORTERS}.${ending}`;
    const text = this.disk.get(path)!;
    for (const content of [text + added[ending](name), text]) {
      this.disk.set(path, content);
      this.linter.readAgain(path);
      this.linter.refreshImports();
      this.rest();
    }
    const other = `/p/${ending}/use_${(this.rounds + 8) % IMPORTERS}.${ending}`;
    this.type(other, this.disk.get(other)!.length, added[ending](name));
    this.linter.readAgain(other);
    this.rest();
  }

  /** A file comes and goes. */
  private come(ending: Ending, name: string): void {
    const path = `/p/${ending}/new_${name}.${ending}`;
    this.disk.set(path, using[ending](this.rounds));
    this.linter.refreshImports();
    this.give(path, this.disk.get(path)!);
    this.type(path, 0, '\n');
    this.rest();
    this.disk.delete(path);
    this.linter.dropFile(path);
    this.linter.refreshImports();
    this.rest();
  }

  private give(path: string, text: string): void {
    this.linter.setFile({ path, language: languageOfPath(path)!, text });
    this.linter.lint(path, defaultSettings);
  }

  /** Typed, and taken back. */
  private type(path: string, at: number, typed: string): void {
    const text = this.disk.get(path)!;
    const language = languageOfPath(path)!;
    this.linter.setFile({ path, language, text: text.slice(0, at) + typed + text.slice(at) }, [{ start: at, oldEnd: at, newEnd: at + typed.length }]);
    this.linter.lint(path, defaultSettings);
    this.linter.setFile({ path, language, text }, [{ start: at, oldEnd: at + typed.length, newEnd: at }]);
    this.linter.lint(path, defaultSettings);
  }

  private rest(): void {
    while (this.linter.advance());
  }

  private counted(parsers: Parsers): Parsers {
    const count = (tree: Tree | null): Tree | null => {
      if (!tree) return null;
      this.trees++;
      const free = tree.delete.bind(tree);
      tree.delete = () => {
        this.trees--;
        free();
      };
      return tree;
    };
    const parser: Parsers['parser'] = (language) => {
      const made = parsers.parser(language);
      return new Proxy(made, {
        get: (target, name) => {
          if (name === 'parse') return (...given: Parameters<typeof made.parse>) => count(target.parse(...given));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) as unknown : value;
        },
      });
    };
    return { parser, dispose: () => undefined };
  }
}

test('what is kept does not grow with the edits, however many are made', () => {
  const work = new Work();
  for (let round = 0; round < IMPORTERS; round++) work.round();
  const before = work.left();
  for (let round = 0; round < IMPORTERS; round++) work.round();
  const after = work.left();
  expect(after.frames).toBeLessThanOrEqual(before.frames + 4);
  expect(after.texts).toBeLessThanOrEqual(before.texts);
  expect(after.trees).toBeLessThanOrEqual(before.trees);
  // All that is there belongs to the present files: a few states of each at most.
  expect(after.frames).toBeLessThan(200);
});
