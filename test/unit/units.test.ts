import { describe, expect, test } from 'vitest';
import { fittingParts, type TypeShapes } from '../../server/src/analysis/flow/fitting';
import { Groups, independentUnits } from '../../server/src/analysis/resolve/units';

describe('units that no import connects', () => {
  const imports: Record<string, readonly string[]> = { a: ['util'], b: ['util', 'lib'], c: [], d: ['e'], e: ['d'], f: ['out'], out: ['more'], more: ['c'] };
  const importsOf = (path: string): readonly string[] => imports[path] ?? [];
  test.each([
    [['a', 'b', 'c', 'd', 'e'], [['a', 'b'], ['c'], ['d', 'e']]],
    [['e', 'c', 'b', 'd', 'a'], [['e', 'd'], ['c'], ['b', 'a']]],
    [['c', 'a', 'f'], [['c', 'f'], ['a']]],
    [[], []],
  ])('%j', (files, units) => {
    expect(independentUnits(files, importsOf)).toEqual(units);
  });

  test('a long chain is one group', () => {
    const groups = new Groups<number>();
    for (let i = 0; i < 100_000; i++) groups.join(i, i + 1);
    expect(groups.headOf(0)).toBe(groups.headOf(100_000));
    expect(groups.headOf(0)).not.toBe(groups.headOf(-1));
  });
});

describe('parts of which one may implement what the other asks for', () => {
  const part = (required: readonly string[], parameters: readonly string[] | undefined, methods: Record<string, readonly string[]>): TypeShapes => ({
    interfaces: required.length > 0 ? [{ family: 'python', required, parameters }] : [],
    classes: [{ family: 'python', methods: new Map(Object.entries(methods).map(([name, names]) => [name, { names, isOpen: false }])) }],
  });
  const asks = part(['ask', 'stop'], ['question'], { other: [] });
  test.each([
    ['has both methods', part([], undefined, { ask: [], stop: [] }), [[0, 1]]],
    ['lacks one', part([], undefined, { ask: [], halt: [] }), []],
    ['is of another language', { interfaces: [], classes: [{ family: 'javascript', methods: new Map([['ask', { names: [], isOpen: true }], ['stop', { names: [], isOpen: true }]]) }] } satisfies TypeShapes, []],
  ])('a class that %s', (_, other, pairs) => {
    expect(fittingParts([asks, other])).toEqual(pairs);
  });

  test('a single method counts with the same parameters only', () => {
    const single = part(['ask'], ['question'], {});
    expect(fittingParts([part([], undefined, { ask: ['question', 'more'] }), single])).toEqual([[1, 0]]);
    expect(fittingParts([part([], undefined, { ask: ['text'] }), single])).toEqual([]);
  });
});
