import type { Analysis, Family, Flow, Label } from '../analysis/analysis';
import { defineRule, type Rule, type RuleFinding, type RuleFix, type RuleMeta } from './define';

/** A row of the table: which label must not arrive in which family, and what to say of it. */
export interface FlowRow {
  readonly labels: readonly Label[];
  readonly family: Family;
  /** One line in the code's own names. */
  readonly message: (flow: Flow) => string;
  readonly fixes?: (flow: Flow, analysis: Analysis) => readonly RuleFix[];
}

/** A rule that is a row about flows: one finding for each place. */
export function flowRule(meta: RuleMeta, row: FlowRow): Rule {
  return defineRule({
    ...meta,
    *check(analysis) {
      const places = new Map<string, Flow>();
      for (const flow of analysis.flows) {
        if (flow.family !== row.family || !row.labels.includes(flow.label)) continue;
        const place = `${flow.at.start}:${flow.at.end}`;
        const before = places.get(place);
        if (!before || (before.likelyBecause !== undefined && flow.likelyBecause === undefined)) places.set(place, flow);
      }
      for (const flow of places.values()) yield finding(row, flow, analysis);
    },
  });
}

function finding(row: FlowRow, flow: Flow, analysis: Analysis): RuleFinding {
  return {
    at: flow.at,
    message: row.message(flow),
    steps: flow.steps,
    ...(flow.likelyBecause !== undefined ? { likelyBecause: flow.likelyBecause } : {}),
    ...(row.fixes ? { fixes: row.fixes(flow, analysis) } : {}),
  };
}

/** "through `extract_code()`", where the value came out of a helper. */
export function through(flow: Flow): string {
  return flow.through === undefined ? '' : ` through \`${flow.through}\``;
}
