'use client';

import Anthropic from '@anthropic-ai/sdk';
import { openai } from '@ai-sdk/openai';
import { useChat } from '@ai-sdk/react';
import { generateObject, generateText } from 'ai';
import { exec, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import pino from 'pino';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { z } from 'zod';

const log = pino({ name: 'desk' });
const run = promisify(exec);
const runFile = promisify(execFile);
const client = new OpenAI();
const claude = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });

// piece: a chat that shows replies as text and as markup
interface Turn0 {
  id: string;
  role: 'user' | 'assistant';
  text: string;
}

export function Chat0({ title, limit = 40 }: { title: string; limit?: number }) {
  const { messages, sendMessage, status } = useChat();
  const [draft, setDraft] = useState('');
  const turns: Turn0[] = useMemo(
    () => messages.slice(-limit).map((it) => ({ id: it.id, role: it.role as Turn0['role'], text: textOf0(it.parts) })),
    [messages, limit],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim() === '') return;
    void sendMessage({ text: draft });
    setDraft('');
  };
  return (
    <section aria-label={title}>
      {turns.map((turn) =>
        turn.role === 'user' ? (
          <p key={turn.id} className="mine">{turn.text}</p>
        ) : (
          <div key={turn.id} dangerouslySetInnerHTML={{ __html: turn.text }} />
        ),
      )}
      <form onSubmit={submit}>
        <input value={draft} onChange={(event) => setDraft(event.target.value)} disabled={status !== 'ready'} />
      </form>
    </section>
  );
}

function textOf0(parts: readonly { type: string; text?: string }[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text ?? '' : '')).join('');
}

// piece: structured output that is checked
const loanSchema0 = z.object({ title: z.string(), copies: z.number().int().positive(), renewals: z.array(z.string()) });

export async function readLoan0(letter: string) {
  const started = Date.now();
  const { object, usage } = await generateObject({
    model: openai('gpt-5-mini'),
    schema: loanSchema0,
    prompt: `Which book does this reader want to borrow?\n\n${letter}`,
  });
  log.info({ tokens: usage.totalTokens, ms: Date.now() - started }, 'loan');
  return { ...object, renewals: object.renewals.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) };
}

// piece: structured output that is not checked
interface Programme0 {
  evening: string;
  talks: { title: string; minutes: number }[];
}

export async function readProgramme0(minutes: string): Promise<Programme0> {
  const completion = await client.chat.completions.create({
    model: 'gpt-5-mini',
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: 'Read the minutes. Reply as JSON with "evening" and "talks".' },
      { role: 'user', content: minutes },
    ],
  });
  const programme = JSON.parse(completion.choices[0]?.message.content ?? '{}') as Programme0;
  return { evening: programme.evening, talks: programme.talks.slice(0, 3) };
}

// piece: plain state without any model
type Shelf0 = Readonly<Record<string, number>>;

export function ShelfTable0({ shelf, onChange }: { shelf: Shelf0; onChange: (next: Shelf0) => void }) {
  const [filter, setFilter] = useState('');
  const [ascending, setAscending] = useState(true);
  const rows = useMemo(() => {
    const kept = Object.entries(shelf).filter(([title]) => title.toLowerCase().includes(filter.toLowerCase()));
    kept.sort(([a], [b]) => (ascending ? a.localeCompare(b) : b.localeCompare(a)));
    return kept;
  }, [shelf, filter, ascending]);
  useEffect(() => {
    document.title = `${rows.length} titles`;
  }, [rows.length]);
  return (
    <table>
      <thead>
        <tr>
          <th onClick={() => setAscending(!ascending)}>Title {ascending ? '▲' : '▼'}</th>
          <th><input value={filter} onChange={(event) => setFilter(event.target.value)} /></th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, copies]) => (
          <tr key={title} className={copies === 0 ? 'empty' : undefined}>
            <td>{title}</td>
            <td><button onClick={() => onChange({ ...shelf, [title]: copies + 1 })}>{copies}</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// piece: opening hours without any model
interface Hours0 {
  day: string;
  opens: string;
  closes: string;
}

const days0 = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export function isOpen0(hours: readonly Hours0[], at: Date): boolean {
  const today = days0[(at.getDay() + 6) % 7];
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return hours.some(({ day, opens, closes }) => day === today && opens <= time && time < closes);
}

export function HoursList0({ hours, now }: { hours: readonly Hours0[]; now: Date }) {
  const byDay = new Map<string, Hours0[]>();
  for (const one of hours) {
    const before = byDay.get(one.day) ?? [];
    byDay.set(one.day, [...before, one]);
  }
  return (
    <dl data-open={isOpen0(hours, now)}>
      {days0.map((day) => {
        const periods = byDay.get(day);
        return (
          <div key={day}>
            <dt>{day}</dt>
            <dd>{periods ? periods.map(({ opens, closes }) => `${opens} – ${closes}`).join(', ') : 'closed'}</dd>
          </div>
        );
      })}
    </dl>
  );
}

// piece: a class that keeps the conversation, and a command from its reply
export class Assistant0 {
  private readonly history: { role: 'user' | 'assistant'; content: string }[] = [];

  constructor(private readonly model = 'claude-sonnet-4-5', private readonly folder = '/srv/library') {}

  async ask(question: string): Promise<string> {
    this.history.push({ role: 'user', content: question });
    const message = await claude.messages.create({
      model: this.model,
      max_tokens: 500,
      system: 'You know the options of ImageMagick.',
      messages: this.history,
    });
    const text = message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    this.history.push({ role: 'assistant', content: text });
    log.info({ model: message.model, id: message.id, tokens: message.usage.output_tokens }, 'asked');
    return text;
  }

  async convert(path: string, wish: string): Promise<string> {
    const options = await this.ask(`Options for ${path}: ${wish}`);
    const { stdout } = await run(`convert ${path} ${options.trim()} ${this.folder}/cover.png`);
    return stdout;
  }

  async describe(path: string): Promise<string> {
    const { stdout } = await runFile('identify', ['-verbose', path]);
    return this.ask(`Describe this picture.\n\n${stdout}`);
  }
}

// piece: a panel that loads a summary
export function SummaryPanel0({ page, tone }: { page: string; tone: string }) {
  const [summary, setSummary] = useState<string>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let current = true;
    summarise0(page, tone).then(
      (text) => { if (current) setSummary(text); },
      (error: unknown) => { if (current) setFailure(String(error)); },
    );
    return () => { current = false; };
  }, [page, tone]);
  if (failure !== undefined) return <p role="alert">{failure}</p>;
  return <article>{summary?.split('\n').map((line, index) => <p key={index}>{line}</p>) ?? 'Loading …'}</article>;
}

export async function summarise0(page: string, tone: string): Promise<string> {
  const response = await fetch(new URL(page, 'https://library.example'));
  if (!response.ok) throw new Error(`the page answered ${response.status}`);
  const { text, usage } = await generateText({
    model: openai('gpt-5-mini'),
    system: 'Summarise the page for a reader of the library.',
    prompt: `${tone}\n\n${(await response.text()).slice(0, 8000)}`,
  });
  log.info({ tokens: usage.totalTokens }, 'summary');
  return text;
}

