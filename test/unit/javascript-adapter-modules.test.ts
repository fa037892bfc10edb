import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Language, source, and the lines of the program it is lowered to. */
type Case = readonly [LanguageId, string, ...string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'imports': [
    [
      'javascript', "import 'a'; import b from 'b'; import * as c from 'c'; import d, { e, f as g, default as h, 'i j' as k } from 'd'",
      '(import a)',
      '(import b default>b)',
      '(import c *>c)',
      '(import d default>d e>e f>g default>h i j>k)',
    ],
    [
      'typescript', "import type A from 'a'; import { type B, C } from 'b'; import { type D } from 'd'; import type, { type as t } from 't'",
      '(import-type a default>A)',
      '(import b C>C)',
      '(import-type b B>B)',
      '(import-type d D>D)',
      '(import t default>type type>t)',
    ],
    [
      'typescript', "import fs = require('fs'); import B = a.b.B; import type T = require('t')",
      '(import fs *>fs)',
      '(= const B (. (. a b) B))',
      '(import-type t *>T)',
    ],
    ['javascript', "import data from './d.json' with { type: 'json' }", '(import ./d.json default>data)'],
  ],
  'exports': [
    [
      'javascript', "export * from 'a'; export * as b from 'b'; export { c, d as e, default as f } from 'c'",
      '(re-export a *>>*)',
      '(re-export b *>>b)',
      '(re-export c c>>c d>>e default>>f)',
    ],
    ['javascript', 'export { a, b as default, c as "d e" }', '(export a>a b>default c>d e)'],
    [
      'javascript', 'export const { a, b: [c] } = x, d = 1; export function f() {} export class G {}',
      '(export a>a c>c)',
      '  (= const {a: a, b: [c]} x)',
      '(export d>d)',
      '  (= const d 1)',
      '(export f>f)',
      '  (function f ())',
      '(export G>G)',
      '  (class G)',
    ],
    ['javascript', 'export default a.b', '(export default=(. a b))'],
    ['javascript', 'export default function f() {}', '(export f>default)', '  (function f ())'],
    ['javascript', 'export default function () {}', '(export default=(function _ () {  }))'],
    ['javascript', 'export default class extends B {}', '(export default=(class _ B))'],
    [
      'typescript', "export type { A } from 'a'; export type { B }; export { type C, D }",
      '(re-export a A>>A)',
      '(export B>B)',
      '(export C>C D>D)',
    ],
    ['typescript', 'export = foo; export as namespace Foo', '(= (. module exports) foo)'],
    [
      'typescript', 'export enum E { A } export type T = A; export declare const x: T; export abstract class C {}',
      '(export E>E)',
      '  (type E 0)',
      '(export E>E)',
      '  (= const E {A: 0})',
      '(export T>T)',
      '  (type T A)',
      '(export x>x)',
      '  (= const x :T _)',
      '(export C>C)',
      '  (class C)',
    ],
  ],
};

describe.each(Object.entries(CASES))('imports and exports: %s', (_, cases) => {
  const named = cases.map(([language, source, ...lines]) => ({ language, source, lines }));
  test.each(named)('$language: $source', ({ language, source, lines }) => {
    expect(dump(lowerJavascript(language, source)).split('\n')).toEqual(lines);
  });
});
