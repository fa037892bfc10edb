import { marked } from 'marked';

marked.use({ gfm: true, breaks: true });

/** Turns Markdown into HTML for the page. */
export function toHtml(markdown: string): string {
  return marked.parse(markdown, { async: false });
}
