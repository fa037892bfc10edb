import type { PromptUse, Usage } from '../../analysis/usage';
import type { Drafts } from './drafts';
import type { Prompt, WorkspaceFiles } from './inventory';
import type { UsedModels } from './models';
import { maskSecrets } from './mask';
import { isPromptFile } from './names';

/** Longest excerpt, in UTF-16 code units. */
const EXCERPT = 120;

/** System prompts that code gives to models; one text is one prompt, however often it is used. */
export function addPrompts(drafts: Drafts, usage: Usage, models: readonly UsedModels[], files: WorkspaceFiles): void {
  for (const use of usage.prompts) {
    const id = `prompt:${files.pathOf(use.textAt.file)}:${use.title ?? use.textAt.span.start}`;
    drafts.add<Prompt>({ kind: 'prompt', id, name: nameOf(use), form: 'text', ...about(use.text), places: [use.textAt] });
    for (const { use: model, ids } of models) {
      const isSame = model.at.file === use.at.file && model.at.span.start === use.at.span.start;
      if (isSame) for (const one of ids) drafts.connect(one, id, 'prompted-by');
    }
  }
}

function nameOf({ title, text }: PromptUse): string {
  if (title !== undefined) return title;
  const words = excerptOf(text ?? '').slice(0, 48);
  return words === '' ? 'system prompt' : words;
}

function about(text: string | undefined): Pick<Prompt, 'excerpt' | 'length' | 'isTemplate'> {
  if (text === undefined) return { isTemplate: false };
  return { excerpt: excerptOf(text).slice(0, EXCERPT), length: text.length, isTemplate: text.includes('\0') || /\{\{?\s*\w+\s*\}?\}/.test(text) };
}

/** In one line; masked before it is cut, since half a key has not the shape of one. */
function excerptOf(text: string): string {
  return maskSecrets(text.replaceAll('\0', '…').replace(/\s+/g, ' ').trim());
}

/** Prompts that are files of their own, by the conventions of the field. */
export function addPromptFiles(drafts: Drafts, files: WorkspaceFiles): void {
  for (const path of files.paths) {
    if (!isPromptFile(path)) continue;
    const text = files.readText(path);
    if (text === undefined) continue;
    drafts.add<Prompt>({
      kind: 'prompt', id: `prompt:${files.pathOf(path)}`, name: path.slice(path.lastIndexOf('/') + 1), form: 'file', ...about(text),
      places: [{ file: path, span: { start: 0, end: 0 } }],
    });
  }
}
