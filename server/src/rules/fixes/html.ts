import type { Analysis, Flow } from '../../analysis/analysis';
import type { Argument, Call, Expression, Member } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonMember } from './imports';
import { moduleDefault } from './modules';
import { bare, nodesOf } from './nodes';
import { replace, textOf, type Edit } from './places';
import { partsOf } from './shellWords';

/** Show the reply as text, or clean it: which comes first depends on whether it is markup already. */
export function htmlFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  if (!flow.value) return [];
  return analysis.family === 'python' ? pythonFixes(flow, flow.value, analysis) : scriptFixes(flow, flow.value, analysis);
}

// ---------------------------------------------------------------- JavaScript

const textForms: Readonly<Record<string, string>> = { innerHTML: 'textContent', insertAdjacentHTML: 'insertAdjacentText' };

function scriptFixes(flow: Flow, value: Expression, analysis: Analysis): readonly RuleFix[] {
  const member = memberOf(flow, value, analysis);
  const isReact = flow.sink === 'dangerouslySetInnerHTML' && /__html['"]?\s*:\s*$/.test(analysis.text.slice(0, value.start));
  if (!member && !isReact) return [];
  const clean = purified(analysis, value);
  const form = member && textForms[member.property];
  if (!member || form === undefined || isMarkup(analysis, value)) return [clean];
  return [{ title: `Show it as text with \`${form}\``, edits: [replace(member.propertySpan, form)] }, clean];
}

/** The property that is assigned, or the method of a document or element that is called. */
function memberOf(flow: Flow, value: Expression, analysis: Analysis): Member | undefined {
  if (flow.call) {
    const { callee } = flow.call;
    return callee.kind === 'member' && /^(insertAdjacentHTML|write|writeln)$/.test(callee.property) ? callee : undefined;
  }
  for (const node of nodesOf(analysis.program)) {
    if ((node.kind !== 'assign' && node.kind !== 'assignment') || node.value !== value) continue;
    if (node.target.kind === 'place' && node.target.place.kind === 'member') return node.target.place;
  }
  return undefined;
}

function purified(analysis: Analysis, value: Expression): RuleFix {
  const purifier = moduleDefault(analysis, ['dompurify', 'isomorphic-dompurify'], 'DOMPurify');
  return {
    title: 'Clean it with `DOMPurify.sanitize`',
    edits: [...purifier.edits, replace(value, `${purifier.text}.sanitize(${textOf(analysis, value)})`)],
  };
}

/** Text with tags of the program's own, or the result of a renderer, is meant to be markup. */
function isMarkup(analysis: Analysis, value: Expression): boolean {
  const inner = bare(value);
  if (/<[a-z]/i.test(textOf(analysis, value))) return true;
  if (inner.kind !== 'call') return false;
  const name = inner.callee.kind === 'member' ? inner.callee.property : inner.callee.kind === 'name' ? inner.callee.name : '';
  return /page|html|render|mark|layout|template|wrap|convert|parse|card/i.test(name);
}

// ---------------------------------------------------------------- Python

/** Calls that take markup as their text; others, such as components, may need more than text. */
const wrappers = /(^|\.)(Markup|mark_safe|SafeString|HTMLResponse|HttpResponse|HTML|html)$/;

function pythonFixes(flow: Flow, value: Expression, analysis: Analysis): readonly RuleFix[] {
  const { call } = flow;
  if (!call) return [];
  const unsafe = call.arguments.find((it) => it.name === 'unsafe_allow_html');
  const path = calleePath(analysis, call.callee) ?? textOf(analysis, call.callee);
  if (/(^|\.)render_template_string$/.test(path)) return templateFix(analysis, call, value);
  if (unsafe) return [dropUnsafe(call, unsafe), cleaned(analysis, value)];
  if (!wrappers.test(path)) return [];
  const escape = escaped(analysis, value);
  const clean = cleaned(analysis, value);
  if (!escape) return [clean];
  return isMarkup(analysis, value) && escape.isWhole ? [clean] : [escape.fix, clean];
}

function dropUnsafe(call: Call, unsafe: Argument): RuleFix {
  const before = call.arguments[call.arguments.indexOf(unsafe) - 1];
  const span = { start: before?.end ?? unsafe.start, end: unsafe.end };
  return { title: 'Show it without raw HTML', edits: [{ span, newText: '' }] };
}

function cleaned(analysis: Analysis, value: Expression): RuleFix {
  const cleaner = pythonMember(analysis, 'nh3', 'clean');
  return { title: 'Clean it with `nh3.clean`', edits: [...cleaner.edits, replace(value, `${cleaner.text}(${textOf(analysis, value)})`)] };
}

/** Escapes the one inserted part of a text, or the whole value where it is no joined text. */
function escaped(analysis: Analysis, value: Expression): { fix: RuleFix; isWhole: boolean } | undefined {
  const inserted = (partsOf(value) ?? [value]).filter((part): part is Expression => typeof part === 'object');
  const only = inserted[0];
  if (!only || inserted.length !== 1 || hasFormat(analysis, value, only)) return undefined;
  const escape = pythonMember(analysis, 'html', 'escape');
  const edits = [...escape.edits, replace(only, `${escape.text}(${textOf(analysis, only)})`)];
  return { fix: { title: 'Escape it with `html.escape`', edits }, isWhole: only === value };
}

/** `{x!r:>3}` is more than the value. */
function hasFormat(analysis: Analysis, value: Expression, part: Expression): boolean {
  return value.kind === 'template' && !/^[\s)]*\}/.test(analysis.text.slice(part.end));
}

/** The reply goes into the template as a value, which is escaped, and is no part of the template. */
function templateFix(analysis: Analysis, call: Call, value: Expression): readonly RuleFix[] {
  const parts = partsOf(value) ?? [];
  const inserted = parts.filter((part): part is Expression => typeof part === 'object');
  const [name] = inserted;
  if (name?.kind !== 'name' || inserted.length !== 1 || call.arguments.length !== 1) return [];
  const text = parts.map((part) => (typeof part === 'string' ? part : `{{ ${name.name} }}`)).join('');
  if (/["\\\n]/.test(text) && /['\\\n]/.test(text)) return [];
  const mark = text.includes('"') ? "'" : '"';
  const edits: Edit[] = [replace(value, `${mark}${text}${mark}, ${name.name}=${name.name}`)];
  return [{ title: 'Pass it to the template as a value', edits }];
}
