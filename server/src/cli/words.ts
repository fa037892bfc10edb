import { findPrinciple, findProvision } from '../assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm } from '../assurance/taxonomies';
import { notices } from '../lint/notices';
import type { RuleMeta } from '../rules/define';

/** What reports say of a rule, or of a notice of the engine's own, which cites nothing. */
export type Words = Pick<RuleMeta, 'id' | 'title' | 'severity' | 'why' | 'remedy' | 'provisions' | 'cwe' | 'llm' | 'asi'>;

export type WordBook = ReadonlyMap<string, Words>;

export function wordBook(rules: Readonly<Record<string, RuleMeta>>): WordBook {
  const silent = { provisions: [], cwe: [], llm: [], asi: [] };
  return new Map<string, Words>([
    ...Object.entries(rules),
    ...Object.entries(notices).map(([id, notice]) => [id, { ...notice, ...silent }] as const),
  ]);
}

/** "Code of Practice 2.2 (requirement), principle 2: Design …", for the provision to cite first. */
export function provisionLine({ provisions }: Words): string {
  const [first, ...others] = provisions;
  if (first === undefined) return '';
  const provision = findProvision(first);
  const principle = provision && findPrinciple(provision.principle);
  const also = others.length > 0 ? `; also ${others.join(', ')}` : '';
  if (!provision || !principle) return `Code of Practice ${first}${also}`;
  return `Code of Practice ${first} (${provision.level}${also}), principle ${principle.number}: ${principle.title}`;
}

/** `CWE-95`, `OWASP LLM10:2026` and so on, in that order. */
export function citations({ cwe, llm, asi }: Words): string[] {
  return [...cwe.map(citeCwe), ...llm.map(citeLlm), ...asi.map(citeAsi)].map(({ cite }) => cite);
}
