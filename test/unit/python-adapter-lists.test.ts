import { expect, test } from 'vitest';
import { lowerPython } from './support/python';
import type { Span } from '../../server/src/analysis/program/program';

test('functions and classes are numbered where they begin', () => {
  const program = lowerPython(`
@wrap(lambda: 1)
def a(b=lambda: 2):
    class C:
        def d(self): pass
    return lambda e: e
class F: pass
`);
  expect(program.functions.map((f) => f.name)).toEqual(['a', undefined, 'b', 'd', undefined]);
  expect(program.functions.map((f) => f.id)).toEqual([0, 1, 2, 3, 4]);
  expect(program.classes.map((c) => [c.id, c.name])).toEqual([[0, 'C'], [1, 'F']]);
});

test('strings are all plain literals, in order', () => {
  const program = lowerPython(`
"""doc"""
def f(a: "T" = "d"):
    """inner"""
    return {"k": "v" if "t" else "o"}, f"x{g('y')}", "m" "n", "p" f"{q}", b"bytes"
`);
  expect(program.strings.map((s) => s.value)).toEqual([
    'doc', 'T', 'd', 'inner', 'k', 'v', 't', 'o', 'y', 'mn', 'p',
  ]);
  expect(program.functions[0]?.docstring).toBe('inner');
});

test('comments are all comments, without their marks', () => {
  const program = lowerPython('#! /bin/sh\nf(a, # one\n  b)\ndef g():\n  # two\n  pass\n  ## three ##\n');
  expect(program.comments.map((c) => c.text)).toEqual(['! /bin/sh', 'one', 'two', 'three ##']);
});

test('imports are listed wherever they stand', () => {
  const program = lowerPython('import a\ndef f():\n  from b import c\nclass D:\n  import e\ntry:\n  import g\nexcept E: pass');
  expect(program.imports.map((i) => i.module)).toEqual(['a', 'b', 'e', 'g']);
});

test('spans cover what they are of', () => {
  const source = `# 😀
import a.b as c
@d
def f(x: int = 1, **k):
    for y in g(x, n="é"):
        z = y.prop.more[1:2]
try: pass
except (A, B) as e: pass
`;
  const program = lowerPython(source);
  const text = (span: Span | undefined): string => (span ? source.slice(span.start, span.end) : '');
  const [imported, definition, attempt] = program.body;
  if (imported?.kind !== 'import' || definition?.kind !== 'function' || attempt?.kind !== 'try') throw new Error('shape');
  expect(text(imported.moduleSpan)).toBe('a.b');
  expect(text(imported.names[0])).toBe('a.b as c');
  const node = definition.function;
  expect(text(node).startsWith('@d\ndef f')).toBe(true);
  expect(text(node.nameSpan)).toBe('f');
  expect(node.parameters.map(text)).toEqual(['x: int = 1', '**k']);
  expect(text(node.bodySpan).startsWith('for y')).toBe(true);
  const loop = node.body[0];
  if (loop?.kind !== 'loop' || loop.iterable?.kind !== 'call') throw new Error('shape');
  expect(text(loop.header)).toBe('for y in g(x, n="é")');
  expect(text(loop.iterable.argumentsSpan)).toBe('x, n="é"');
  expect(loop.iterable.arguments.map(text)).toEqual(['x', 'n="é"']);
  const assign = loop.body[0];
  if (assign?.kind !== 'assign' || assign.value?.kind !== 'index' || assign.value.object.kind !== 'member') throw new Error('shape');
  expect(text(assign.value.index)).toBe('1:2');
  expect(text(assign.value.object.propertySpan)).toBe('more');
  expect(text(attempt.handlers[0]?.header)).toBe('except (A, B) as e');
});

test('a lambda is named by the words before its body', () => {
  const source = 'f(lambda a, b: a)';
  const node = lowerPython(source).functions[0]!;
  expect(source.slice(node.nameSpan.start, node.nameSpan.end)).toBe('lambda a, b:');
  expect(source.slice(node.bodySpan.start, node.bodySpan.end)).toBe('a');
  expect(node.isArrow).toBe(true);
});
