/** Text as the content of an element or of a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (it) => entities[it] ?? it);
}

/** Escapes a text and sets what stands between back-ticks as code. */
export function wordsToHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** A link that runs a command of ours; the page has to enable it. */
export function commandLink(command: string, argument: unknown, text: string): string {
  const uri = `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="${escapeHtml(uri)}">${escapeHtml(text)}</a>`;
}
