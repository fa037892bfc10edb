import { describe, expect, test } from 'vitest';
import { dump } from './support/dump';
import { lowerPython } from './support/python';

/** Sources and the program each gives; see `dump` for the notation. */
type Cases = Readonly<Record<string, string>>;

function check(title: string, cases: Cases): void {
  describe(title, () => {
    test.each(Object.entries(cases))('%j', (source, expected) => {
      expect(dump(lowerPython(source))).toBe(expected);
    });
  });
}

check('literals', {
  'None, True, False, ...': '(tuple null true false Ellipsis)',
  '1, 1_000, 0x1F, 0o17, 0b11, 1.5e3, .5, 2j': '(tuple 1 1000 31 15 3 1500 0.5 2)',
  '0777, 10L, -3, +x, ~y': '(tuple 511 10 -3 (+ x) (~ y))',
  '[1, *a], (1,), {1, 2}, ()': '(tuple (list 1 (spread a)) (tuple 1) (set 1 2) (tuple))',
  '{"a": 1, b: 2, 3: 4, **c}': '{a: 1, [b]: 2, 3: 4, ...c}',
  'a,': '(tuple a)',
  '((((a))))': 'a',
});

check('strings', {
  [String.raw`'a\n\x41\u00e9\U0001F600\101\'\"\\'`]: String.raw`"a\nAé😀A'\"\\"`,
  [String.raw`'\N{BULLET}\d\
x'`]: '"\uFFFD\\\\dx"',
  [String.raw`r'\n{{' + R"""\x41"""`]: String.raw`(+ "\\n{{" "\\x41")`,
  [String.raw`b'\x41\u0041' + Rb'\x41'`]: String.raw`(+ b"A\\u0041" b"\\x41")`,
  "u'ü' '' \"\"": '"ü"',
  "'''a\r\nb'''": String.raw`"a\nb"`,
  '("a"\n  "b" # why\n  "c")': '"abc"',
});

check('templates', {
  'f"a{b}c"': "(template 'a' b 'c')",
  'f"{{x}}"': '"{x}"',
  'f"{a!r:>{width}.{precision}} {b:%Y}"': "(template (call repr a) width precision ' ' b)",
  'f"{x = }"': "(template 'x = ' x)",
  'f"{a}{f\'{b}\'}"': '(template a (template b))',
  'f"{d[\'k\']} {a if b else c}"': "(template (@ d \"k\") ' ' (? b a c))",
  '"a" f"{b}" rf"\\d{{{c}}}" "d"': String.raw`(template 'a' b '\d{' c '}d')`,
  'f"""\n{a}\n"""': String.raw`(template '\n' a '\n')`,
});

check('operators', {
  'a + b * c - d': '(- (+ a (* b c)) d)',
  'a ** b ** c': '(** a (** b c))',
  'a @ b // c | d & e': '(| (// (@ a b) c) (& d e))',
  'a and b and c or not d': '(or (and (and a b) c) (not d))',
  'a < b <= c': '(and (< a b) (<= b c))',
  'a is b, a is not b, a in b, a not in b, a != b, a <> b':
    '(tuple (== a b) (!= a b) (in a b) (not-in a b) (!= a b) (!= a b))',
  'a if b else c if d else e': '(? b a (? d c e))',
  '(n := f())': '(:= n (call f))',
});

check('calls, members and indexes', {
  'a.b.c(d, e=f, *g, **h)': '(call (. (. a b) c) d e=f *g **h)',
  'f(x for x in y)': '(call f (generator-comprehension x (for x y)))',
  'f(*(a), **b,)': '(call f *a **b)',
  'f(a)(b).c[d]()': '(call (@ (. (call (call f a) b) c) d))',
  'a[1:], a[:-1], a[::2], a[b:c:d], a[:]':
    '(tuple (@ a (slice 1 _ _)) (@ a (slice _ -1 _)) (@ a (slice _ _ 2)) (@ a (slice b c d)) (@ a (slice _ _ _)))',
  'a[b, 1:2], a[b,]': '(tuple (@ a (tuple b (slice 1 2 _))) (@ a (tuple b)))',
  'await f(x)': '(await (call f x))',
  'a \\\n  .b': '(. a b)',
});

