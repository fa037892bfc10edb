import type { Analysis, Flow } from '../../analysis/analysis';
import { isCredentialName } from '../../analysis/flow/credentials';
import type { RuleFix } from '../define';
import { carriedInto, type Carried } from './carriers';
import { placeholderEdits, valueName } from './placeholders';
import { textOf } from './places';

/** The secret leaves the prompt; a placeholder with its name stays. */
export function secretFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const carried = carriedInto(flow, analysis);
  const origin = flow.steps[0]?.span;
  if (!carried || !origin) return [];
  const text = textOf(analysis, origin);
  const named = /["']([A-Za-z][\w.-]*)["']/.exec(text)?.[1] ?? /(\w+)\W*$/.exec(text)?.[1] ?? 'secret';
  const name = placeholderName(named);
  const edits = placeholderEdits(analysis, secretParts(carried), name);
  return [{ title: `Leave the secret out and keep \`[${name}]\` in its place`, edits }];
}

/** Of several values of one settings object, those with the name of a secret. */
function secretParts(carried: Carried): Carried {
  const named = carried.parts.filter((part) => isCredentialName(valueName(part) ?? ''));
  return carried.parts.length > 1 && named.length > 0 ? { ...carried, parts: named } : carried;
}

/** `DB_PASSWORD` for `dbPassword`, `db-password` and the like. */
function placeholderName(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/\W+/g, '_').toUpperCase();
  return isCredentialName(words) ? words : `${words}_SECRET`;
}
