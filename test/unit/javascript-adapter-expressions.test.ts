import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Language, source, and the lines of the program it is lowered to. */
type Case = readonly [LanguageId, string, ...string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'names and literals': [
    [
      'javascript', 'this; super.x; undefined; null; true; false',
      'this',
      '(. super x)',
      'null',
      'null',
      'true',
      'false',
    ],
    ['javascript', '[1, 0x1f, 1_000n, 017, .5e1]', '(list 1 31 1000 15 5)'],
    ['javascript', '/a\\/b+/gi.test(x)', '(call (. /a\\/b+/ test) x)'],
    ['javascript', 'import.meta.url; new.target', '(. (. import meta) url)', '(. new target)'],
  ],
  'strings': [
    [
      'javascript', `['a\\nb', "it\\'s \\u{41}\\x42\\u0043\\0", 'line\\
break', '\\q']`,
      `(list "a\\nb" "it's ABC\\u0000" "linebreak" "q")`,
    ],
    ['javascript', '`plain\\tpiece`', '"plain\\tpiece"'],
    ['javascript', '`a${b}\\n${c + d}`', "(template 'a' b '\\n' (+ c d))"],
    [
      'javascript', 'sql`select ${x}`; db.sql`all`',
      "(template tag=sql 'select ' x)",
      "(template tag=(. db sql) 'all')",
    ],
    ['javascript', '`${`in ${x}`}`', "(template (template 'in ' x))"],
  ],
  'calls, members and indices': [
    ['javascript', 'a.b.c(d, ...e)', '(call (. (. a b) c) d *e)'],
    ['javascript', 'a?.b?.[c]?.(d)', '(call (?@ (?. a b) c) d)'],
    [
      'javascript', 'new Foo; new a.Foo(1); new (pick())(2)',
      '(new Foo)',
      '(new (. a Foo) 1)',
      '(new (call pick) 2)',
    ],
    ['javascript', "require('fs').read; import('x')", '(. (call require "fs") read)', '(call import "x")'],
    [
      'javascript', 'this.#key; #key in this; a[b, c]',
      '(. this #key)',
      '(in #key this)',
      '(@ a (sequence b c))',
    ],
    ['javascript', 'f(await g(), yield_)', '(call f (await (call g)) yield_)'],
  ],
  'operators': [
    ['javascript', 'a + b * c - d; (a + b) * c', '(- (+ a (* b c)) d)', '(* (+ a b) c)'],
    [
      'javascript', 'a === b; a != b; a >= b; k in o; x instanceof Y',
      '(== a b)',
      '(!= a b)',
      '(>= a b)',
      '(in k o)',
      '(instanceof x Y)',
    ],
    ['javascript', 'a && b || c; a ?? b', '(or (and a b) c)', '(coalesce a b)'],
    [
      'javascript', '!a; -a; typeof a; void 0; x = delete a.b',
      '(not a)',
      '(- a)',
      '(typeof a)',
      '(void 0)',
      '(= x (delete (. a b)))',
    ],
    ['javascript', 'a ? b : c ? d : e', '(? a b (? c d e))'],
    ['javascript', 'x = (a, b)', '(= x (sequence a b))'],
    [
      'javascript', 'x = y = z; f(a ??= b); f(i++, --j)',
      '(= x (:= y z))',
      '(call f (??:= a b))',
      '(call f (+:= i 1) (-:= j 1))',
    ],
    [
      'javascript', 'function* g() { yield; yield a; yield* b }',
      '(generator function g ())',
      '  (yield)',
      '  (yield a)',
      '  (yield* b)',
    ],
  ],
  'objects and lists': [
    ['javascript', '[a, , b, ...c, ]', '(list a null b (spread c))'],
    [
      'javascript', "x = {a, b: 1, 'c d': 2, 3: 4, [k]: 5, ['l']: 6, ...rest}",
      '(= x {a: a, b: 1, c d: 2, 3: 4, [k]: 5, l: 6, ...rest})',
    ],
    [
      'javascript', 'x = { m() { return 1 }, async *g() {}, get v() { return 2 }, set v(w) {} }',
      '(= x {m: (function m () { (return 1) }), g: (async generator function g () {  }), v: (call (function v () { (return 2) })), set v: (function v (w) {  })})',
    ],
  ],
  'functions': [
    [
      'javascript', 'const f = async (x, {y = 1}, [z], ...rest) => x',
      '(= const f (async lambda f (x {y: (default y 1)} [z] *rest) x))',
    ],
    ['javascript', 'x => { y }; async x => await x', '(lambda _ (x) { y })', '(async lambda _ (x) (await x))'],
    [
      'javascript', 'o.m = function () {}; const g = function h() {}; const k = function* () {}',
      '(= (. o m) (function m () {  }))',
      '(= const g (function h () {  }))',
      '(= const k (generator function k () {  }))',
    ],
    ['typescript', 'const f = (() => 1) as F', '(= const f (cast (lambda f () 1) F))'],
  ],
  'casts': [
    [
      'typescript', 'a as B; a as const; a satisfies C; a!; a!.b; f<string>(x)',
      '(cast a B)',
      '(cast a)',
      '(cast a C)',
      '(cast a)',
      '(. (cast a) b)',
      '(call f x)',
    ],
    ['typescript', '<T>x; const g = f<string>;', '(cast x T)', '(= const g f)'],
  ],
  'JSX': [
    [
      'javascriptreact', '<a/>; <my-tag/>; <svg:rect/>; <Foo/>; <a.B/>; <></>',
      '(element "a")',
      '(element "my-tag")',
      '(element "svg:rect")',
      '(element Foo)',
      '(element (. a B))',
      '(element _)',
    ],
    [
      'typescriptreact', '<div className="a &amp; b" title={t} {...p} on:x={1} y>text</div>',
      '(element "div" className="a & b" title=t ...p on:x=1 y=true "text")',
    ],
    [
      'javascriptreact', `<p>
  hi {name} &lt;you&gt;
  {/* note */}
  {...xs}
  <b>x</b>
</p>`,
      '(element "p" "hi" name "<you>" (spread xs) (element "b" "x"))',
    ],
    [
      'typescriptreact', 'const C = ({ html }: Props) => <div dangerouslySetInnerHTML={{ __html: html }} />',
      '(= const C (lambda C ({html: html}:Props) (element "div" dangerouslySetInnerHTML={__html: html})))',
    ],
  ],
};

describe.each(Object.entries(CASES))('expressions: %s', (_, cases) => {
  const named = cases.map(([language, source, ...lines]) => ({ language, source, lines }));
  test.each(named)('$language: $source', ({ language, source, lines }) => {
    expect(dump(lowerJavascript(language, source)).split('\n')).toEqual(lines);
  });
});