check('comprehensions and lambdas', {
  '[x for x, *y in z if x if y for a in x]': '(list-comprehension x (for [x *y] z if=x if=y) (for a x))',
  '{k: v for k, v in d.items()}': '(dict-comprehension k v (for [k v] (call (. d items))))',
  '{x async for x in a, b}': '(set-comprehension x (async-for x (tuple a b)))',
  'lambda: 0': '(lambda _ () 0)',
  'f = lambda a, *b, c=1, **d: a': '(= f (lambda f (a *b key c=1 **d) a))',
  '{"run": lambda x: x}': '{run: (lambda run (x) x)}',
  'o.handler = lambda: (yield)': '(= (. o handler) (generator lambda handler () (yield)))',
});

check('assignments', {
  'a = b': '(= a b)',
  'a: int = 1\nb: str': '(= a :int 1)\n(= b :str _)',
  'a = b = c': '(= a (:= b c))',
  'a, (b, *c), d.e, f[0] = g': '(= [a [b *c] (. d e) (@ f 0)] g)',
  '[a, b] = c, d': '(= [a b] (tuple c d))',
  '(a) = b': '(= a b)',
  'a += 1; b **= c; d.e |= f': '(+= a 1)\n(**= b c)\n(|= (. d e) f)',
  'x = yield y': '(= x (yield y))',
  'x = *a, b': '(= x (tuple (spread a) b))',
});

check('annotations', {
  'a: List[int]': '(= a :(@ List int) _)',
  'a: Dict[str, t.Any] | None': '(= a :(| (@ Dict (tuple str (. t Any))) null) _)',
  'a: "Later"': '(= a :"Later" _)',
  'a: Callable[[int], str]': '(= a :(@ Callable (tuple (list int) str)) _)',
  'type A = int | str': '(type A (| int str))',
  'type B[T] = list[T]': '(type B (@ list T))',
});

check('simple statements', {
  'pass': '(pass)',
  'del a, b[0]; del (c, d)': '(delete a)\n(delete (@ b 0))\n(delete c)\n(delete d)',
  'global a, b': '(global a b)',
  'def f():\n  nonlocal a': '(function f ())\n  (nonlocal a)',
  'raise': '(throw)',
  'raise E("x") from e': 'e\n(throw (call E "x"))',
  'assert a, "b"': '(if a)\nelse\n  (throw "b")',
  'print "a", b': '(call print "a" b)',
  'print >>f, "a"': '(call print "a" file=f)',
  'exec code in g, l': '(call exec code g l)',
  'print("a"); exec("b")': '(call print "a")\n(call exec "b")',
});

check('control flow', {
  'if a:\n  b\nelif c:\n  d\nelse:\n  e': '(if a)\n  b\nelse\n  (if c)\n    d\n  else\n    e',
  'while a:\n  break\nelse:\n  b': '(while a)\n  (break)\nelse\n  b',
  'for a, b in c, d:\n  continue': '(each [a b] (tuple c d))\n  (continue)',
  'async for a in b: c': '(async-each a b)\n  c',
  'try:\n  a\nexcept E as e:\n  b\nexcept (F, G):\n  c\nexcept:\n  d\nelse:\n  e\nfinally:\n  f':
    '(try)\n  a\n(except E as e)\n  b\n(except (tuple F G))\n  c\n(except)\n  d\nelse\n  e\nfinally\n  f',
  'try:\n  a\nexcept* E:\n  b\nexcept F, e:\n  c\nexcept G, H:\n  d':
    '(try)\n  a\n(except E)\n  b\n(except F as e)\n  c\n(except (tuple G H))\n  d',
  'with a as b, c, d() as (e, f): g': '(with (as a b) c (as (call d) [e f]))\n  g',
  'async with (a as b, c as d.e,): f': '(async-with (as a b) (as c (. d e)))\n  f',
  'with (a as b): c': '(with (as a b))\n  c',
  'with (a, b): c': '(with a b)\n  c',
});

