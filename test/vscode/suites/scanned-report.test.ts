import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { closeAll, eventually, fileUri, remove } from './support/editor';

// Runs after the suites that rely on files which nobody has scanned yet: a report scans.
suite('The assurance report', () => {
  teardown(async () => {
    await closeAll();
    await remove('.principled');
  });

  test('opens in the editor and is recorded', async () => {
    await commands.executeCommand('principled.createReport');
    const labels = (): string[] => window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    await eventually(() => assert.deepEqual(labels(), ['Assurance Report']));
    const text = new TextDecoder().decode(await workspace.fs.readFile(fileUri('.principled/history.json')));
    const { reports } = JSON.parse(text) as { reports: { findings: Record<string, number> }[] };
    assert.equal(reports.length, 1);
    assert.ok((reports[0]?.findings['model-output-to-code'] ?? 0) > 0, 'the scan before it found nothing');
  });

  test('has drafts beside it, which open unsaved where they belong', async () => {
    await commands.executeCommand('principled.createDocument', 'threat-model');
    const document = await eventually(() => {
      const shown = window.activeTextEditor?.document;
      assert.equal(shown?.languageId, 'markdown');
      return shown;
    });
    assert.ok(document?.isUntitled, 'it was written without being asked');
    assert.match(document?.uri.path ?? '', /docs\/ai\/threat-model\.md$/);
    assert.match(document?.getText() ?? '', /^# Risk assessment and threat model: [^]*TODO/);
  });
});
