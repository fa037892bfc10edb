import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH } from '../../server/src/analysis/languages/builder';
import { dump } from './support/dump';
import { lowerPython } from './support/python';

describe('half-typed source keeps what can be read', () => {
  test.each([
    ['client.chat.', '(. client chat)'],
    ['x = ', 'x'],
    ['def f(q):\n  r = g(q)\n  exec(r.', '(function f (q))\n  (= r (call g q))\n  (call exec r)'],
    ['def f(self):\n  return self.', '(function f (self))\n  (return self)'],
    ['c = OpenAI(\ndef f():\n  pass', '(= c (call OpenAI))'],
    ['r = c.create(model="x",\n\ny = r.text\n', '(= r (call (. c create) model="x"))\n(= y (. r text))'],
    ['f(a, , b)', '(call f a b)'],
    ['@\ndef f(): pass', '(function f ())\n  (pass)'],
  ])('%j', (source, expected) => {
    const program = lowerPython(source);
    expect(program.hasErrors).toBe(true);
    for (const line of expected.split('\n')) expect(dump(program).split('\n')).toContain(line);
  });
});

describe('nesting does not use up the stack', () => {
  const repeat = (part: string, times: number): string => part.repeat(times);
  const sources: Readonly<Record<string, string>> = {
    'a sum of 5,000 terms': `x = "s"${repeat(' + a', 5000)}`,
    'a mixed sum': `x = 0${repeat(' + a - b', 2500)}`,
    'a condition of 5,000 terms': `x = a${repeat(' and b', 5000)}`,
    'a comparison of 2,000 terms': `x = a${repeat(' < b', 2000)}`,
    'a power of 2,000': `x = a${repeat(' ** b', 2000)}`,
    'a chain of 3,000 calls': `x = a${repeat('.b(c)', 3000)}`,
    'a chain of 3,000 indexes': `x = a${repeat('[0]', 3000)}`,
    '3,000 branches': `if a: b\n${repeat('elif c: d\n', 3000)}else: e`,
    '1,000 lists in each other': `x = ${repeat('[', 1000)}${repeat(']', 1000)}`,
    '3,000 parentheses': `x = ${repeat('(', 3000)}a${repeat(')', 3000)}`,
    '1,000 calls in each other': `x = ${repeat('f(', 1000)}"deep"${repeat(')', 1000)}`,
    '2,000 assignments in one': `${repeat('a = ', 2000)}b`,
    '1,000 conditions in each other': `x = ${repeat('a if b else ', 1000)}c`,
    '2,000 nots': `x = ${repeat('not ', 2000)}a`,
    '1,000 lambdas': `x = ${repeat('lambda: ', 1000)}a`,
    '600 blocks': Array.from({ length: 600 }, (_, i) => `${repeat(' ', i)}if a:`).join('\n') + ` b`,
    '2,000 open brackets': repeat('(', 2000),
    '2,000 patterns': `${repeat('(', 2000)}a${repeat(',)', 2000)} = b`,
  };
  test.each(Object.entries(sources))('%s', (_, source) => {
    const program = lowerPython(source);
    expect(depthOf(program.body)).toBeLessThanOrEqual(MAX_DEPTH + 2);
  });

  test('and loses no string', () => {
    const { strings } = lowerPython(sources['1,000 calls in each other']!);
    expect(strings.map((s) => s.value)).toEqual(['deep']);
  });

  test('and keeps every term and branch', () => {
    const sum = dump(lowerPython(sources['a sum of 5,000 terms']!));
    expect(sum.split(' a').length - 1).toBe(5000);
    const branches = dump(lowerPython(sources['3,000 branches']!));
    expect(branches.split(' d\n').length - 1).toBe(3000);
  });
});

const sample = `
from openai import OpenAI
client = OpenAI(api_key=os.environ["K"])
@app.route("/x", methods=["POST"])
async def ask(q: str = "a", *, k=None, **kw) -> str:
    """doc"""
    messages = [{"role": "user", "content": f"{q!r:>{k}} {{x}}"} for q in qs if q]
    with open(p) as f, lock:
        try:
            r = await client.chat.create(model="x", messages=messages)
        except (A, B) as e:
            raise X("y") from e
    match r:
        case {"a": [p, *q]} | None if t: return (lambda x: x)(r)
    if a < b <= c and not d: x = y = z[1:2, ::3]
    elif (n := f()): print >>f, "x"
    return r.choices[0].message.content
class A(B, metaclass=M):
    x: int = 3
    @property
    def y(self): yield from self.x
`;

test('no cut and no deletion makes it throw or point outside the text', () => {
  fc.assert(
    fc.property(fc.nat(sample.length), fc.nat(40), fc.constantFrom('', '(', ')', '"', "f'", '{', ':', '\n', ' = ', '.'), (at, length, put) => {
      const source = sample.slice(0, at) + put + sample.slice(at + length);
      const program = lowerPython(source);
      dump(program);
      checkSpans(program, source.length, new Set());
    }),
    { numRuns: 1000, seed: 1 },
  );
}, 60_000);

/** Levels of nodes with a kind below a value; shared nodes count where they are met first. */
function depthOf(value: unknown): number {
  let deepest = 0;
  const open: [unknown, number][] = [[value, 0]];
  const seen = new Set<unknown>();
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const below = 'kind' in node ? depth + 1 : depth;
    deepest = Math.max(deepest, below);
    for (const child of Object.values(node)) open.push([child, below]);
  }
  return deepest;
}

function checkSpans(value: unknown, length: number, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start === 'number' && typeof end === 'number' && !(start >= 0 && start <= end && end <= length)) {
    throw new Error(`span ${start}-${end} of ${JSON.stringify(value).slice(0, 80)} is outside of 0-${length}`);
  }
  for (const child of Object.values(value)) checkSpans(child, length, seen);
}
