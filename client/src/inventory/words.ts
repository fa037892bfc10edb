const icons: Readonly<Record<string, string>> = {
  endpoint: 'globe', agent: 'robot', model: 'circuit-board', provider: 'cloud', prompt: 'comment', tool: 'tools', 'mcp-server': 'server-process',
  'mcp-client': 'plug', 'vector-store': 'database', dataset: 'table', 'model-file': 'file-binary',
};

/** Icon of a kind of asset, by its name in VS Code's own set. */
export function iconOf(kind: string): string {
  return icons[kind] ?? 'symbol-misc';
}

const relations: Readonly<Record<string, readonly [forth: string, back: string]>> = {
  calls: ['calls', 'called by'], runs: ['runs', 'run by'], 'hosted-by': ['hosted by', 'hosts'], 'prompted-by': ['prompted by', 'prompts'],
  'has-tool': ['has the tool', 'tool of'], 'retrieves-from': ['retrieves from', 'searched by'], 'embeds-with': ['embeds with', 'embeds for'],
  offers: ['offers the tool', 'offered by'], 'connects-to': ['connects to', 'used by'], loads: ['loads', 'loaded by'],
  code: ['runs code', ''], shell: ['runs commands', ''], file: ['reaches files', ''], network: ['reaches the network', ''], sql: ['runs SQL', ''],
  deserialise: ['deserialises', ''], dispatch: ['calls functions by name', ''], template: ['renders templates', ''],
};

/** A connection or a power in words, seen from its start or from its end. */
export function relationWords(relation: string, isForth: boolean): string {
  return relations[relation]?.[isForth ? 0 : 1] ?? relation;
}
