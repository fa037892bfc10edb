import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { linesBefore } from './guard';
import { semicolon } from './logRecord';
import { indentUnit, quote, textOf } from './places';

/** What stands for a reply that ended as it should, by the member that says so. */
const endings: Readonly<Record<string, string>> = { finish_reason: 'stop', finishReason: 'stop', stop_reason: 'end_turn', stopReason: 'end_turn', done_reason: 'stop', status: 'completed' };

/** The reply is refused unless it ended as it should; where the code does not show which member says so, unless there is text. */
export function replyGuardFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { value } = flow;
  if (!value || (value.kind !== 'member' && value.kind !== 'index')) return [];
  const reason = reasonOf(flow, analysis, value);
  const mark = quote(analysis);
  const error = `${mark}the reply of the model is not complete${mark}`;
  const edit = linesBefore(analysis, value, analysis.family === 'python' ? [
    reason ? `if ${reason.text} != ${mark}${reason.ending}${mark}:` : `if not ${textOf(analysis, value)}:`,
    `${indentUnit(analysis)}raise ValueError(${error})`,
  ] : [
    reason ? `if (${reason.text} !== ${mark}${reason.ending}${mark}) throw new Error(${error})${semicolon(analysis)}`
      : `if (!${textOf(analysis, value)}) throw new Error(${error})${semicolon(analysis)}`,
  ]);
  return edit ? [{ title: reason ? `Check \`${reason.member}\` first` : 'Check first that there is text', edits: [edit] }] : [];
}

/** `reply.stop_reason`, `reply.choices[0].finish_reason`: beside the text, as far as the call is in this file. */
function reasonOf(flow: Flow, analysis: Analysis, value: Expression): { text: string; member: string; ending: string } | undefined {
  const fact = analysis.inferences.find((call) => call.name === flow.source)?.fact;
  const names = new Set([...fact?.stop ?? [], ...fact?.metadata ?? []]);
  const member = Object.keys(endings).find((name) => names.has(name));
  const holder = member && holderOf(value, member);
  if (!member || !holder) return undefined;
  const reason = value.kind === 'index' ? `[${quote(analysis)}${member}${quote(analysis)}]` : `.${member}`;
  return { text: textOf(analysis, holder) + reason, member, ending: endings[member]! };
}

/** Chat completions say it of each choice, everything else of the reply as a whole. */
function holderOf(value: Expression, member: string): Expression | undefined {
  for (let at = value; at.kind === 'member' || at.kind === 'index'; at = at.object) {
    if (at.kind === 'index' && nameOf(at.object) === 'choices') return at;
    if (nameOf(at) === 'candidates') return undefined;
    const inner = at.object;
    if (inner.kind === 'name') return isAtTop(member, nameOf(at)) ? inner : undefined;
  }
  return undefined;
}

/** A reply that is taken apart elsewhere does not show where it has the reason. */
function isAtTop(member: string, first: string | undefined): boolean {
  switch (member) {
    case 'stop_reason': return first === 'content';
    case 'status': return first === 'output_text';
    case 'stopReason': return first === 'output';
    case 'finishReason': return first === 'text';
    case 'done_reason': return first === 'message' || first === 'response';
    default: return false;
  }
}

function nameOf(node: Expression): string | undefined {
  if (node.kind === 'member') return node.property;
  return node.kind === 'index' && node.index.kind === 'string' ? node.index.value : undefined;
}
