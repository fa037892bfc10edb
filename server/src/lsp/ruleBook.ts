import type { RuleMeta } from '../rules/define';
import { notices } from '../lint/notices';

/** Where a rule's page is read on the web; the page's file name follows. */
const pageBase = 'https://github.com/principled-ai/principled/blob/main/server/src/rules/';

/** What can be said about a rule or a notice: `provisions` and the like are empty for a notice. */
export type RuleWords = Pick<RuleMeta, 'id' | 'title' | 'why' | 'remedy' | 'provisions' | 'cwe' | 'llm' | 'asi'>;

/** Words and pages of everything that can be reported. */
export interface RuleBook {
  readonly ids: ReadonlySet<string>;
  find(id: string): RuleWords | undefined;
  /** Address of the rule's page; undefined for a notice, which has none. */
  pageUrl(id: string): string | undefined;
}

export function createRuleBook(rules: Readonly<Record<string, RuleMeta>>): RuleBook {
  const words = new Map<string, RuleWords>(Object.entries(rules));
  const isRule = new Set(words.keys());
  for (const notice of Object.values(notices)) {
    words.set(notice.id, { ...notice, provisions: [], cwe: [], llm: [], asi: [] });
  }
  return {
    ids: new Set(words.keys()),
    find: (id) => words.get(id),
    pageUrl: (id) => (isRule.has(id) ? `${pageBase}${id}.md` : undefined),
  };
}
