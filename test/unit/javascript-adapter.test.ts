import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CHAIN, MAX_DEPTH } from '../../server/src/analysis/languages/builder';
import type { LanguageId, Program, Span } from '../../server/src/analysis/program/program';
import { dump } from './support/dump';
import { lowerJavascript } from './support/lowerJavascript';

/** Every object in the body of the program, with how many nodes it is nested in. */
function* nodesOf(program: Program): Generator<{ readonly node: Readonly<Record<string, unknown>>; readonly depth: number }> {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: program.body, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    const node = value as Readonly<Record<string, unknown>>;
    if (!Array.isArray(value)) yield { node, depth };
    const inner = 'kind' in node ? depth + 1 : depth;
    for (const part of Object.values(node)) open.push({ value: part, depth: inner });
  }
}

function expectSound(program: Program, source: string): void {
  for (const { node, depth } of nodesOf(program)) {
    if (depth > MAX_DEPTH + MAX_CHAIN) expect.fail(`nested ${depth} deep`);
    if (typeof node['start'] !== 'number') continue;
    const { start, end } = node as unknown as Span;
    if (start < 0 || end < start || end > source.length) expect.fail(`${JSON.stringify(node)} lies outside the file`);
  }
  expect(program.functions.map((f) => f.id)).toEqual(program.functions.map((_, i) => i));
  expect(program.classes.map((c) => c.id)).toEqual(program.classes.map((_, i) => i));
}

describe('spans', () => {
  const source = [
    "import { a } from './lib';",
    'const run = async (x) => { go(x) };',
    'o.m = (y) => y;',
    'use(function (z) { });',
    'class K { #p = () => 1 }',
    'while (more()) { step(1, 2) }',
    'try { } catch (e) { }',
    'do { } while (again());',
    'x = (a + b) * c;',
  ].join('\n');
  const program = lowerJavascript('javascript', source);
  const textOf = (span: Span) => source.slice(span.start, span.end);
  const statement = <K extends string>(kind: K) =>
    program.body.filter((s): s is Extract<typeof s, { kind: K }> => s.kind === kind);

  test('a module is the text between the quotes', () => {
    expect(program.imports.map((i) => textOf(i.moduleSpan))).toEqual(['./lib']);
  });
  test('a function is named where its name, or that of its variable, is written', () => {
    expect(program.functions.map((f) => [f.name, textOf(f.nameSpan)])).toEqual([
      ['run', 'run'], ['m', 'm'], [undefined, 'function (z)'], ['#p', '#p'],
    ]);
  });
  test('a body has no braces', () => {
    expect(program.functions.map((f) => textOf(f.bodySpan))).toEqual([' go(x) ', 'y', ' ', '1']);
  });
  test('headers are their words', () => {
    expect(statement('loop').map((l) => textOf(l.header))).toEqual(['while (more())', 'while (again())']);
    expect(statement('try').flatMap((t) => t.handlers).map((h) => textOf(h.header))).toEqual(['catch (e)']);
  });
  test('an operation in parentheses stands without them, what is around it with them', () => {
    const value = statement('assign').at(-1)?.value;
    if (value?.kind !== 'binary') throw new Error('not lowered to an operation');
    expect([value, value.left, value.right].map(textOf)).toEqual(['(a + b) * c', 'a + b', 'c']);
  });
  test('arguments are the text between the parentheses', () => {
    const body = statement('loop')[0]?.body[0];
    const call = body?.kind === 'expression' && body.value.kind === 'call' ? body.value : undefined;
    expect(call?.argumentsSpan && textOf(call.argumentsSpan)).toBe('1, 2');
  });
  test('offsets count UTF-16 units', () => {
    const emoji = "const a = '😀'; f(a)";
    const [, last] = lowerJavascript('typescript', emoji).body;
    expect(last && emoji.slice(last.start, last.end)).toBe('f(a)');
  });
});

