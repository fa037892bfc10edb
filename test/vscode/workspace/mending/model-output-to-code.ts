import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

export async function settings(question: string): Promise<unknown> {
  const reply = await client.responses.create({ model: 'gpt-5', input: question, max_output_tokens: 200 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  return eval(reply.output_text);
}
