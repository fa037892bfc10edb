import type { Finding } from '../lint/finding';
import { codeUrl, findPrinciple, findProvision } from '../assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm, type Citation } from '../assurance/taxonomies';
import type { ClientCommand, FindingReference } from './protocol';
import type { RuleWords } from './ruleBook';

/** What a card is made of. */
export interface CardParts {
  readonly finding: Finding;
  readonly words: RuleWords;
  readonly reference: FindingReference;
  /** Commands that may be linked; a client that runs none gets a card without links to them. */
  readonly commands: ReadonlySet<ClientCommand>;
}

/** One card for all findings of a place, in the order given, separated by rules. */
export function hoverCard(cards: readonly CardParts[]): string {
  return cards.map(card).join('\n\n---\n\n');
}

/** The same words for a client that shows no Markdown. */
export function plainCard(cards: readonly CardParts[]): string {
  const markdown = hoverCard(cards.map((parts) => ({ ...parts, commands: new Set() })));
  return markdown
    .replace(/\[([^\]]+)\]\([^)\s]*(?:\s"[^"]*")?\)/g, '$1')
    .replace(/\*\*/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|])/g, '$1');
}

/** Editors show about ten lines, half of them the steps above the card: what a reader has to know comes first. */
function card({ finding, words, reference, commands }: CardParts): string {
  const first = [
    `**${words.title}.** ${words.why}`,
    `**Instead:** ${lowerFirst(words.remedy)}`,
    [provisionText(words.provisions), commandLinks(words, reference, commands).join(' · ')].filter(Boolean).join(' '),
  ];
  return `${first.filter(Boolean).join('  \n')}\n\n${sources(finding, words)}`;
}

/** The provision to cite first; the others stand in the explanation. */
function provisionText([id]: readonly string[]): string {
  if (id === undefined) return '';
  const provision = findProvision(id);
  if (!provision) return `**Code of Practice ${id}.**`;
  return `**Code of Practice, principle ${provision.principle} · ${id}** (${provision.level}): ${provision.brief}.`;
}

/** How sure it is, and where to read on. */
function sources(finding: Finding, { provisions: [id], cwe, llm, asi }: RuleWords): string {
  const principle = findPrinciple(findProvision(id ?? '')?.principle ?? 0);
  const code = principle ? [`principle ${principle.number}: ${principle.title}`, `[Read the Code ↗](${codeUrl})`] : [];
  // One line has to do: the agentic list is cited where the other has no entry.
  const owasp = llm.length > 0 ? llm.map(citeLlm) : asi.map(citeAsi);
  const parts = [confidenceWords(finding), ...code, ...[...cwe.map(citeCwe), ...owasp].map(linked)];
  return upperFirst(parts.join(' · '));
}

function linked({ cite, name, url }: Citation): string {
  return `[${cite}](${url}${name === '' ? '' : ` "${name.replaceAll('"', "'")}"`})`;
}

/** "proven, 4 steps" or "likely: `llm` was not resolved; it is called like a model". */
export function confidenceWords({ confidence, likelyBecause, steps }: Finding): string {
  const doubt = confidence === 'likely' && likelyBecause !== undefined ? `likely: ${likelyBecause}` : confidence;
  return steps.length < 2 ? doubt : `${doubt}, ${steps.length} steps`;
}

function commandLinks(words: RuleWords, reference: FindingReference, commands: ReadonlySet<ClientCommand>): string[] {
  const [provision] = words.provisions;
  const links: string[] = [];
  const add = (title: string, command: ClientCommand, argument: unknown): void => {
    if (commands.has(command)) links.push(`[${title}](${commandUri(command, argument)})`);
  };
  add('Explain', 'principled.explainFinding', reference);
  if (provision === undefined) return links; // A notice about a comment has no checklist item and cannot be allowed.
  add(`Checklist ${provision}`, 'principled.openChecklist', provision);
  add('Allow…', 'principled.allowFinding', reference);
  return links;
}

function commandUri(command: ClientCommand, argument: unknown): string {
  // Brackets would end the Markdown link, and encodeURIComponent leaves them as they are.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (it) => `%${it.charCodeAt(0).toString(16)}`);
  return `command:${command}?${query}`;
}

/** Keeps code and abbreviations as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
