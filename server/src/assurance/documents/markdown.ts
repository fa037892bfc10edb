/** A gap that a person has to fill; `what` may be empty. */
export function todo(what: string): string {
  return what === '' ? 'TODO' : `TODO (${what})`;
}

/** Cells are Markdown already, on one line. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
