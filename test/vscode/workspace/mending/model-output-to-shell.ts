import { execSync } from 'node:child_process';
import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

export async function search(question: string): Promise<string> {
  const reply = await client.responses.create({ model: 'gpt-5', input: question, max_output_tokens: 50 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  return execSync(`grep -r ${reply.output_text} notes`, { encoding: 'utf8' });
}
