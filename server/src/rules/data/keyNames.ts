/** A provider, and the environment variable from which its own SDK reads the key. */
export interface Provider {
  readonly title: string;
  readonly variable: string;
}

const providers: readonly (Provider & { readonly words: RegExp })[] = [
  { title: 'Azure OpenAI', words: /azure/i, variable: 'AZURE_OPENAI_API_KEY' },
  { title: 'OpenRouter', words: /open_?router/i, variable: 'OPENROUTER_API_KEY' },
  { title: 'OpenAI', words: /open_?ai/i, variable: 'OPENAI_API_KEY' },
  { title: 'Anthropic', words: /anthropic|claude/i, variable: 'ANTHROPIC_API_KEY' },
  { title: 'Google', words: /google|gemini|vertex/i, variable: 'GEMINI_API_KEY' },
  { title: 'Hugging Face', words: /hugging_? ?face/i, variable: 'HF_TOKEN' },
  { title: 'Replicate', words: /replicate/i, variable: 'REPLICATE_API_TOKEN' },
  { title: 'LangSmith', words: /langsmith/i, variable: 'LANGSMITH_API_KEY' },
  { title: 'Langfuse', words: /langfuse/i, variable: 'LANGFUSE_SECRET_KEY' },
  { title: 'Databricks', words: /databricks/i, variable: 'DATABRICKS_TOKEN' },
  { title: 'Cohere', words: /cohere/i, variable: 'COHERE_API_KEY' },
  { title: 'Mistral', words: /mistral/i, variable: 'MISTRAL_API_KEY' },
  { title: 'Groq', words: /groq/i, variable: 'GROQ_API_KEY' },
  { title: 'Together', words: /together/i, variable: 'TOGETHER_API_KEY' },
  { title: 'Fireworks', words: /fireworks/i, variable: 'FIREWORKS_API_KEY' },
  { title: 'DeepSeek', words: /deepseek/i, variable: 'DEEPSEEK_API_KEY' },
  { title: 'Perplexity', words: /perplexity|pplx/i, variable: 'PERPLEXITY_API_KEY' },
  { title: 'xAI', words: /\bxai\b|grok/i, variable: 'XAI_API_KEY' },
  { title: 'NVIDIA', words: /nvidia/i, variable: 'NVIDIA_API_KEY' },
  { title: 'Amazon Bedrock', words: /bedrock/i, variable: 'AWS_BEARER_TOKEN_BEDROCK' },
];

/** The provider that the first telling text names: a class, a variable, a title. */
export function providerNamed(texts: readonly string[]): Provider | undefined {
  for (const text of texts) {
    const found = providers.find((it) => it.words.test(text));
    if (found) return found;
  }
  return undefined;
}
