import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Language, source, and the lines of the program it is lowered to. */
type Case = readonly [LanguageId, string, ...string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'members': [
    [
      'javascript', 'class A extends mix(B) { #p = 1; static q; [k] = 2; "r s" = 3; constructor() { super() } #m() {} static async *g() {} get v() { return 1 } set v(x) {} static { init() } [Symbol.iterator]() {} }',
      '(class A (call mix B))',
      '  (field #p 1)',
      '  (static field q)',
      '  (field [k] 2)',
      '  (field r s 3)',
      '  (method constructor ())',
      '    (call super)',
      '  (method #m ())',
      '  (async generator static method g ())',
      '  (getter v ())',
      '    (return 1)',
      '  (setter v (x))',
      '  (static method static {} ())',
      '    (call init)',
      '  (method [Symbol.iterator] ())',
    ],
    [
      'javascript', `class A { f = () => this.g; static get
 x() {} get; static; }`,
      '(class A)',
      '  (field f (lambda f () (. this g)))',
      '  (static getter x ())',
      '  (field get)',
      '  (field static)',
    ],
    [
      'typescript', 'abstract class A<T> extends B<T> implements C { private readonly x?: T = 1; declare y: U; abstract z: V; abstract m(): W; n(a: string): void; n(a: any) {} [k: string]: any; protected static override o() {} }',
      '(class A B)',
      '  (field x :T 1)',
      '  (field y :U)',
      '  (field z :V)',
      '  (method m () ->W)',
      '  (method n (a:any))',
      '  (static method o ())',
    ],
    [
      'typescript', 'class A { constructor(private llm: LLM, readonly b = 1, public c?: C, d: D) {} }',
      '(class A)',
      '  (method constructor (field llm:LLM field b=1 field c:C d:D))',
    ],
  ],
  'expressions and decorators': [
    [
      'javascript', 'const A = class {}; const B = class C extends D {}',
      '(= const A (class A))',
      '(= const B (class C D))',
    ],
    [
      'typescript', "@Injectable() @a.b export class S { constructor(@Inject('k') private k: K) {} @Get('x') list(@Query('q') q: string) {} @Input() p: P }",
      '(export S>S)',
      '  (@(call Injectable) @(. a b) class S)',
      '    (method constructor (@(call Inject "k") field k:K))',
      '    (@(call Get "x") method list (@(call Query "q") q:string))',
      '    (field p :P)',
    ],
    ['typescript', 'export default @dec class {}', '(export default=(class _))'],
    [
      'javascript', '@d class A { @e f = 1; @g h() {} }',
      '(@d class A)',
      '  (field f 1)',
      '  (@g method h ())',
    ],
  ],
};

describe.each(Object.entries(CASES))('classes: %s', (_, cases) => {
  const named = cases.map(([language, source, ...lines]) => ({ language, source, lines }));
  test.each(named)('$language: $source', ({ language, source, lines }) => {
    expect(dump(lowerJavascript(language, source)).split('\n')).toEqual(lines);
  });
});
