import { MarkupContent, type CodeAction } from 'vscode-languageserver';
import { afterEach, describe, expect, test } from 'vitest';
import type { AllowEdit, Explanation } from '../../server/src/lsp/protocol';
import { converse, fullClient, plainClient, vscodeOptions, type Conversation, type ConversationOptions } from './conversation';

let talk: Conversation;
const start = async (options?: ConversationOptions): Promise<Conversation> => (talk = await converse(options));
afterEach(() => talk.close());

const vscode: ConversationOptions = { initializationOptions: vscodeOptions };

describe('the hover card', () => {
  const cardAt = async (uri: string, find: string): Promise<string> => {
    const contents = (await talk.hover(uri, find))?.contents;
    return MarkupContent.is(contents) ? contents.value : '';
  };

  test('says what, why, what to do, and cites the Code, CWE and OWASP, in this order', async () => {
    await start();
    const card = await cardAt(talk.open('a.py', 'x = 1\ndanger(reply)\n'), 'reply');
    expect(card).toBe([
      '**Model output runs as code.** The reply of a model is text that others can steer.  ',
      '**Instead:** parse it with `ast.literal_eval`.  ',
      '**Code of Practice, principle 2 · 2.2** (requirement): withstand attacks on the AI, unexpected inputs and its own failure.',
      '',
      'Proven, 2 steps · principle 2: Design your AI system for security as well as functionality and performance · '
      + '[Read the Code ↗](https://www.gov.uk/government/publications/ai-cyber-security-code-of-practice/'
      + 'code-of-practice-for-the-cyber-security-of-ai#code-of-practice-principles) · '
      + '[CWE-95](https://cwe.mitre.org/data/definitions/95.html "Improper Neutralization of Directives in Dynamically '
      + 'Evaluated Code (\'Eval Injection\')") · '
      + '[OWASP LLM10:2026](https://github.com/GenAI-Security-Project/GenAI-LLM-Top10 "Improper Output Handling")',
    ].join('\n'));
  });

  test('links only commands the client declared, with one argument each', async () => {
    await start(vscode);
    const uri = talk.open('a.py', 'danger(reply)\n');
    const links = [...(await cardAt(uri, 'reply')).matchAll(/\[([^\]]+)\]\(command:([\w.]+)\?([^)]*)\)/g)];
    const reference = {
      uri, ruleId: 'model-output-to-code', range: { start: { line: 0, character: 7 }, end: { line: 0, character: 12 } },
    };
    expect(links.map(([, title, command, query]) => [title, command, JSON.parse(decodeURIComponent(query ?? ''))])).toEqual([
      ['Explain', 'principled.explainFinding', [reference]],
      ['Checklist 2.2', 'principled.openChecklist', ['2.2']],
      ['Allow…', 'principled.allowFinding', [reference]],
    ]);
  });

  test('puts several findings of a place into one card, most severe first, and says why one is only likely', async () => {
    await start();
    const card = await cardAt(talk.open('a.py', 'doubt(danger(x))\n'), 'x');
    expect(card).not.toContain('---');
    const both = await cardAt(talk.open('b.py', 'doubt()danger()\n'), ')danger');
    expect(both).toContain('Likely: `doubt` was not resolved');
  });

  test('is plain text for a client that shows no Markdown', async () => {
    await start({ capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } } });
    const hover = await talk.hover(talk.open('a.py', 'danger(reply)\n'), 'reply');
    expect(hover?.contents).toMatchObject({ kind: 'plaintext' });
    const card = MarkupContent.is(hover?.contents) ? hover.contents.value : '';
    expect(card).toContain('Model output runs as code');
    expect(card).toMatch(/^Proven, 2 steps · .* · CWE-95 · OWASP LLM10:2026$/m);
    expect(card).not.toMatch(/\*\*|\]\(/);
  });

  test('is absent beside a finding', async () => {
    await start();
    expect(await talk.hover(talk.open('a.py', 'x = 1\ndanger(reply)\n'), 'x')).toBeNull();
  });
});

const titles = (actions: readonly CodeAction[]): string[] => actions.map((it) => it.title);

describe('code actions', () => {
  test('stand in their order, each with its diagnostic', async () => {
    await start(vscode);
    const uri = talk.open('a.py', 'danger(one)\ndanger(two)\n');
    const actions = await talk.actions(uri, 'one');
    expect(titles(actions)).toEqual([
      'Parse with `ast.literal_eval`',
      'Ask somebody',
      'Fix all `model-output-to-code` in this file',
      'Explain this finding',
      'Allow `model-output-to-code` here, with a reason',
      'Open checklist item 2.2',
      'Turn `model-output-to-code` off in this workspace',
    ]);
    expect(actions.every((it) => it.kind === 'quickfix' && it.diagnostics?.length === 1)).toBe(true);
    expect(actions.filter((it) => it.isPreferred).map((it) => it.title)).toEqual(['Parse with `ast.literal_eval`']);
    expect(talk.apply(uri, actions[0]?.edit ?? {})).toBe('harmless(one)\ndanger(two)\n');
    expect(talk.apply(uri, actions[2]?.edit ?? {})).toBe('harmless(one)\nharmless(two)\n');
  });

  test('need no command of the client', async () => {
    await start({ capabilities: plainClient });
    const uri = talk.open('a.py', 'danger(one)\n');
    const actions = await talk.actions(uri, 'one');
    expect(titles(actions)).toEqual([
      'Parse with `ast.literal_eval`', 'Ask somebody', 'Allow `model-output-to-code` here, with a reason',
    ]);
    expect(talk.apply(uri, actions[2]?.edit ?? {}))
      .toBe('# principled: allow model-output-to-code because <why this is safe here>\ndanger(one)\n');
  });

  test('fix all safe ones on request, and nothing else then', async () => {
    await start();
    const uri = talk.open('a.py', 'danger(one)\ndoubt(two)\ndanger(three)\n');
    for (const only of ['source.fixAll', 'source.fixAll.principled', 'source']) {
      const [action, ...others] = await talk.actions(uri, 'doubt', [only]);
      expect(others).toEqual([]);
      expect(action?.kind).toBe('source.fixAll.principled');
      expect(talk.apply(uri, action?.edit ?? {})).toBe('harmless(one)\ndoubt(two)\nharmless(three)\n');
    }
    expect(await talk.actions(uri, 'one', ['refactor'])).toEqual([]);
    expect(await talk.actions(uri, 'one', ['source.fixAll.other'])).toEqual([]);
  });

  test('carry the version of the document they are for', async () => {
    await start();
    const uri = talk.open('a.py', 'x\ndanger(one)\n');
    talk.edit(uri, 'x', 'xyz');
    const [action] = await talk.actions(uri, 'one');
    expect(action?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 2 } }]);
  });
});