check('match', {
  'match a:\n  case "x" | "y": b\n  case -1 | None: c\n  case _: d':
    '(match a)\n  (case "x" "y")\n    b\n  (case -1 null)\n    c\n  (default)\n    d',
  'match a, b:\n  case [x, 1, *rest] if x: c\n  case (p, q): d\n  case r, s: e':
    '(match (tuple a b))\n  (case as [x _ *rest] if x)\n    c\n  (case as [p q])\n    d\n  (case as [r s])\n    e',
  'match a:\n  case {"k": v, "n": {"m": w}, **o}: b\n  case {"k": v} as all: c':
    '(match a)\n  (case as {k: v, n: {m: w}, **o})\n    b\n  (case as {k: v, **all})\n    c',
  'match a:\n  case str(s): b\n  case P(x, y=z): c\n  case E.A as e: d\n  case n: f':
    '(match a)\n  (case as s)\n    b\n  (case as {0: x, y: z})\n    c\n  (case (. E A) as e)\n    d\n  (default as n)\n    f',
});

check('functions', {
  'def f(a, b: int, /, c=1, *, d: str = "x", **e) -> T: return a':
    '(function f (a b:int c=1 key d:str="x" **e) ->T)\n  (return a)',
  'def f(*args: int, k, **kw: str): ...': '(function f (*args:int key k **kw:str))\n  Ellipsis',
  'async def f():\n  yield 1\n  await g()': '(async generator function f ())\n  (yield 1)\n  (await (call g))',
  'def f():\n  def g(): yield\n  yield from h': '(generator function f ())\n  (generator function g ())\n    (yield)\n  (yield* h)',
  'def f():\n  def g(): yield': '(function f ())\n  (generator function g ())\n    (yield)',
  '@a\n@b.c(d)\ndef f(): return': '(@a @(call (. b c) d) function f ())\n  (return)',
  'def f((a, b), c): pass': '(function f ([a b] c))\n  (pass)',
  'def f[T](a: T): pass': '(function f (a:T))\n  (pass)',
});

check('classes', {
  'class A(B, c.D[int], *E, metaclass=M, total=False): pass':
    '(class A B (@ (. c D) int) (spread E) metaclass=M total=false)',
  '@d\nclass A:\n  """doc"""\n  a: int\n  b: str = "x"\n  c = 1\n  d: ClassVar[int] = 2\n  e, f = 1, 2':
    '(@d class A)\n  (field a :int)\n  (field b :str "x")\n  (static field c 1)\n  (static field d :(@ ClassVar int) 2)\n'
    + '  (static field e 1)\n  (static field f 2)',
  ['class A:\n  @staticmethod\n  def a(x): pass\n  @classmethod\n  def b(cls): pass\n  @property\n  def c(self): pass\n'
    + '  @c.setter\n  def c(self, v): pass\n  @functools.cached_property\n  def d(self): pass']:
    '(class A)\n  (@staticmethod static method a (x))\n    (pass)\n  (@classmethod method b (cls))\n    (pass)\n'
    + '  (@property getter c (self))\n    (pass)\n  (@(. c setter) setter c (self v))\n    (pass)\n'
    + '  (@(. functools cached_property) getter d (self))\n    (pass)',
  'class A:\n  class Meta:\n    x = 1\n  if B:\n    def f(self): pass\n  y = z = lambda s: s':
    '(class A)\n  (class Meta)\n    (static field x 1)\n  (method f (self))\n    (pass)\n'
    + '  (static field z (lambda z (s) s))\n  (static field y (lambda z (s) s))',
});

check('imports', {
  'import a, b.c, d.e as f': '(import a *>a)\n(import b.c *>b)\n(import d.e *>f)',
  'from a.b import c as d, e': '(import a.b c>d e>e)',
  'from . import a\nfrom .b import c\nfrom ...d.e import (f,\n  g,)':
    '(import . a>a)\n(import .b c>c)\n(import ...d.e f>f g>g)',
  'from a import *': '(import a *>_)',
  'from __future__ import annotations': '(import __future__ annotations>annotations)',
  'if TYPE_CHECKING:\n  from a import b\nelse:\n  from a import c':
    '(if TYPE_CHECKING)\n  (import-type a b>b)\nelse\n  (import a c>c)',
  'if t.TYPE_CHECKING:\n  import a': '(if (. t TYPE_CHECKING))\n  (import-type a *>a)',
});
