/** What a reply says of itself besides its text, by the SDK that gave it. */
interface ReplyFields {
  /** Start of the resolved path of the call. */
  readonly path: RegExp;
  /** The call as written, where the path alone does not tell. */
  readonly name?: RegExp;
  /** Name in the record to the members of the reply. */
  readonly python?: Readonly<Record<string, string>>;
  readonly javascript?: Readonly<Record<string, string>>;
}

/** The model itself is called and gives a message; a chain may give anything. */
const message = /(^|\.)_?(llm|model|chat|chat_?model|gpt|claude)\.a?invoke$/i;

const openAiShape = { model: 'model', id: 'id', usage: 'usage' };

const known: readonly ReplyFields[] = [
  { path: /^(agents\.Runner|@openai\/agents)/, python: { id: 'last_response_id', usage: 'context_wrapper.usage' }, javascript: { id: 'lastResponseId' } },
  { path: /^(openai|anthropic|groq|together|litellm|@anthropic-ai\/sdk|groq-sdk|together-ai)\b/, python: openAiShape, javascript: openAiShape },
  { path: /^(mistralai|@mistralai\/mistralai)\b/, python: openAiShape, javascript: openAiShape },
  { path: /^google\.genai\b/, python: { model: 'model_version', id: 'response_id', usage: 'usage_metadata' } },
  { path: /^@google\/genai\b/, javascript: { model: 'modelVersion', id: 'responseId', usage: 'usageMetadata' } },
  { path: /^google\.generativeai\b/, python: { usage: 'usage_metadata' } },
  { path: /^langchain_\w+\.(\w+\.)?(Base)?Chat\w+\.a?invoke$/, name: message, python: { id: 'id', usage: 'usage_metadata' } },
  { path: /^@langchain\/.*Chat\w+\.invoke$/, name: message, javascript: { id: 'id', usage: 'usage_metadata' } },
  { path: /^ai\.generate(Text|Object)$/, javascript: { model: 'response.modelId', id: 'response.id', usage: 'usage' } },
];

/** Empty where nothing is known of the reply, as with chains. */
export function replyFields(path: string, name: string, family: 'python' | 'javascript'): Readonly<Record<string, string>> {
  return known.find((it) => it.path.test(path) && (it.name?.test(name) ?? true))?.[family] ?? {};
}
