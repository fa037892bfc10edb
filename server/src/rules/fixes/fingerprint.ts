import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { carriedInto } from './carriers';
import { pythonMember } from './imports';
import { moduleMember } from './modules';
import { bare, holds, nodesOf } from './nodes';
import { replace, quote, textOf, type Edit } from './places';
import { valueName } from './placeholders';

/** A secret that is logged gives way to its fingerprint, headers and settings to their names. */
export function fingerprintFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { value } = flow;
  if (!value || flow.family !== 'log') return [];
  const whole = wholeIn(value);
  if (whole) return namesOnly(analysis, whole);
  const parts = carriedInto(flow, analysis)?.parts ?? [];
  const [only] = parts;
  if (!only || parts.length > 1 || !holds(value, only) || !isPlain(only)) return [];
  return [{ title: 'Log a short hash in place of the secret', edits: hashed(analysis, only) }];
}

const holders = /(headers|environ|^env|config|options|settings|secrets)$/i;

/** `headers`, also inside `JSON.stringify(headers)` or `dict(headers)`. */
function wholeIn(value: Expression): Expression | undefined {
  const inner = bare(value);
  const only = inner.kind === 'call' && inner.arguments.length === 1 ? inner.arguments[0]?.value : undefined;
  const callee = inner.kind === 'call' ? valueName(inner.callee) ?? '' : '';
  if (only && /^(stringify|dumps|dict|str)$/.test(callee)) return wholeIn(only);
  return (inner.kind === 'name' || inner.kind === 'member') && holders.test(valueName(inner) ?? '') ? inner : undefined;
}

function namesOnly(analysis: Analysis, whole: Expression): readonly RuleFix[] {
  const text = textOf(analysis, whole);
  const names = analysis.family === 'python' ? `list(${text}.keys())` : `Object.keys(${text})`;
  return [{ title: 'Log the names alone', edits: [replace(whole, names)] }];
}

/** Something that may be written a second time, as the argument of a hash. */
function isPlain(part: Expression): boolean {
  return ['name', 'member', 'index', 'call'].includes(part.kind);
}

function hashed(analysis: Analysis, part: Expression): readonly Edit[] {
  const text = textOf(analysis, part);
  if (analysis.family === 'python') {
    const sha = pythonMember(analysis, 'hashlib', 'sha256');
    return [...sha.edits, replace(part, `${sha.text}(str(${text}).encode()).hexdigest()[:8]`)];
  }
  const make = moduleMember(analysis, 'crypto', 'createHash');
  const mark = quote(analysis);
  const key = isShorthand(analysis, part) ? `${text}: ` : '';
  return [...make.edits, replace(part, `${key}${make.text}(${mark}sha256${mark}).update(String(${text})).digest(${mark}hex${mark}).slice(0, 8)`)];
}

/** `{ key }`, where the name is also the field. */
function isShorthand(analysis: Analysis, part: Expression): boolean {
  return nodesOf(analysis.program).some((node) => node.kind === 'object' && node.entries.some((it) => it.start === part.start && it.end === part.end && it.key !== undefined));
}
