import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

export async function ask(question: string): Promise<string> {
  const reply = await client.responses.create({ model: 'gpt-5', input: question, max_output_tokens: 200 });
  return reply.output_text;
}
