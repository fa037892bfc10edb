import type { Analysis, Flow } from '../analysis/analysis';
import type { Expression, Span } from '../analysis/program/program';
import { isCertainCredential, isConnection } from '../analysis/flow/credentials';
import { nodesOf } from './fixes/nodes';
import { fingerprintFixes } from './fixes/fingerprint';
import { ONLY_A_PART } from '../analysis/flow/refining';
import { flowRule, through } from './flows';

export const sensitiveDataInAiLog = flowRule(
  {
    id: 'sensitive-data-in-ai-log',
    title: 'A secret is written to a log',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['5.4', '12.1'],
    cwe: [532, 209],
    llm: ['LLM02'],
    asi: [],
    hasFix: true,
    why: 'Logs are kept long and read by many. Whoever reads a key there can call the model, or what else it opens, in your name and at your cost.',
    remedy: 'Log an id or a hash of the key, the names of the headers, or nothing of it at all.',
  },
  {
    labels: ['secret'],
    family: ['log', 'response'],
    when: (flow, analysis) => isCertain(flow) && !isFileOfDatabase(flow, analysis) && (flow.family === 'log' || isProviderKey(flow) || isError(flow, analysis)),
    message: (flow) => (flow.family === 'log' ? `\`${flow.source}\` is written to the log by \`${flow.sink}\`${through(flow)}.`
      : `\`${flow.source}\` is sent to the client by \`${flow.sink}\`${through(flow)}.`),
    fixes: fingerprintFixes,
  },
);

/** What only its name makes a secret counts under a clear name, and where it was not handed on to be changed. */
function isCertain(flow: Flow): boolean {
  return flow.likelyBecause === undefined || (isCertainCredential(flow.source) && (flow.through === undefined || flow.likelyBecause === ONLY_A_PART));
}

/** `if config.type == "sqlite"`: what tells such a database where it is opens nothing. */
function isFileOfDatabase(flow: Flow, analysis: Analysis): boolean {
  if (!isConnection(flow.source)) return false;
  const starts = flow.steps.find(({ file }) => file === analysis.file)?.span ?? flow.at;
  return nodesOf(analysis.program).some((node) => node.kind === 'if' && isLocal(node.test) && isWithin(node.then, starts));
}

function isLocal(test: Expression): boolean {
  if (test.kind === 'logical' && test.operator === 'and') return isLocal(test.left) || isLocal(test.right);
  if (test.kind !== 'compare' || !/^===?$/.test(test.operator)) return false;
  return [test.left, test.right].some((side) => side.kind === 'string' && /^:?(sqlite3?|better-sqlite3|libsql-file|duckdb|file|memory|in-memory)(\+\w+)?:?$/i.test(side.value));
}

function isWithin(body: readonly Span[], at: Span): boolean {
  return body.some((each) => each.start <= at.start && at.end <= each.end);
}

/** A session's own token belongs to the client that it is sent to; the key of a provider never does. */
function isProviderKey(flow: Flow): boolean {
  return /api_?key|headers/i.test(flow.source);
}

/** What an error tells is seldom meant for the client. */
function isError(flow: Flow, analysis: Analysis): boolean {
  if (/exception|error|abort|badrequest/i.test(flow.sink) || flow.call?.arguments.some(({ name, value }) => /^status(_code)?$/.test(name ?? '') && isFailure(value))) return true;
  return nodesOf(analysis.program).some((node) => node.kind === 'try' && node.handlers.some((it) => it.start <= flow.at.start && flow.at.end <= it.end));
}

function isFailure(value: { readonly kind: string }): boolean {
  return value.kind === 'literal' && 'value' in value && typeof value.value === 'number' && value.value >= 400;
}
