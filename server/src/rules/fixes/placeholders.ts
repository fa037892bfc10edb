import type { Analysis } from '../../analysis/analysis';
import type { Expression, Span } from '../../analysis/program/program';
import type { Carried } from './carriers';
import { quote, replace, textOf, type Edit } from './places';

/** `[NAME]` in place of each part: inside the text where it is a template, else as a text of its own. */
export function placeholderEdits(analysis: Analysis, carried: Carried, name: string): readonly Edit[] {
  const edits = carried.parts.map((part) => placeholder(analysis, carried.joined, part, name));
  const template = carried.joined?.kind === 'template' ? carried.joined : undefined;
  const inserted = template?.parts.filter((part) => typeof part === 'object').length;
  return template && inserted === carried.parts.length ? [...plainPrefix(analysis, template), ...edits] : edits;
}

function placeholder(analysis: Analysis, joined: Expression | undefined, part: Expression, name: string): Edit {
  if (joined?.kind === 'template') return replace(insertion(analysis, part), `[${name}]`);
  const mark = quote(analysis);
  return replace(part, `${mark}[${name}]${mark}`);
}

/** `{x!r:>3}` or `${x}`, braces included. */
function insertion(analysis: Analysis, part: Span): Span {
  const { text } = analysis;
  let start = text.lastIndexOf('{', part.start);
  if (text[start - 1] === '$') start--;
  return { start, end: text.indexOf('}', part.end) + 1 };
}

/** An f-string that inserts nothing any more is a plain string. */
function plainPrefix(analysis: Analysis, template: Expression): readonly Edit[] {
  const text = textOf(analysis, template);
  const isSingle = /^[fF]("(?!"")[^"\n]*"|'(?!'')[^'\n]*')$/.test(text) && !/\{\{|\}\}/.test(text);
  return isSingle ? [{ span: { start: template.start, end: template.start + 1 }, newText: '' }] : [];
}

/** What a value is called: `persona` of `req.body.persona`, `request.form["persona"]`, `form.get("persona")`. */
export function valueName(value: Expression): string | undefined {
  switch (value.kind) {
    case 'name': return value.name;
    case 'member': return value.property;
    case 'await':
    case 'cast': return valueName(value.value);
    case 'index': return value.index.kind === 'string' ? value.index.value : valueName(value.object);
    case 'logical': return valueName(value.left);
    case 'call': return calledName(value);
    default: return undefined;
  }
}

function calledName(call: Expression & { kind: 'call' }): string | undefined {
  const first = call.arguments[0]?.value;
  if (call.callee.kind !== 'member') return first && valueName(first);
  const isRead = /^(get|getlist|getenv|pop|query|param|header|cookies)$/i.test(call.callee.property);
  return isRead && first?.kind === 'string' ? first.value : valueName(call.callee.object);
}
