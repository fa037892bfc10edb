/** Published shapes of provider keys, from the rules of open secret scanners (mid 2026). */
const shapes: readonly { readonly provider: string; readonly pattern: RegExp }[] = [
  { provider: 'Anthropic', pattern: /^sk-ant-(api|admin|oat)\d{2}-[\w-]{40,}$/ },
  { provider: 'OpenRouter', pattern: /^sk-or-v1-[0-9a-f]{40,}$/ },
  { provider: 'OpenAI', pattern: /^sk-(proj|svcacct|service|admin)-[\w-]{20,}$/ },
  { provider: 'OpenAI', pattern: /^sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}$/ },
  { provider: 'OpenAI', pattern: /^sk-[A-Za-z0-9]{40,64}$/ },
  { provider: 'DeepSeek', pattern: /^sk-[a-z0-9]{32}$/ },
  { provider: 'Google', pattern: /^AIza[\w-]{35}$/ },
  { provider: 'Groq', pattern: /^gsk_[A-Za-z0-9]{40,}$/ },
  { provider: 'xAI', pattern: /^xai-[0-9a-zA-Z_]{60,}$/ },
  { provider: 'Perplexity', pattern: /^pplx-[A-Za-z0-9]{40,}$/ },
  { provider: 'Hugging Face', pattern: /^(hf_[A-Za-z0-9]{30,}|api_org_[A-Za-z0-9]{34})$/ },
  { provider: 'Replicate', pattern: /^r8_[0-9A-Za-z_-]{37}$/ },
  { provider: 'LangSmith', pattern: /^lsv2_(pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}$/ },
  { provider: 'Langfuse', pattern: /^sk-lf-[0-9a-f]{8}-[0-9a-f-]{27}$/ },
  { provider: 'NVIDIA', pattern: /^nvapi-[\w-]{60,}$/ },
  { provider: 'Databricks', pattern: /^dapi[0-9a-f]{32}(-\d)?$/ },
  { provider: 'Amazon Bedrock', pattern: /^ABSK[A-Za-z0-9+/]{100,}=*$/ },
];

/** Of the same kinds, and shorter or longer than those are that are issued today. */
const loose: typeof shapes = [
  { provider: 'Anthropic', pattern: /^sk-ant-(api|admin|oat)\d{2}-[\w-]{20,}$/ },
  { provider: 'OpenAI', pattern: /^sk-(?=\w*\d)[A-Za-z0-9]{32,64}$/ },
  { provider: 'Google', pattern: /^AIza[\w-]{32,}$/ },
  { provider: 'Hugging Face', pattern: /^hf_(?=\w*\d)[A-Za-z0-9]{26,}$/ },
];

/** Made up by counting. */
const counted = /1234|abcdef|abc[-_]?123|123[-_]?abc/i;

const placeholder = /^$|your|example|placeholder|change[-_ ]?me|insert|replace|dummy|fake|mock|test|sample|demo|todo|none|null|redacted|secret[-_]?here|xxx|\.\.\.|…|<.*>|\$\{|\{\{|%\(|^not[-_ ]|no[-_]?key|needed|required|empty|local|ollama|lm-?studio|vllm|anything|unused|sk-\*|^\*+$|^[a-z]+$|api[-_]?key$|^key$|^token$|^sk-0000/i;

/** The provider whose published key shape the text has, or nearly has, unless it is a placeholder. */
export function providerOfKey(text: string): string | undefined {
  if (text.length < 20 || text.length > 300) return undefined;
  const bare = withoutScheme(text);
  const shape = shapes.find(({ pattern }) => pattern.test(bare)) ?? loose.find(({ pattern }) => pattern.test(bare));
  return shape && !isPlaceholder(bare) ? shape.provider : undefined;
}

/** A key of a published shape anywhere in a text, with whatever is written right behind it. */
const embedded = new RegExp(`(?<![A-Za-z0-9])(?:${shapes.map(({ pattern }) => pattern.source.slice(1, -1)).join('|')})[\\w=-]*`, 'g');

/** The text with every key of a published shape replaced; stand-ins too, since a real key can hold their words by chance. */
export function replaceProviderKeys(text: string, mark: string): string {
  return text.replace(embedded, mark);
}

/** A constant in the place of a key: short words, repeats and the usual stand-ins are none. */
export function looksLikeKey(given: string): boolean {
  const text = withoutScheme(given);
  return text.length >= 8 && !/\s/.test(text) && !isPlaceholder(text) && /\d|[A-Z].*[a-z]|[a-z].*[A-Z]/.test(text);
}

/** Why what looks like a key may be none: it counts, or has a length that the provider does not use. */
export function doubtOfKey(given: string): string | undefined {
  const text = withoutScheme(given);
  if (counted.test(text)) return 'the key counts up, so it may be made up';
  const isLoose = loose.some(({ pattern }) => pattern.test(text)) && !shapes.some(({ pattern }) => pattern.test(text));
  return isLoose ? 'the key begins like one of this provider and has another length' : undefined;
}

function withoutScheme(text: string): string {
  return text.replace(/^Bearer\s+/i, '');
}

/** One word over and over. */
const repeated = /([a-z]{3,12})\1\1/i;

function isPlaceholder(text: string): boolean {
  return placeholder.test(text) || repeated.test(text) || new Set(text.replace(/^[a-z]+[-_]/i, '')).size < 5;
}
