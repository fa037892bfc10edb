import { describe, expect, test } from 'vitest';
import { basesIn } from '../../server/src/analysis/resolve/heirs';
import { withoutModels } from '../../server/src/analysis/resolve/anchors';
import { isSdkImport } from '../../server/src/analysis/catalogue/glanceWords';
import { relatedFiles, unrelatedFile } from '../../server/src/analysis/resolve/related';

/** Imports as if each file stood in one folder: `pkg.base` and `./base` are `base`. */
function resolve(_from: string, specifier: string): string | undefined {
  const name = specifier.replace(/^.*[./]/, '');
  return ['model', 'base', 'sandbox', 'route', 'other'].includes(name) ? name : undefined;
}

describe('files that matter because of what they import', () => {
  test('call one that matters, or fill in a class that it draws in', () => {
    const unrelated = [
      unrelatedFile('base', 'class Base:\n    def run(self, code): ...\n', 'python'),
      unrelatedFile('sandbox', 'from pkg.base import Base\nimport tools\n\nclass Sandbox(Base):\n    pass\n', 'python'),
      unrelatedFile('route', 'from pkg.model import ask\n', 'python'),
      unrelatedFile('other', 'from pkg.base import limit\n\nclass Other(Exception):\n    pass\n', 'python'),
    ];
    expect(relatedFiles(resolve, unrelated, new Map([['model', ['pkg.base', 'openai']]]))).toEqual(['route', 'sandbox']);
    expect(relatedFiles(resolve, unrelated, new Map([['model', ['openai']]]))).toEqual(['route']);
  });

  test('are told by what their classes come from', () => {
    expect(basesIn('class A(Base, mixins.B, metaclass=Meta):\n  class B(A): pass\nclass C(Exception): pass\n', 'python')).toEqual(['Base', 'mixins.B']);
    expect(basesIn('export class A<T> extends Base<T> implements Port, Other {}\nclass B extends A {}\nclass C extends React.Component {}', 'javascript')).toEqual(['Base', 'T', 'Port', 'Other']);
  });
});

describe('names of models', () => {
  const around = { resolve, isSdk: (specifier: string) => /^(openai|base)$/.test(specifier), projectOf: (path: string) => path.split('/')[0]! };
  const files = (project: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${project}/${index}.py`);

  test('are accidents in a large project that imports no SDK and names no host', () => {
    const all = [...files('algebra', 120), ...files('client', 120), ...files('app', 120), ...files('pages', 120), ...files('script', 3)];
    const naming = [
      // What is called like an SDK is a file of the project.
      { path: 'algebra/1.py', specifiers: ['base'], hasHost: false }, { path: 'client/1.py', specifiers: [], hasHost: true },
      { path: 'app/1.py', specifiers: ['openai'], hasHost: false }, { path: 'script/1.py', specifiers: [], hasHost: false },
      ...files('pages', 12).map((path) => ({ path, specifiers: [], hasHost: false })),
    ];
    expect([...withoutModels(all, naming, around)]).toEqual(['algebra']);
  });

  test('draw nothing in there', () => {
    const unrelated = [
      unrelatedFile('base', 'class Base:\n    def run(self, code): ...\n', 'python'),
      { ...unrelatedFile('sandbox', 'from pkg.base import Base\n\nclass Sandbox(Base):\n    pass\n', 'python'), isApart: true as const },
    ];
    expect(relatedFiles(resolve, unrelated, new Map([['model', ['pkg.base', 'openai']]]))).toEqual([]);
  });
});

test('SDKs are told by the name that an import begins with', () => {
  expect(['openai', 'openai.types.chat', 'langchain_core.messages'].map((one) => isSdkImport(one, 'python'))).toEqual([true, true, true]);
  expect(['@anthropic-ai/sdk/resources', 'ai'].map((one) => isSdkImport(one, 'javascript'))).toEqual([true, true]);
  expect(['sympy.polys.rationaltools.together', '.together', 'json', 'openaix'].map((one) => isSdkImport(one, 'python'))).toEqual([false, false, false, false]);
});
