/** How findings are cited in CWE and in the OWASP lists: id with year, name and address. */
import data from './data/threat-taxonomies.json';

export interface Citation {
  /** As it is written: `CWE-95`, `OWASP LLM10:2026`. */
  readonly cite: string;
  /** The publisher's name of the entry; empty where our data does not hold it. */
  readonly name: string;
  readonly url: string;
}

const cweNames = new Map(data.cwe.items.map((item) => [item.id, item.name] as const));
const llmNames = new Map(data.owaspLlm2026.items.map((item) => [item.id, item.name] as const));
const asiNames = new Map(data.owaspAgentic2026.items.map((item) => [item.id, item.name] as const));

export function citeCwe(number: number): Citation {
  const id = `CWE-${number}`;
  return { cite: id, name: cweNames.get(id) ?? '', url: data.cwe.urlPattern.replace('{number}', String(number)) };
}

/** Cites the OWASP Top 10 for LLM Applications 2026; the numbers of 2025 mean something else. */
export function citeLlm(id: string): Citation {
  return { cite: `OWASP ${id}:2026`, name: llmNames.get(id) ?? '', url: data.owaspLlm2026.url };
}

/** Cites the OWASP Top 10 for Agentic Applications for 2026. */
export function citeAsi(id: string): Citation {
  return { cite: `OWASP ${id}:2026`, name: asiNames.get(id) ?? '', url: data.owaspAgentic2026.url };
}
