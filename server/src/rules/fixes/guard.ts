import type { Analysis } from '../../analysis/analysis';
import type { Expression } from '../../analysis/program/program';
import { holds } from './nodes';
import { indentAt, insertAt, newline, placeOf, replace, runsOnce, standsAlone, withParentheses, type Edit } from './places';

/** Lines before the statement that uses a value; the value is then used by the name that they gave it. */
export function guarded(analysis: Analysis, value: Expression, lines: readonly string[], name: string): readonly Edit[] | undefined {
  const before = linesBefore(analysis, value, lines);
  return before && [before, replace(withParentheses(analysis.text, value), name)];
}

/** Lines before the statement that uses a value, where they run exactly when it does. */
export function linesBefore(analysis: Analysis, value: Expression, lines: readonly string[]): Edit | undefined {
  const place = placeOf(analysis.program, value);
  if (!place || !standsAlone(analysis, place)) return undefined;
  const { statement } = place;
  const isHeader = statement.kind === 'with' && statement.items.some((it) => holds(it.value, value));
  const isBody = statement.kind === 'return' && !analysis.text.startsWith('return', statement.start);
  if (isBody || analysis.text.startsWith('elif', statement.start) || !(isHeader || runsOnce(statement, value))) return undefined;
  const indent = indentAt(analysis.text, statement.start);
  return insertAt(statement.start, lines.map((line) => `${line}${newline(analysis)}${indent}`).join(''));
}
