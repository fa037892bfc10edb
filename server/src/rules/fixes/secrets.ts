import type { Analysis, Flow } from '../../analysis/analysis';
import type { RuleFix } from '../define';
import { carriedInto } from './carriers';
import { placeholderEdits, valueName } from './placeholders';
import { textOf } from './places';

/** The secret leaves the prompt; a placeholder with its name stays. */
export function secretFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const carried = carriedInto(flow, analysis);
  const origin = flow.steps[0]?.span;
  if (!carried || !origin) return [];
  const quoted = /["']([A-Za-z][\w.-]*)["']/.exec(textOf(analysis, origin))?.[1];
  const name = placeholderName(quoted ?? valueName(analysis, origin) ?? 'SECRET');
  return [{ title: `Leave the secret out and keep \`[${name}]\` in its place`, edits: placeholderEdits(analysis, carried, name) }];
}

/** `DB_PASSWORD` for `dbPassword`, `db-password` and the like. */
function placeholderName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/\W+/g, '_').toUpperCase();
}
