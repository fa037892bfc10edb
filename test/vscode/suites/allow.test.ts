import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, window, type TextDocument } from 'vscode';
import { actionNamed, apply, closeAll, eventually, expectFindings, findingOf, open } from './support/editor';

suite('Allowing a finding', () => {
  teardown(closeAll);

  test('by the light bulb counts once a reason is typed', async () => {
    const { document } = await open('analyst.py');
    const finding = await findingOf(document.uri, 'model-output-to-code');
    await apply(await actionNamed(document.uri, finding, 'Allow `model-output-to-code` here, with a reason'));
    await expectReasonCounts(document);
  });

  test('by the link in the card counts once a reason is typed', async () => {
    const { document } = await open('analyst.py');
    const { range: { start, end } } = await findingOf(document.uri, 'model-output-to-code');
    const { line, character } = start;
    const reference = {
      uri: document.uri.toString(),
      ruleId: 'model-output-to-code',
      range: { start: { line, character }, end: { line: end.line, character: end.character } },
    };
    await commands.executeCommand('principled.allowFinding', reference);
    await expectReasonCounts(document);
  });
});

/** The comment stands above the line with the reason selected; before it is typed nothing is allowed. */
async function expectReasonCounts(document: TextDocument): Promise<void> {
  await eventually(() => assert.match(document.lineAt(29).text, /^ {4}# principled: allow model-output-to-code because <.+>$/));
  await expectFindings(document.uri, ['30 invalid-suppression', '31 model-output-to-code']);
  const editor = window.activeTextEditor;
  assert.equal(editor?.document, document);
  assert.match(document.getText(editor.selection), /^<.+>$/, 'the reason is not selected');
  await commands.executeCommand('type', { text: 'the script runs in a sandbox without a network' });
  await expectFindings(document.uri, []);
  assert.match(document.lineAt(29).text, /because the script runs in a sandbox without a network$/);
}
