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

export interface PageParts {
  readonly title: string;
  readonly styles: string;
  /** Marks the page's own style and script, the only things it may load. */
  readonly nonce: string;
  /** Address of the page's one script; without it the page may run none. */
  readonly script?: string;
}

/** A page for a webview around a body that is HTML already. It loads and runs nothing but its own parts. */
export function pageHtml({ title, styles, nonce, script }: PageParts, body: string): string {
  const scripts = script === undefined ? '' : `; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'${scripts}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
${body}
${script === undefined ? '' : `<script nonce="${nonce}" src="${escapeHtml(script)}"></script>\n`}</body>
</html>`;
}