describe('what a program lists', () => {
  test('comments of all forms, without their markers', () => {
    const source = '#!/usr/bin/env node\n// one\nf(/* two */ a);\n/**\n * three\n * four\n */\nx = <p>{/* five */}</p>;';
    expect(lowerJavascript('javascript', source).comments.map((c) => c.text)).toEqual([
      '/usr/bin/env node', 'one', 'two', 'three\nfour', 'five',
    ]);
  });
  test('directives of the file only', () => {
    const source = "// licence\n'use client'\n'use strict';\nfunction f() { 'use server' }\n'late'";
    const program = lowerJavascript('javascript', source);
    expect(program.directives).toEqual(['use client', 'use strict']);
    expect(program.functions[0]?.directives).toEqual(['use server']);
  });
  test('strings, wherever they stand, but no template with substitutions and no module name', () => {
    const source = "import 'm'; f('a', `b`, `c${'d'}`, {'e': 1}); type T = 'f'; const x = { g: `${h}` };";
    expect(lowerJavascript('typescript', source).strings.map((s) => s.value)).toEqual(['a', 'b', 'd', 'e', 'f']);
  });
  test('functions and classes in source order', () => {
    const source = '@d(() => 1) class A { f = () => class B {}; m(x = () => 2) { return () => 3 } }\nf(() => 4).g(function h() {})';
    const program = lowerJavascript('typescript', source);
    expectSound(program, source);
    const starts = program.functions.map((f) => f.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(program.classes.map((c) => c.name)).toEqual(['A', 'B']);
    expect(program.functions).toHaveLength(7);
  });
  test('imports, also inside functions and branches of a namespace', () => {
    const source = "import 'a'; export * from 'b'; declare module 'm' { import c from 'c' }";
    expect(lowerJavascript('typescript', source).imports.map((i) => i.module)).toEqual(['a', 'b', 'c']);
  });
});

describe('half-typed code', () => {
  const CASES: readonly (readonly [LanguageId, string, string])[] = [
    ['javascript', 'f(a, , b)', '(call f a (unknown) b)'],
    ['javascript', "eval(q); a('x", '(call eval q)'],
    ['typescript', 'const x = await c.create({ model: "m", input: eval(q), ', '(call eval q)'],
    ['typescript', 'class A { foo() { return eval(x) }\n bar( {', '(call eval x)'],
    ['typescriptreact', 'function P() { return <div><span {...p}>{eval(m.x)}</span>{m. }</div> }', '(call eval (. m x))'],
    ['javascript', "switch (x) { case 'a': eval(y); case", '(call eval y)'],
    ['javascript', 'ok(); } else { eval(z)', '(call eval z)'],
  ];
  test.each(CASES)('%s: %s', (language, source, part) => {
    const program = lowerJavascript(language, source);
    expect(program.hasErrors || source.includes(', ,')).toBe(true);
    expect(dump(program)).toContain(part);
    expectSound(program, source);
  });

  const WHOLE = [
    "import OpenAI, { type B } from 'openai'; export * as ns from './x';",
    '@Dec() export class S<T> extends Base<T> { #k = `a${1}`; constructor(private x: T = y!) { super(); } get v() { return this.#k } }',
    'export const run = async ({ q, ...r }: { q: string }) => { for await (const c of s) { if (c) out += c?.d ?? "" ; else break } };',
    'const el = <div {...p} a="b&amp;">{xs.map((x) => <B.C key={x}/>)} t</div>;',
    'switch (a) { case 1: x = [, ...b] as const; default: try { throw /re/ } catch { delete o[k] } finally { do { i++ } while (0) } }',
  ].join('\n');
  const CHARACTERS = ['(', ')', '{', '}', '[', ']', '<', '>', '"', "'", '`', '${', '/', '.', ',', ';', '=', '=>', ':', '@', '#', ' ', '\n', 'x', '/*'];

  test.each<LanguageId>(['javascript', 'typescript', 'typescriptreact'])('%s cut and overwritten anywhere is lowered soundly', (language) => {
    const at = fc.nat(WHOLE.length);
    fc.assert(fc.property(at, at, fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 4 }), (one, other, typed) => {
      const source = WHOLE.slice(0, Math.min(one, other)) + typed.join('') + WHOLE.slice(Math.max(one, other));
      expectSound(lowerJavascript(language, source), source);
    }), { numRuns: 150 });
  });
});

describe('very deep code', () => {
  const repeat = (times: number, open: string, middle: string, close = '') => open.repeat(times) + middle + close.repeat(times);
  const CASES: Readonly<Record<string, string>> = {
    'a long sum': `x = ${repeat(5000, '', "'a'", ' + b')}`,
    'a long sum of mixed operators': `x = ${repeat(2500, '', 'a', ' + b - c')}`,
    'a long condition': `x = ${repeat(5000, '', 'a', ' && b')}`,
    'a long chain of calls': repeat(2000, '', 'p', '.then((r) => g(r))'),
    'many branches': `${repeat(3000, 'if (a) { b() } else ', '{ c() }')}`,
    'parentheses': `x = ${repeat(3000, '(', 'a', ')')}`,
    'arrays': `x = ${repeat(3000, '[', 'a', ']')}`,
    'patterns': `${repeat(3000, '[', 'a', ']')} = x`,
    'functions': repeat(2000, 'function f() {', '', '}'),
    'arrows': `x = ${repeat(3000, '() => ', '1')}`,
    'sums in sums': `x = ${repeat(300, '(', 'a', `${' + b'.repeat(31)})`)}`,
    'elements': `x = ${repeat(2000, '<a>', '', '</a>')}`,
    'calls that are never closed': repeat(3000, 'f(', ''),
  };
  test.each(Object.entries(CASES))('%s', (_, source) => {
    expectSound(lowerJavascript('typescriptreact', source), source);
  });
  test('types', () => {
    for (const type of [repeat(5000, '', '"a"', ' | "b"'), repeat(2000, 'A<', 'B', '>'), repeat(3000, '', 'A', '[]')]) {
      const source = `type T = ${type}`;
      expectSound(lowerJavascript('typescript', source), source);
    }
  });
  test('the callbacks of a long chain are all lowered', () => {
    const program = lowerJavascript('javascript', repeat(2000, '', 'p', '.then((r) => g(r))'));
    expect(program.functions).toHaveLength(2000);
  });
  test('the bodies of many branches are all lowered', () => {
    const text = dump(lowerJavascript('javascript', repeat(500, 'if (a) { b() } else ', '{ c() }')));
    expect(text.match(/\(call b\)/g)).toHaveLength(500);
  });
});
