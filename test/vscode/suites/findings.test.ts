import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, DiagnosticSeverity, Selection } from 'vscode';
import { after, closeAll, expectFindings, findingOf, findingsOf, open, openText, pause, replace } from './support/editor';

suite('Findings in open files', () => {
  teardown(closeAll);

  test('are exact in Python', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, ['30 model-output-to-code']);
    const finding = await findingOf(document.uri, 'model-output-to-code');
    assert.equal(document.getText(finding.range), 'extract_code(reply)');
    assert.equal(finding.severity, DiagnosticSeverity.Error);
    assert.equal(finding.message, "The model's reply reaches `exec()` through `extract_code()`.");
  });

  test('are exact in TSX', async () => {
    const { document } = await open('ReplyPanel.tsx');
    await expectFindings(document.uri, ['19 model-output-to-html']);
    assert.equal(document.getText((await findingOf(document.uri, 'model-output-to-html')).range), 'html');
  });

  test('carry the way of the value, step by step', async () => {
    const { document } = await open('analyst.py');
    const { relatedInformation = [], code } = await findingOf(document.uri, 'model-output-to-code');
    assert.equal(relatedInformation.length, 5);
    assert.deepEqual(relatedInformation.map(({ location }) => location.range.start.line + 1), [13, 29, 30, 30, 30]);
    assert.ok(typeof code === 'object', 'the rule id links to no page');
    assert.match(code.target.toString(), /model-output-to-code/);
  });

  test('appear and vanish as a key is typed and taken back', async () => {
    const editor = await openText('python', 'from openai import OpenAI\n\nclient = OpenAI()\n');
    const { document } = editor;
    const cursor = after(document, 'client = OpenAI(');
    editor.selection = new Selection(cursor, cursor);
    for (const text of ['api_key=', '"', 'proj-7f2a91c0d4e8b6553c1a9e02']) await commands.executeCommand('type', { text });
    assert.match(document.getText(), /OpenAI\(api_key="proj-7f2a91c0d4e8b6553c1a9e02"\)/);
    await expectFindings(document.uri, ['3 hardcoded-api-key']);
    await replace(document, '"proj-7f2a91c0d4e8b6553c1a9e02"', 'read_key()');
    await expectFindings(document.uri, []);
  });

  test('stay away from a clean file and from half-typed code', async () => {
    const { document } = await openText('typescript', "import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: process.env[");
    await pause(1_000);
    assert.deepEqual(findingsOf(document.uri), []);
  });

  test('go when the file is closed', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, ['30 model-output-to-code']);
    await closeAll();
    await expectFindings(document.uri, []);
  });
});
