import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';
import pino from 'pino';

const log = pino({ name: 'chat' });

interface ChatRequest {
  messages: UIMessage[];
  /** What the member wrote under "How should I talk to you?". */
  style: string;
}

export async function POST(request: Request) {
  const { messages, style }: ChatRequest = await request.json();
  const started = Date.now();

  const result = streamText({
    model: openai('gpt-5-mini'),
    system: `You help the members of a film club choose what to watch. ${style}`,
    messages: convertToModelMessages(messages),
    onFinish: ({ usage, response }) => {
      log.info({ model: response.modelId, id: response.id, tokens: usage.totalTokens, ms: Date.now() - started }, 'chat');
    },
  });

  return result.toUIMessageStreamResponse();
}
