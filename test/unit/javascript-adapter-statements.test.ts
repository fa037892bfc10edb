import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Language, source, and the lines of the program it is lowered to. */
type Case = readonly [LanguageId, string, ...string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'declarations and assignments': [
    [
      'javascript', 'const a = 1, b = 2; let c; var d = a',
      '(= const a 1)',
      '(= const b 2)',
      '(= let c _)',
      '(= var d a)',
    ],
    [
      'javascript', 'const { a, b: { c = 1 }, [k]: d, "e f": e, ...r } = o',
      '(= const {a: a, b: {c: (default c 1)}, [k]: d, e f: e, **r} o)',
    ],
    ['javascript', 'let [, a, , b = 2, ...[c]] = xs', '(= let [_ a _ (default b 2) *[c]] xs)'],
    [
      'javascript', '[a, b.c, { d: e[0] = 1 }] = g; ({ x, y: z } = h)',
      '(= [a (. b c) {d: (default (@ e 0) 1)}] g)',
      '(= {x: x, y: z} h)',
    ],
    [
      'javascript', 'a += 1; a.b ||= c; a ??= b; a **= 2; i++; --o.n',
      '(+= a 1)',
      '(||= (. a b) c)',
      '(??= a b)',
      '(**= a 2)',
      '(+= i 1)',
      '(-= (. o n) 1)',
    ],
    [
      'javascript', 'a = 1, b(); delete a.b; exports.x = module.exports.y = z',
      '(= a 1)',
      '(call b)',
      '(delete (. a b))',
      '(= (. exports x) (:= (. (. module exports) y) z))',
    ],
    ['javascript', 'using f = open(); await using g = open()', '(= const f (call open))', '(= const g (call open))'],
    [
      'typescript', 'let a: string, b!: Foo; (a as any) = 1; x! = 2',
      '(= let a :string _)',
      '(= let b :Foo _)',
      '(= a 1)',
      '(= x 2)',
    ],
  ],
  'branches': [
    [
      'javascript', 'if (a) b(); else if (c) { d() } else { e() }',
      '(if a)',
      '  (call b)',
      'else',
      '  (if c)',
      '    (call d)',
      '  else',
      '    (call e)',
    ],
    [
      'javascript', "switch (a) { case 1: case 'b': f(); break; default: g() }",
      '(switch a)',
      '  (case 1)',
      '  (case "b")',
      '    (call f)',
      '    (break)',
      '  (default)',
      '    (call g)',
    ],
    [
      'javascript', 'try { a() } catch ({ message }) { b() } finally { c() }',
      '(try)',
      '  (call a)',
      '(except as {message: message})',
      '  (call b)',
      'finally',
      '  (call c)',
    ],
    [
      'javascript', 'try { a() } catch { b() }',
      '(try)',
      '  (call a)',
      '(except)',
      '  (call b)',
    ],
    ['javascript', 'with (o) { f() }', '(with o)', '  (call f)'],
  ],
  'loops': [
    [
      'javascript', 'for (let i = 0, n = 2; i < n; i++) f(i)',
      '(= let i 0)',
      '(= let n 2)',
      '(while (< i n) update=(+:= i 1))',
      '  (call f i)',
    ],
    ['javascript', 'for (i = 0;;) {}', '(= i 0)', '(while)'],
    [
      'javascript', 'async function f() { for await (const { a } of b()) { c } }',
      '(async function f ())',
      '  (async-each {a: a} (call b))',
      '    c',
    ],
    [
      'javascript', 'for (const k in o) f(k); for (x.y of z) g(); for (await using r of rs) h()',
      '(keys k o)',
      '  (call f k)',
      '(each (. x y) z)',
      '  (call g)',
      '(each r rs)',
      '  (call h)',
    ],
    [
      'javascript', 'outer: while (a) { do { continue outer } while (b); break }',
      '(while a)',
      '  (do b)',
      '    (continue)',
      '  (break)',
    ],
  ],
  'functions and jumps': [
    [
      'javascript', "async function f(a, b = 1) { 'use server'; return; debugger; ; throw a }",
      "('use server' async function f (a b=1))",
      '  "use server"',
      '  (return)',
      '  (throw a)',
    ],
    [
      'typescript', 'function f(a: string): void; function f(a: number): void; function f(a: any) { return a }',
      '(function f (a:any))',
      '  (return a)',
    ],
    ['typescript', 'declare function f(x: string): Promise<Foo>', '(function f (x:string) ->(@ Promise Foo))'],
    [
      'typescript', 'function f(this: Foo, x?: number, ...xs: string[]): x is Bar {}',
      '(function f (x:number *xs:(@ Array string)) ->(unknown))',
    ],
  ],
};

describe.each(Object.entries(CASES))('statements: %s', (_, cases) => {
  const named = cases.map(([language, source, ...lines]) => ({ language, source, lines }));
  test.each(named)('$language: $source', ({ language, source, lines }) => {
    expect(dump(lowerJavascript(language, source)).split('\n')).toEqual(lines);
  });
});
