import type { Analysis, Flow } from '../../analysis/analysis';
import type { Call, Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { carriedInto } from './carriers';
import { valueName } from './placeholders';
import { functionAround, insertAt, quote, replace, textOf, type Edit } from './places';
import { partsOf } from './shellWords';

/** The template is constant, names a variable, and is given its value. */
export function templateFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { call } = flow;
  const carried = call && flow.family === 'prompt-template' ? carriedInto(flow, analysis) : undefined;
  const [part] = carried?.parts ?? [];
  const name = part && valueName(part);
  if (!call || !carried || !part || carried.parts.length !== 1 || name === undefined || !/^\w+$/.test(name)) return [];
  if (functionAround(analysis.program, part) !== functionAround(analysis.program, call)) return [];
  const constant = carried.joined ? constantText(analysis, carried.joined, part, name) : replace(part, `${quote(analysis)}{${name}}${quote(analysis)}`);
  const given = constant && valueGiven(analysis, call, name, textOf(analysis, part));
  return given ? [{ title: 'Keep the template constant and pass the text as a variable', edits: [constant, ...given] }] : [];
}

/** The same text with the variable's name where the value was inserted. */
function constantText(analysis: Analysis, joined: Expression, part: Expression, name: string): Edit | undefined {
  if (joined.kind !== 'template') return replace(part, `${quote(analysis)}{${name}}${quote(analysis)}`);
  if (partsOf(joined)?.filter((it) => typeof it === 'object').length !== 1) return undefined;
  const text = textOf(analysis, joined);
  const [from, to] = [part.start - joined.start, part.end - joined.start];
  const open = text.lastIndexOf('{', from);
  const close = text.indexOf('}', to);
  if (analysis.family === 'javascript') return replace(joined, `${text.slice(0, open - 1)}{${name}}${text.slice(close + 1)}`);
  const [before, after] = [text.slice(0, open), text.slice(close + 1)].map((it) => it.replace(/\{\{/g, '{').replace(/\}\}/g, '}'));
  return /^f/i.test(text) ? replace(joined, `${before!.slice(1)}{${name}}${after}`) : undefined;
}

/** `.partial(name=value)` behind a template, one more keyword in a call of `format`. */
function valueGiven(analysis: Analysis, call: Call, name: string, value: string): readonly Edit[] | undefined {
  const isFormat = call.callee.kind === 'member' && call.callee.property === 'format';
  const keyword = value === name || analysis.family === 'python' ? `${name}=${value}` : '';
  if (isFormat) return call.arguments.some((it) => it.name === name) ? undefined : [insertAt(call.end - 1, `${call.arguments.length > 0 ? ', ' : ''}${keyword}`)];
  if (call.callee.kind !== 'member' || !/^from_?(template|messages)$/i.test(call.callee.property) || /MessagePromptTemplate/.test(textOf(analysis, call.callee))) return undefined;
  if (analysis.family === 'python') return [insertAt(call.end, `.partial(${keyword})`)];
  if (functionAround(analysis.program, call)?.isAsync !== true) return undefined;
  return [insertAt(call.start, '(await '), insertAt(call.end, `.partial({ ${value === name ? name : `${name}: ${value}`} }))`)];
}
