/** The environment variables from which the providers' own SDKs read their key. */
const names: readonly { readonly provider: RegExp; readonly variable: string }[] = [
  { provider: /azure/i, variable: 'AZURE_OPENAI_API_KEY' },
  { provider: /openrouter/i, variable: 'OPENROUTER_API_KEY' },
  { provider: /openai/i, variable: 'OPENAI_API_KEY' },
  { provider: /anthropic|claude/i, variable: 'ANTHROPIC_API_KEY' },
  { provider: /google|gemini|vertex/i, variable: 'GEMINI_API_KEY' },
  { provider: /hugging ?face/i, variable: 'HF_TOKEN' },
  { provider: /replicate/i, variable: 'REPLICATE_API_TOKEN' },
  { provider: /langsmith/i, variable: 'LANGSMITH_API_KEY' },
  { provider: /langfuse/i, variable: 'LANGFUSE_SECRET_KEY' },
  { provider: /databricks/i, variable: 'DATABRICKS_TOKEN' },
  { provider: /cohere/i, variable: 'COHERE_API_KEY' },
  { provider: /mistral/i, variable: 'MISTRAL_API_KEY' },
  { provider: /bedrock/i, variable: 'AWS_BEARER_TOKEN_BEDROCK' },
];

/** `OPENAI_API_KEY` for "OpenAI"; a name made of the title's words where the table has none. */
export function keyVariable(provider: string): string {
  const known = names.find((it) => it.provider.test(provider));
  if (known) return known.variable;
  const words = provider.toUpperCase().match(/[A-Z0-9]+/g) ?? ['MODEL'];
  return `${words.join('_')}_API_KEY`;
}
