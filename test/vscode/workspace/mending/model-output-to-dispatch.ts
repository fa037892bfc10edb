import OpenAI from 'openai';
import pino from 'pino';
import * as tools from './tools';

const log = pino();
const client = new OpenAI();

export async function act(wish: string): Promise<unknown> {
  const reply = await client.responses.create({ model: 'gpt-5', input: wish, max_output_tokens: 20 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  return tools[reply.output_text]();
}
