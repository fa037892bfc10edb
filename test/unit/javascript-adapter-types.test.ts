import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Language, source, and the lines of the program it is lowered to. */
type Case = readonly [LanguageId, string, ...string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'annotations': [
    [
      'typescript', 'let a: Foo, b: ns.Foo, c: Foo<Bar>, d: Map<string, Foo[]>, e: readonly string[]',
      '(= let a :Foo _)',
      '(= let b :(. ns Foo) _)',
      '(= let c :(@ Foo Bar) _)',
      '(= let d :(@ Map (tuple string (@ Array Foo))) _)',
      '(= let e :(@ Array string) _)',
    ],
    [
      'typescript', "let a: A | B | null, b: A & B, c: | 'x' | 1 | -1 | undefined | true",
      '(= let a :(| (| A B) null) _)',
      '(= let b :(& A B) _)',
      '(= let c :(| (| (| (| "x" 1) (- 1)) null) true) _)',
    ],
    [
      'typescript', "let a: { x: T; 'y z'?: U; m(): V; [k: string]: W }, b: [A, B?, ...C[]], c: [x: A, y?: B]",
      '(= let a :{x: T, y z: U, m: (unknown), [string]: W} _)',
      '(= let b :(tuple A B (spread (@ Array C))) _)',
      '(= let c :(tuple A B) _)',
    ],
    [
      'typescript', "let a: () => void, b: keyof T, c: typeof x.y, d: A extends B ? C : D, e: import('m').T, f: (A | B)[], g: T['k']",
      '(= let a :(unknown) _)',
      '(= let b :(unknown) _)',
      '(= let c :(unknown (. x y)) _)',
      '(= let d :(unknown) _)',
      '(= let e :(. (call import "m") T) _)',
      '(= let f :(@ Array (| A B)) _)',
      '(= let g :(unknown) _)',
    ],
    [
      'typescript', 'let a: z.infer<typeof Schema>, b: Promise<void>, c: this',
      '(= let a :(@ (. z infer) (unknown Schema)) _)',
      '(= let b :(@ Promise void) _)',
      '(= let c :this _)',
    ],
  ],
  'declared types': [
    [
      'typescript', 'type A<T> = B<T>; interface C { a: string } interface D extends E, F<G> { b: H }',
      '(type A (@ B T))',
      '(type C {a: string})',
      '(type D (& (& E (@ F G)) {b: H}))',
    ],
    [
      'typescript', "enum E { A, B = 5, C, D = 'd', 'e f' = 1 << 2 } const enum F {}",
      '(type E (| (| (| (| 0 5) 6) "d") (<< 1 2)))',
      '(= const E {A: 0, B: 5, C: 6, D: "d", e f: (<< 1 2)})',
      '(type F (unknown))',
      '(= const F {})',
    ],
    [
      'typescript', 'namespace A.B { export const x = 1 } declare module "m" { export function f(): void } declare global { var y: Z }',
      '(block)',
      '  (= const x 1)',
      '(block)',
      '  (function f () ->void)',
      '(block)',
      '  (= var y :Z _)',
    ],
  ],
};

describe.each(Object.entries(CASES))('types: %s', (_, cases) => {
  const named = cases.map(([language, source, ...lines]) => ({ language, source, lines }));
  test.each(named)('$language: $source', ({ language, source, lines }) => {
    expect(dump(lowerJavascript(language, source)).split('\n')).toEqual(lines);
  });
});
