/**
 * Text that may hold words of the workspace, for a message of VS Code: a message makes links of `[text](target)`,
 * also such that run commands.
 */
export function plain(text: string): string {
  return text.replaceAll('](', '] (').replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]/g, ' ');
}
