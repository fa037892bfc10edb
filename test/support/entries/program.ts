import type { Analysis, Family, Label } from '../../../server/src/analysis/analysis';
import { argumentsFor, type Language, type Placement } from './arguments';
import type { Writer } from './writer';

/** A program for one entry point, and what the analysis of it must hold. */
export interface Program {
  readonly text: string;
  readonly isHeld: (analysis: Analysis) => boolean;
  /**
   * The path that the engine must have found in the catalogue. For what a program shows by an absence,
   * or what names like `quote` and `logger` are enough for.
   */
  readonly found?: string;
}

const sdk: Readonly<Record<Language, string>> = { python: 'from openai import OpenAI', javascript: 'import OpenAI from "openai";' };
const reply: Readonly<Record<Language, string>> = {
  python: 'reply = OpenAI().responses.create(model="m", input="x").output_text',
  javascript: 'const reply = (await new OpenAI().responses.create({ model: "m", input: "x" })).output_text;',
};
const key: Readonly<Record<Language, string>> = { python: 'key = os.environ["SERVICE_TOKEN"]', javascript: 'const key = process.env.SERVICE_TOKEN;' };

/** The lines stand in a function, below the imports that the writer gathered. */
export function program(language: Language, writer: Writer, lines: readonly string[], above: readonly string[] = []): string {
  const imports = [...writer.imports];
  if (lines.some((line) => line.includes('OpenAI')) && !imports.includes(sdk[language])) imports.push(sdk[language]);
  const parameters = writer.parameters.join(', ');
  if (language === 'python') {
    return [...imports, 'import os', ...above, `async def probe(${parameters}):`, ...lines.map((line) => `    ${line}`), ''].join('\n');
  }
  return [...imports, ...above, `async function probe(${parameters}) {`, ...lines.map((line) => `  ${line}`), '}', ''].join('\n');
}

export function withReply(language: Language, ...lines: readonly string[]): string[] {
  return [reply[language], ...lines];
}

export function withKey(language: Language, ...lines: readonly string[]): string[] {
  return [key[language], ...lines];
}

export function call(language: Language, callee: string, placements: readonly Placement[]): string {
  const subject = placements.find((one) => one.reference === 'this');
  const receiver = subject ? callee.replace(/\(\)(?=\)?\.\w+$)/, `(${subject.code})`) : callee;
  return `${receiver}(${argumentsFor(language, placements)})`;
}

export function bound(language: Language, name: string, code: string): string {
  return language === 'python' ? `${name} = ${code}` : `const ${name} = await ${code};`;
}

export function hasFlow(analysis: Analysis, label: Label, families: readonly Family[]): boolean {
  return analysis.flows.some((flow) => flow.label === label && families.includes(flow.family) && flow.likelyBecause === undefined);
}
