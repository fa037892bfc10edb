import type { Analysis, Flow, InferenceCall } from '../analysis';
import type { Found, InferenceRecord, RawFlow } from '../flow/machine';
import type { ModuleUnit } from '../flow/units';
import type { ImportStatement } from '../program/program';
import { roleOf } from './role';
import { unloggedSites, type Unlogged } from './unlogged';

/** Everything that is known of the project at the moment. */
export interface ProjectFacts {
  readonly modules: readonly ModuleUnit[];
  readonly founds: readonly Found[];
  /** The path below the nearest project manifest. */
  readonly placeOf: (path: string) => string;
}

/** What was found, by the file it stands in, whichever module's interpretation found it. */
export interface ProjectIndex {
  readonly flows: ReadonlyMap<string, ReadonlyMap<string, RawFlow>>;
  readonly inferences: ReadonlyMap<string, ReadonlyMap<string, InferenceRecord>>;
  /** Files that write log records. */
  readonly logging: ReadonlySet<string>;
  readonly unlogged: Unlogged;
  readonly isTraced: boolean;
  readonly placeOf: (path: string) => string;
}

/** Sorts all results by file, once for each state of the project. */
export function indexProject(facts: ProjectFacts): ProjectIndex {
  const flows = new Map<string, Map<string, RawFlow>>();
  const inferences = new Map<string, Map<string, InferenceRecord>>();
  const logging = new Set<string>();
  const looked = new Set(facts.founds.flatMap((found) => [...found.looked]));
  for (const found of facts.founds) {
    for (const [key, flow] of found.flows) if (flow.family !== 'reply-text' || !looked.has(flow.taint.origin.id)) keepBetter(below(flows, placeFile(flow)), key, flow);
    for (const [id, record] of found.inferences) {
      const own = below(inferences, record.site.site.module.file);
      if (!own.get(id)?.entry) own.set(id, record);
    }
    for (const site of found.loggers.values()) logging.add(site.module.file);
  }
  const isTraced = facts.founds.some((found) => found.tracing.size > 0);
  return { flows, inferences, logging, unlogged: unloggedSites(facts), isTraced, placeOf: facts.placeOf };
}

function below<T>(map: Map<string, Map<string, T>>, file: string): Map<string, T> {
  let own = map.get(file);
  if (!own) map.set(file, (own = new Map()));
  return own;
}

/** Gathers what concerns one module. */
export function buildAnalysis(module: ModuleUnit, index: ProjectIndex): Analysis {
  const flows = [...index.flows.get(module.file)?.values() ?? []];
  const inferences = [...index.inferences.get(module.file)?.values() ?? []];
  return {
    file: module.file, text: module.text, family: module.family, program: module.program,
    flows: flows.map(toFlow).sort((a, b) => a.at.start - b.at.start),
    inferences: inferences.map((record) => toInference(record, index.unlogged)).sort((a, b) => a.call.start - b.call.start),
    logger: loggerName(module), hasLogging: index.logging.has(module.file), isTraced: index.isTraced,
    role: roleOf(index.placeOf(module.file)),
    imported: (name, member) => importedAs(module.program.imports, name, member),
  };
}

function keepBetter(flows: Map<string, RawFlow>, key: string, flow: RawFlow): void {
  const before = flows.get(key);
  if (!before || (before.taint.likelyBecause !== undefined && flow.taint.likelyBecause === undefined)) flows.set(key, flow);
}

/** A parsed value is reported where it was parsed, a key where it is written, everything else at the sink. */
function placeFile(flow: RawFlow): string {
  return placeStep(flow)?.file ?? flow.sink.module.file;
}

function placeStep(flow: RawFlow): Flow['steps'][number] | undefined {
  if (flow.label === 'key-literal') return flow.taint.steps[0];
  if (flow.label !== 'unvalidated-json') return undefined;
  return flow.taint.parsedAt?.step;
}

function toFlow(flow: RawFlow): Flow {
  const { taint, sink } = flow;
  const at = placeStep(flow)?.span ?? sink.at;
  const last = flow.label === 'unvalidated-json'
    ? { file: sink.module.file, span: sink.at, text: `\`${sink.name}\` is used` }
    : { file: sink.module.file, span: sink.at, text: `it reaches \`${sink.name}\`` };
  return {
    label: flow.label, family: flow.family, at: { start: at.start, end: at.end }, sink: sink.name, source: taint.origin.name,
    steps: [...taint.steps, last],
    ...(sink.call ? { call: sink.call } : {}),
    ...(sink.value ? { value: sink.value } : {}),
    ...(taint.through !== undefined ? { through: taint.through } : {}),
    ...(taint.likelyBecause !== undefined ? { likelyBecause: taint.likelyBecause } : {}),
  };
}

function toInference(record: InferenceRecord, unlogged: Unlogged): InferenceCall {
  const { site, path, likelyBecause, id } = record.site;
  const unseen = unlogged.get(id);
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
