import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openWorkbench } from '../../../scripts/vscode/workbench.mjs';

const root = join(import.meta.dirname, '../../..');

/** With PRINCIPLED_PICTURES=1 a run draws the pictures of the documentation anew; else they go where nobody commits them. */
const pictures = join(root, process.env['PRINCIPLED_PICTURES'] === '1' ? 'docs/images' : 'out/look');

/** A window of VS Code with the extension, as a person has it before them. */
export interface Window {
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens the window on a copy of the workspace, in the light theme unless told. Throws when nothing is built. */
export async function openWindow({ theme = 'Default Light Modern', ...options }: { readonly isRestricted?: boolean; readonly theme?: string } = {}): Promise<Window> {
  if (!existsSync(join(root, 'dist/extension.js'))) throw new Error('There is no dist/: run `npm run build` first.');
  const { page, close } = await openWorkbench({
    workspace: join(import.meta.dirname, '../workspace'),
    extension: root,
    ...options,
    settings: {
      'workbench.colorTheme': theme,
      'breadcrumbs.enabled': false,
      'editor.lightbulb.enabled': 'on',
      'editor.stickyScroll.enabled': false,
      'workbench.layoutControl.enabled': false,
      'window.commandCenter': false,
    },
  });
  await page.locator('.monaco-workbench').waitFor();
  return { page, close };
}

/** Leaves nothing of the test before: no menu, no editor, no message. */
export async function reset(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 400); // A pointer left over a finding would bring its card up in the way.
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** What no person should have to read: markup, failed lookups, machine words. */
export function expectPlainWords(words: string): void {
  expect(words.trim()).not.toBe('');
  expect(words).not.toMatch(/\*\*|\]\(|\bundefined\b|\bnull\b|\bNaN\b|\[object|\$\{/);
}

/** Runs a command by its title, through the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await chooseInQuickInput(page, 'F1', `>${title}`, title);
}

/** Opens a file of the workspace by its name and waits for its first squiggle. */
export async function openFile(page: Page, name: string): Promise<void> {
  await chooseInQuickInput(page, 'Control+P', name, name);
  await squiggle(page).waitFor();
}

/** Tried again, because a key that closes something may still be under way and close this as well. */
async function chooseInQuickInput(page: Page, key: string, typed: string, entry: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: entry });
  await untilShown(row, async () => {
    await page.keyboard.press(key);
    await page.locator('.quick-input-widget input[type=text]').fill(typed, { timeout: attemptMilliseconds });
  });
  await page.keyboard.press('Enter');
}

const attempts = 5;
const attemptMilliseconds = 3_000;

/** Repeats what a person does until it has shown something. */
export async function untilShown(wanted: Locator, act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act();
      return await wanted.waitFor({ timeout: attemptMilliseconds });
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

export function squiggle(page: Page): Locator {
  return page.locator('.editor-instance .squiggly-error').first();
}

/** Puts the cursor where a click would. */
export async function clickOn(page: Page, place: Locator): Promise<void> {
  const box = await boxOf(place);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

export async function pointAt(page: Page, place: Locator): Promise<void> {
  const box = await boxOf(place);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 40);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
}

async function boxOf(place: Locator): Promise<Area> {
  const box = await place.boundingBox();
  if (!box) throw new Error('That place is not on the screen.');
  return box;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Parts of the window worth a picture of their own. */
export const areas = {
  editor: { x: 348, y: 0, width: 932, height: 680 },
  status: { x: 0, y: 640, width: 640, height: 160 },
} as const;

/** The area of an element, for a picture of it alone. */
export async function around(element: Locator): Promise<Area> {
  const { x, y, width, height } = await boxOf(element);
  return { x, y: Math.max(0, y), width, height };
}

/** Draws a picture of the window, or of an area of it. */
export async function picture(page: Page, name: string, clip?: Area): Promise<void> {
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide', ...(clip ? { clip } : {}) });
}
