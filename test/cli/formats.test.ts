import { describe, expect, test } from 'vitest';
import { excerptAround, widthOf } from '../../server/src/cli/printable';
import { printable } from '../../server/src/lint/escape';
import { folderWith, runIn } from './support/fake';

const evil = '<script>alert(1)</script>`|](x) @all \u001b[31m\u202e';
const folder = folderWith({
  'app/main.py': 'import x\n\tname = "日本"; EVAL(reply.text)  # tail\n',
  'app/<b>&"x`.ts': `KEY(sk-abcdef)\nEVAL(${evil.replace(/\(.*?\)/g, '')})\nCALL(llm)\n`,
  'old.py': 'OLD(x)\n',
});
const scan = async (format: string, more = {}) => (await runIn(folder, ['scan', '--format', format], more)).out;

describe('text', () => {
  test('shows place, code, way and remedy', async () => {
    const { out } = await runIn(folder, ['scan', 'app/main.py']);
    expect(out).toBe(`app/main.py

  2:20  error  The model's reply reaches \`eval()\` through \`EVAL(reply.text)\`.
    2 | name = "日本"; EVAL(reply.text)  # tail
      |                     ^^^^^^^^^^
      1. 2:15 the reply starts here
      2. 2:15 \`eval\` runs it
      Instead: Parse the reply with \`json.loads\`.
      Code of Practice 2.2 (requirement; also 9.4.1), principle 2: Design your AI system for security as well as functionality and performance
      model-output-to-code (proven)

1 error
1 file examined in 0.0 s.
`);
  });

  test('gives a file no power over the terminal', async () => {
    const out = await scan('text', { isTTY: true });
    expect(out).toContain('\u001b[31merror\u001b[0m');
    expect(out.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u001b\u202e]/);
    expect(out).not.toContain('\u001b[31m\\u{202e}');
  });

  test.each([[{ NO_COLOR: '1' }], [{ TERM: 'dumb' }]])('has no colours with %j', async (environment) => {
    expect(await scan('text', { isTTY: true, environment })).not.toContain('\u001b');
  });

  test('says so when nothing was found', async () => {
    expect((await runIn(folderWith({ 'a.py': '' }), ['scan'])).out).toBe('Nothing found\n1 file examined in 0.0 s.\n');
    expect((await runIn(folder, ['scan', 'old.py'])).out).toContain('Nothing found (1 more allowed by comments)');
  });
});

test.each(['text', 'json', 'sarif', 'markdown', 'html'])('a key is not printed again in %s', async (format) => {
  expect((await scan(format)).replace(/through.*?\./g, '')).not.toContain('sk-abcdef');
});

describe('markdown and HTML', () => {
  test('give a file no power over the page', async () => {
    const html = await scan('html');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(html.match(/https?:/g)).toBeNull();
    expect(html).toContain('<mark>');
    const markdown = (await scan('markdown')).replace(/```[^]*?```|`` [^]*? ``|`[^`\n]*`/g, '');
    expect(markdown).not.toMatch(/<(?!\/?details|\/?summary)|@all|\]\(x/);
  });

  test('name every finding', async () => {
    for (const format of ['html', 'markdown']) {
      const out = await scan(format);
      for (const id of ['model-output-to-code', 'hardcoded-api-key', 'unlogged-inference']) expect(out).toContain(id);
    }
  });
});

describe('rules', () => {
  test('as text and as a table', async () => {
    const text = (await runIn('/', ['rules'])).out.split('\n');
    expect(text[0]).toBe('hardcoded-api-key     error        Key written in the source');
    const table = (await runIn('/', ['rules', '--format', 'markdown'])).out.split('\n');
    expect(table[3]).toBe('| `inline-system-prompt` | Long prompt in the code | off | python, javascript | yes | 2.2, 9.4.1 | CWE-1053 | LLM10:2026, ASI05:2026 |');
  });
});

describe('excerpts', () => {
  test.each([
    ['a line', '    eval(x)', 9, 10, 'eval(', 'x', ')'],
    ['tabs', '\ta\tb', 3, 4, 'a    ', 'b', ''],
    ['nothing', '', 0, 0, '', '', ''],
    ['behind the end', 'ab', 5, 9, 'ab', '', ''],
    ['controls', 'a\u001bb', 2, 3, 'a\\u{1b}', 'b', ''],
  ])('%s', (_what, line, start, end, before, marked, after) => {
    expect(excerptAround(line, start, end)).toEqual({ before, marked, after });
  });

  test('long lines are cut around the place', () => {
    const { before, marked, after } = excerptAround(`${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`, 5000, 5004);
    expect(marked).toBe('HERE');
    expect(before.startsWith('…') && after.endsWith('…')).toBe(true);
    expect((before + marked + after).length).toBeLessThan(140);
    expect(excerptAround('x'.repeat(9000), 0, 9000).marked.length).toBeLessThan(140);
  });

  test('width and hidden characters', () => {
    expect([widthOf('abc'), widthOf('日本'), widthOf('e\u0301'), widthOf('😀')]).toEqual([3, 4, 1, 2]);
    expect(printable('a\r\nb\u200bc\u{e0041}')).toBe('a b\\u{200b}c\\u{e0041}');
  });
});