describe('allowing with a reason', () => {
  const allow = async (name: string, language: string, text: string): Promise<string> => {
    const uri = talk.open(name, text, language);
    const action = (await talk.actions(uri, 'reply')).find((it) => it.title.startsWith('Allow'));
    expect(action?.edit).toBeUndefined();
    const resolved = await talk.client.sendRequest<CodeAction>('codeAction/resolve', action);
    return talk.apply(uri, resolved.edit ?? {});
  };

  test('writes the comment above, indented alike, with the cursor in the reason', async () => {
    await start(vscode);
    expect(await allow('a.py', 'python', 'def f():\n\tdanger(reply)\n')).toBe(
      'def f():\n\t# principled: allow model-output-to-code because ${0:<why this is safe here>}\n\tdanger(reply)\n');
    expect(await allow('a.ts', 'typescript', '{\n  danger(reply)\n}\n')).toBe(
      '{\n  // principled: allow model-output-to-code because ${0:<why this is safe here>}\n  danger(reply)\n}\n');
  });

  test('keeps the line ends of the file', async () => {
    await start(vscode);
    expect(await allow('a.py', 'python', 'x = 1\r\ndanger(reply)\r\n')).toBe(
      'x = 1\r\n# principled: allow model-output-to-code because ${0:<why this is safe here>}\r\ndanger(reply)\r\n');
  });

  test('uses what the parser takes for a comment between elements and in code', async () => {
    await start(vscode);
    expect(await allow('a.tsx', 'typescriptreact', '  <p a={danger(reply)} />\n')).toBe(
      '  {/* principled: allow model-output-to-code because ${0:<why this is safe here>} */\\}\n  <p a={danger(reply)} />\n');
    expect(await allow('b.jsx', 'javascriptreact', '  danger(reply)\n')).toBe(
      '  // principled: allow model-output-to-code because ${0:<why this is safe here>}\n  danger(reply)\n');
  });

  test('works from the link in the hover as well', async () => {
    await start(vscode);
    const uri = talk.open('a.py', '  danger(reply)\n');
    const [diagnostic] = await talk.pull(uri);
    const reference = { uri, ruleId: 'model-output-to-code', range: diagnostic?.range };
    expect(await talk.client.sendRequest<AllowEdit>('principled/allow', reference)).toEqual({
      uri, version: 1, at: { line: 0, character: 0 },
      snippet: '  # principled: allow model-output-to-code because ${0:<why this is safe here>}\n',
    });
    talk.edit(uri, 'danger', 'harmless');
    expect(await talk.client.sendRequest('principled/allow', reference)).toBeNull();
  });
});

test('explaining shows the way step by step, the rule page, the Code and places alike', async () => {
  await start({ ...vscode, capabilities: fullClient });
  const uri = talk.open('a.py', 'x = 1\ndef f():\n    danger(reply)\n');
  const other = talk.open('b.py', '\n\ndanger(other)\n');
  const [diagnostic] = await talk.pull(uri);
  const reference = { uri, ruleId: 'model-output-to-code', range: diagnostic?.range };
  const explanation = await talk.client.sendRequest<Explanation>('principled/explain', reference);
  expect(explanation).toMatchObject({
    title: 'Model output runs as code', confidence: 'proven, 2 steps', moreOthers: 0,
    page: '# The page\n\n## What\n\nText.\n',
  });
  expect(explanation.steps[1]).toEqual({
    text: '`danger` runs it',
    place: { uri, label: 'a.py, line 3', range: { start: { line: 2, character: 4 }, end: { line: 2, character: 10 } } },
    excerpt: [{ number: 2, text: 'def f():', isMarked: false }, { number: 3, text: '    danger(reply)', isMarked: true }],
  });
  expect(explanation.provisions.map((it) => [it.id, it.level, it.principle])).toEqual([
    ['2.2', 'requirement', 2], ['9.4.1', 'recommendation', 9],
  ]);
  expect(explanation.citations.map((it) => it.cite)).toEqual(['CWE-95', 'OWASP LLM10:2026', 'OWASP ASI05:2026']);
  expect(explanation.others.map((it) => [it.place.uri, it.place.label])).toEqual([[other, 'b.py, line 3']]);
});
