import type { Analysis, Flow } from '../../analysis/analysis';
import type { Call, Expression } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { pythonMember } from './imports';
import { isSame } from './nodes';
import { placeOf, replace, textOf } from './places';

/** `eval` of data becomes a parser of data; code that is run for what it does has no such form. */
export function codeFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { call } = flow;
  if (call?.callee.kind !== 'name' || call.callee.name !== 'eval' || isDiscarded(analysis, call)) return [];
  const value = call.arguments[0]?.value;
  if (!value || call.arguments[0]?.spread) return [];
  return analysis.family === 'python' ? pythonFixes(analysis, call, value) : scriptFixes(analysis, call, value);
}

/** Code whose value nobody uses is no data. */
function isDiscarded(analysis: Analysis, call: Call): boolean {
  const statement = placeOf(analysis.program, call)?.statement;
  return statement?.kind === 'expression' && isSame(statement.value, call);
}

function pythonFixes(analysis: Analysis, call: Call, value: Expression): readonly RuleFix[] {
  const scopes = call.arguments.slice(1);
  if (scopes.some((it) => it.value.kind !== 'object' && it.value.kind !== 'literal') || isJoined(value)) return [];
  const text = textOf(analysis, value);
  return [{ member: 'literal_eval', module: 'ast' }, { member: 'loads', module: 'json' }].map(({ member, module }) => {
    const parser = pythonMember(analysis, module, member);
    return { title: `Parse with \`${module}.${member}\``, edits: [...parser.edits, replace(call, `${parser.text}(${text})`)] };
  });
}

function scriptFixes(analysis: Analysis, call: Call, value: Expression): readonly RuleFix[] {
  const data = insideParentheses(value) ?? value;
  if (isJoined(data) || call.arguments.length !== 1) return [];
  return [{ title: 'Parse with `JSON.parse`', edits: [replace(call, `JSON.parse(${textOf(analysis, data)})`)] }];
}

/** Text that the program completes is written in its own language, which no parser of data reads. */
function isJoined(value: Expression): boolean {
  return value.kind === 'template' || value.kind === 'binary';
}

/** The `x` of `'(' + x + ')'`, the old way to read data with `eval`. */
function insideParentheses(value: Expression): Expression | undefined {
  if (value.kind === 'template') {
    const [before, inner, after] = value.parts;
    const isWrapped = value.parts.length === 3 && before === '(' && after === ')';
    return isWrapped && typeof inner === 'object' ? inner : undefined;
  }
  if (value.kind !== 'binary' || value.right.kind !== 'string' || value.right.value !== ')') return undefined;
  const { left } = value;
  return left.kind === 'binary' && left.left.kind === 'string' && left.left.value === '(' ? left.right : undefined;
}
