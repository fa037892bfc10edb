import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const client = new OpenAI();

export async function total(invoice: string): Promise<number> {
  const reply = await client.responses.create({ model: 'gpt-5', input: invoice, max_output_tokens: 200 });
  log.info({ model: reply.model, tokens: reply.usage?.total_tokens }, 'inference');
  const fields = JSON.parse(reply.output_text);
  return fields.net + fields.vat;
}
