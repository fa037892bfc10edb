import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json';

const root = join(import.meta.dirname, '../..');
const { contributes } = manifest;
const ids = contributes.commands.map((it) => it.command);

test('every file the manifest names is there', () => {
  const files = [
    ...contributes.jsonValidation.map((it) => it.url), ...contributes.yamlValidation.map((it) => it.url),
    ...contributes.snippets.map((it) => it.path),
    ...contributes.walkthroughs.flatMap((it) => it.steps.map((step) => step.media.markdown)),
  ];
  for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
});

test('the client registers every command of the manifest, and the manifest shows none that it lacks', () => {
  const source = readFileSync(join(root, 'client/src/extension.ts'), 'utf8');
  const registered = [...source.matchAll(/\bon\('(\w+)'/g)].map((match) => `principled.${match[1]}`);
  expect(registered).toEqual(expect.arrayContaining(ids));
  const mentioned = JSON.stringify(contributes).matchAll(/command:(principled\.\w+)/g);
  for (const [, command] of mentioned) expect(registered).toContain(command);
});

test('commands are found by their category and go where they cannot work', () => {
  for (const { command, category } of contributes.commands) expect(category, command).toBe('Principled');
  const hidden = new Map(contributes.menus.commandPalette.map((it) => [it.command, it.when]));
  expect(hidden.get('principled.scanWorkspace')).toBe('workspaceFolderCount != 0 && !virtualWorkspace && !principled.stopped');
  expect(hidden.get('principled.explainFinding')).toContain('editorLangId');
});

test('it is activated by language only, and works in Restricted Mode', () => {
  expect(manifest.activationEvents.every((it) => it.startsWith('onLanguage:'))).toBe(true);
  expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({ supported: true, description: expect.stringMatching(/never runs/) });
  expect(manifest.capabilities.virtualWorkspaces.supported).toBe('limited');
});

test('settings are few, and belong to a resource', () => {
  const { properties } = contributes.configuration;
  expect(Object.keys(properties)).toEqual([
    'principled.severity', 'principled.minimumConfidence', 'principled.exclude', 'principled.trace.server',
  ]);
  const { 'principled.trace.server': _trace, ...others } = properties;
  for (const setting of Object.values(others)) expect(setting.scope).toBe('resource');
});
