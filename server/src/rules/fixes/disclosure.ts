import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression, ObjectEntry, ObjectLiteral } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { nodesBelow } from './nodes';
import type { Edit } from './places';
import { valueName } from './placeholders';

const prompts = /(messages|history|conversation|prompt|instructions)$/i;

/** The entry with the messages or the prompt leaves the answer; the reply stays. */
export function disclosureFixes(flow: Flow, _analysis: Analysis): readonly RuleFix[] {
  const holder = flow.value && objectIn(flow.value);
  const gone = holder?.entries.filter((it) => isPrompt(it)) ?? [];
  const [only] = gone;
  if (!holder || !only || gone.length > 1 || holder.entries.length < 2) return [];
  return [{ title: `Return the answer without \`${String(only.key)}\``, edits: [withoutEntry(holder, only)] }];
}

function objectIn(value: Expression): ObjectLiteral | undefined {
  return nodesBelow(value).find((node): node is ObjectLiteral => node.kind === 'object' && node.entries.some((it) => isPrompt(it)));
}

function isPrompt(entry: ObjectEntry): boolean {
  const { key, value } = entry;
  return typeof key === 'string' && (value.kind === 'name' || value.kind === 'member') && (prompts.test(key) || prompts.test(valueName(value) ?? ''));
}

/** With the comma behind it, or the one before the last. */
function withoutEntry(holder: ObjectLiteral, entry: ObjectEntry): Edit {
  const index = holder.entries.indexOf(entry);
  const next = holder.entries[index + 1];
  const before = holder.entries[index - 1];
  if (next) return { span: { start: entry.start, end: next.start }, newText: '' };
  return { span: { start: before?.end ?? entry.start, end: entry.end }, newText: '' };
}
