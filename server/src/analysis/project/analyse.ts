import type { Analysis, Flow, FlowStep, InferenceCall } from '../analysis';
import { isTold, stepsOf } from '../flow/story';
import type { InferenceRecord, RawFlow } from '../flow/machine';
import type { ModuleUnit } from '../flow/units';
import type { ImportStatement } from '../program/program';
import { mayBeTraced, type Offered } from './offered';
import type { FileResults } from './results';
import { roleOf } from './role';
import type { Unlogged } from './unlogged';

/** Gathers what concerns one module; `place` is its path below the nearest project manifest. */
export function buildAnalysis(module: ModuleUnit, place: string, results: FileResults, offered: readonly Offered[]): Analysis {
  const { flows, inferences, unlogged, hasLogging, isTraced } = results;
  return {
    file: module.file, text: module.text, family: module.family, program: module.program, hasLogging, isTraced,
    flows: flows.map(toFlow).sort((a, b) => a.at.start - b.at.start),
    inferences: inferences.map((record) => toInference(record, unlogged, offered)).sort((a, b) => a.call.start - b.call.start),
    logger: loggerName(module), role: roleOf(place),
    imported: (name, member) => importedAs(module.program.imports, name, member),
  };
}

/** A parsed value is reported where it was parsed, a key where it is written, everything else at the sink. */
export function placeFile(flow: RawFlow): string {
  return placeStep(flow)?.file ?? flow.sink.module.file;
}

function placeStep(flow: RawFlow): Flow['steps'][number] | undefined {
  if (flow.label === 'key-literal') return stepsOf(flow.taint.story)[0];
  if (flow.label !== 'unvalidated-json') return undefined;
  return flow.taint.parsedAt?.step;
}

/** Nobody can go over a way of which a part is missing, and over many calls one thing is more easily taken for another. */
const UNTOLD = 'the way is long, and only its beginning and its end are told';

function toFlow(flow: RawFlow): Flow {
  const { taint, sink } = flow;
  const at = placeStep(flow)?.span ?? sink.at;
  const last = flow.label === 'unvalidated-json'
    ? { file: sink.module.file, span: sink.at, text: sink.name.endsWith('()') ? `\`${sink.name}\` is given its fields` : `\`${sink.name}\` is used` }
    : { file: sink.module.file, span: sink.at, text: `it reaches \`${sink.name}\`` };
  const steps = stepsOf(taint.story);
  const because = taint.likelyBecause ?? (isTold(steps) ? undefined : UNTOLD);
  return {
    label: flow.label, family: flow.family, at: { start: at.start, end: at.end }, sink: sink.name, source: taint.origin.name,
    steps: [...steps, last].map(asItStands),
    ...(sink.call ? { call: sink.call } : {}),
    ...(sink.value ? { value: sink.value } : {}),
    ...(taint.through !== undefined ? { through: taint.through } : {}),
    ...(because !== undefined ? { likelyBecause: because } : {}),
  };
}

/** What is found stays as it is when an edit moves the nodes. */
function asItStands({ file, span, text, isGap }: FlowStep): FlowStep {
  return { file, span: { start: span.start, end: span.end }, text: isGap ? `${text}; calls in between are left out` : text };
}

function toInference(record: InferenceRecord, unlogged: Unlogged, offered: readonly Offered[]): InferenceCall {
  const { site, path, likelyBecause, id } = record.site;
  const unseen = unlogged.get(id) ?? mayBeTraced(path, offered);
  const fact = record.entry?.fact ?? { calls: [], kind: 'chat' as const };
  return {
    call: site.call, fact, path, name: site.name, sdk: record.entry?.title ?? 'the model', isLogged: !unlogged.has(id),
    ...(likelyBecause !== undefined ? { likelyBecause } : {}),
    ...(unseen !== undefined ? { maybeLogged: unseen } : {}),
  };
}

/** A logger that the module already has at its top level. */
function loggerName(module: ModuleUnit): string | undefined {
  for (const [name, value] of module.frame?.state?.vars ?? []) {
    for (const ref of value.refs) {
      if (ref.kind === 'path' && ref.isInstance && module.facts.isLogger(`${ref.path}.info`)) return name;
    }
  }
  return undefined;
}

/** The local name of a module, or of a member of one, that the file imports. */
function importedAs(imports: readonly ImportStatement[], module: string, member?: string): string | undefined {
  for (const statement of imports) {
    if (statement.module !== module || statement.isReexport || statement.isTypeOnly) continue;
    for (const name of statement.names) if (name.imported === (member ?? '*') && name.local !== undefined) return name.local;
  }
  return undefined;
}
