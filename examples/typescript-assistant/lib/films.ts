import { openai } from '@ai-sdk/openai';
import { generateObject } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

const client = new OpenAI({ apiKey: 'k-2b81f0ce93d7a446' });

interface Programme {
  evening: string;
  films: { title: string; minutes: number }[];
}

/** Turns the minutes of a meeting into the programme for the next month. */
export async function readProgramme(minutes: string): Promise<Programme> {
  const completion = await client.chat.completions.create({
    model: 'gpt-5-mini',
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: 'Read the minutes. Reply as JSON with "evening" and "films".' },
      { role: 'user', content: minutes },
    ],
  });
  const programme = JSON.parse(completion.choices[0]?.message.content ?? '{}') as Programme;
  return { evening: programme.evening, films: programme.films.slice(0, 2) };
}

const ratingSchema = z.object({ minimumAge: z.number().int().min(0).max(18), scary: z.boolean() });

/** The age from which a film suits, judged by its synopsis. */
export async function rate(synopsis: string) {
  const { object } = await generateObject({
    model: openai('gpt-5-mini'),
    schema: ratingSchema,
    prompt: `From what age does this film suit?\n\n${synopsis}`,
    experimental_telemetry: { isEnabled: true },
  });
  return object;
}
