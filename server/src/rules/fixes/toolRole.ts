import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression, ObjectLiteral, Statement } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { carriedInto } from './carriers';
import { holds, nodesBelow } from './nodes';
import { functionAround, insertAt, quote, replace, textOf, type Edit } from './places';
import { delimitedFixes, roleOf } from './systemPrompt';

/** The result keeps the tool role where the call it answers is at hand; else it is material of the user's side. */
export function toolResultFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const edits = keptRole(flow, analysis);
  if (edits) return [{ title: 'Keep the tool role', edits }];
  return delimitedFixes(flow, analysis, 'Move the result to a delimited message of the user');
}

function keptRole(flow: Flow, analysis: Analysis): readonly Edit[] | undefined {
  const origin = flow.steps[0];
  const carried = [carriedInto(flow, analysis)?.parts[0], origin?.file === analysis.file ? origin.span : undefined].filter((part) => part !== undefined);
  if (!flow.call) return undefined;
  const around = functionAround(analysis.program, flow.call)?.body ?? analysis.program.body;
  const nodes = nodesBelow(around);
  const message = nodes.find((node): node is ObjectLiteral => node.kind === 'object' && 'entries' in node && carried.some((part) => holds(node, part)) && isMessage(node as ObjectLiteral));
  const role = message && roleOf(message);
  const id = message && callId(analysis, nodes, message);
  if (!role || id === undefined) return undefined;
  const mark = textOf(analysis, role)[0] ?? quote(analysis);
  const key = analysis.family === 'python' ? `${mark}tool_call_id${mark}` : 'tool_call_id';
  return [replace(role, `${mark}tool${mark}`), insertAt(role.end, `, ${key}: ${id}`)];
}

function isMessage(node: ObjectLiteral): boolean {
  return roleOf(node) !== undefined;
}

/** `call.id` of the loop over the calls that the model has asked for, around the message. */
function callId(analysis: Analysis, nodes: readonly (Expression | Statement)[], message: ObjectLiteral): string | undefined {
  for (const node of nodes) {
    if (node.kind !== 'loop' || node.form !== 'each' || !node.iterable || !node.body.some((it) => holds(it, message))) continue;
    if (!/tool_?calls\b/i.test(textOf(analysis, node.iterable)) || node.target?.kind !== 'name') continue;
    const { name } = node.target;
    const isDict = analysis.family === 'python' && nodesBelow(node.body).some((it) => it.kind === 'index' && it.object.kind === 'name' && it.object.name === name);
    return isDict ? `${name}[${quote(analysis)}id${quote(analysis)}]` : `${name}.id`;
  }
  return undefined;
}
