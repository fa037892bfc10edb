import type { Analysis, Family, Flow, Label } from '../analysis/analysis';
import type { Program } from '../analysis/program/program';
import { defineRule, type Rule, type RuleFinding, type RuleFix, type RuleMeta } from './define';

/** A row of the table: which label must not arrive in which family, and what to say of it. */
export interface FlowRow {
  readonly labels: readonly Label[];
  readonly family: Family | readonly Family[];
  /** Flows for which this does not hold are none; all count without it. */
  readonly when?: (flow: Flow, analysis: Analysis) => boolean;
  /** One line in the code's own names. */
  readonly message: (flow: Flow) => string;
  readonly fixes?: (flow: Flow, analysis: Analysis) => readonly RuleFix[];
  /** Places that are one finding, told at the first of them; each place is its own without it. */
  readonly together?: (flows: readonly Flow[], program: Program, text: string) => readonly (readonly Flow[])[];
}

/** A rule that is a row about flows: one finding for each place, or for places that are one. */
export function flowRule(meta: RuleMeta, row: FlowRow): Rule {
  const families: readonly Family[] = typeof row.family === 'string' ? [row.family] : row.family;
  return defineRule({
    ...meta,
    *check(analysis) {
      const places = new Map<string, Flow>();
      for (const flow of analysis.flows) {
        if (!families.includes(flow.family) || !row.labels.includes(flow.label) || row.when?.(flow, analysis) === false) continue;
        const place = `${flow.at.start}:${flow.at.end}`;
        const before = places.get(place);
        if (!before || (before.likelyBecause !== undefined && flow.likelyBecause === undefined)) places.set(place, flow);
      }
      const groups = row.together?.([...places.values()], analysis.program, analysis.text) ?? [...places.values()].map((flow) => [flow]);
      for (const [flow, ...others] of groups) if (flow) yield finding(row, flow, others, analysis);
    },
  });
}

function finding(row: FlowRow, flow: Flow, others: readonly Flow[], analysis: Analysis): RuleFinding {
  return {
    at: flow.at,
    message: shortMessage(row, flow),
    steps: flow.steps,
    ...(others.length > 0 ? { related: others.map((other) => ({ file: analysis.file, span: other.at, text: `\`${other.sink}\` uses it too` })) } : {}),
    ...(flow.likelyBecause !== undefined ? { likelyBecause: flow.likelyBecause } : {}),
    ...fixesLater(row, flow, analysis),
  };
}

function fixesLater({ fixes }: FlowRow, flow: Flow, analysis: Analysis): Pick<RuleFinding, 'fixes'> {
  return fixes ? { fixes: () => fixes(flow, analysis) } : {};
}

/** Problems panels show one line of this many characters. */
const MAX_MESSAGE = 110;

/** The message in the code's own names; where these are too long, helper and owners are left out. */
function shortMessage(row: FlowRow, flow: Flow): string {
  const { through: helper, ...direct } = flow;
  const short = { ...direct, sink: lastName(flow.sink), source: lastName(flow.source) };
  const wordings: readonly Flow[] = [flow, { ...flow, sink: short.sink }, { ...short, ...(helper !== undefined ? { through: helper } : {}) }, direct, short];
  const fitting = wordings.map(row.message).find((message) => message.length <= MAX_MESSAGE);
  return fitting ?? `${row.message(short).slice(0, MAX_MESSAGE - 1)}…`;
}

/** `create()` of `client.chat.completions.create()`. */
function lastName(name: string): string {
  return /[\w$]+(?:\(\)|\[…\])?$/.exec(name)?.[0] ?? name;
}

/** "through `extract_code()`", where the value came out of a helper. */
export function through(flow: Flow): string {
  return flow.through === undefined ? '' : ` through \`${flow.through}\``;
}
