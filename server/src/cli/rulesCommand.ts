import { citeAsi, citeLlm } from '../assurance/taxonomies';
import { notices } from '../lint/notices';
import type { RuleMeta } from '../rules/define';
import type { RulesFormat } from './options';
import { reportVersion } from './report';

/** What the command line says of a rule; the shape of `rules --format json`. */
interface ListedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: RuleMeta['severity'];
  /** How sure the rule's findings can be. */
  readonly confidence: readonly ('proven' | 'likely')[];
  readonly languages: RuleMeta['languages'];
  readonly provisions: readonly string[];
  readonly cwe: readonly string[];
  readonly owasp: { readonly llm: readonly string[]; readonly asi: readonly string[] };
  readonly hasFix: boolean;
  readonly why: string;
  readonly remedy: string;
}

/** Lists the rules in one of the formats. */
export function listRules(rules: Readonly<Record<string, RuleMeta>>, format: RulesFormat, version: string): string {
  const listed = Object.values(rules).map(describe).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (format === 'json') {
    const tool = { name: 'principled', version };
    return `${JSON.stringify({ version: reportVersion, tool, rules: listed, notices: Object.values(notices) }, null, 2)}\n`;
  }
  return format === 'markdown' ? markdownTable(listed) : textTable(listed);
}

function describe(rule: RuleMeta): ListedRule {
  const { id, title, severity, languages, provisions, cwe, llm, asi, hasFix, why, remedy } = rule;
  return {
    id, title, severity,
    confidence: ['proven', 'likely'],
    languages, provisions,
    cwe: cwe.map((number) => `CWE-${number}`),
    owasp: { llm: llm.map((one) => plain(citeLlm(one).cite)), asi: asi.map((one) => plain(citeAsi(one).cite)) },
    hasFix, why, remedy,
  };
}

/** `LLM10:2026`, without the name of the list. */
function plain(cite: string): string {
  return cite.replace(/^OWASP /, '');
}

function markdownTable(listed: readonly ListedRule[]): string {
  const rows = listed.map(({ id, title, severity, languages, hasFix, provisions, cwe, owasp }) => [
    `\`${id}\``, title, severity, languages.join(', '), hasFix ? 'yes' : '', provisions.join(', '), cwe.join(', '),
    [...owasp.llm, ...owasp.asi].join(', '),
  ]);
  const heads = ['Rule', 'What it finds', 'Severity', 'Languages', 'Fix', 'Code of Practice', 'CWE', 'OWASP'];
  return `${[heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function textTable(listed: readonly ListedRule[]): string {
  const width = Math.max(0, ...listed.map(({ id }) => id.length));
  return listed.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(11)}  ${title}\n`).join('');
}
