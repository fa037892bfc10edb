import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

export async function Summary({ text }: { text: string }) {
  const reply = await client.responses.create({ model: 'gpt-5', input: text, max_output_tokens: 200 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  return <p dangerouslySetInnerHTML={{ __html: reply.output_text }} />;
}
