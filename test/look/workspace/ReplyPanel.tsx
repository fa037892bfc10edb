import OpenAI from 'openai';
import { marked } from 'marked';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

async function ask(question: string): Promise<string> {
  const reply = await client.responses.create({ model: 'gpt-5', input: question, max_output_tokens: 400 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  return marked.parse(reply.output_text) as string;
}

export async function ReplyPanel({ question }: { question: string }) {
  const html = await ask(question);
  return <article dangerouslySetInnerHTML={{ __html: html }} />;
}
