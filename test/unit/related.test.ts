import { describe, expect, test } from 'vitest';
import { basesIn } from '../../server/src/analysis/resolve/heirs';
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
