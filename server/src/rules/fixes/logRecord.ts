import type { Analysis, InferenceCall } from '../../analysis/analysis';
import { replyFields } from '../data/replyFields';
import { afterImports, asBlock, pythonMember } from './imports';
import { freeName, namesIn } from './nodes';
import { indentUnit, newline, quote, textOf, type Edit } from './places';

/** How a module writes a log record, with what it has to add for that. */
export interface Recorder {
  readonly edits: readonly Edit[];
  /** Line before the call, where the duration is measured. */
  readonly start: string | undefined;
  /** The statement that writes the record, its lines below the first indented by `indent`. */
  record(reply: string | undefined, indent: string): string;
}

/**
 * Model, id, duration and usage, as far as they are known; never the prompt. `started` is the
 * variable for the time before the call; without it no duration is measured.
 */
export function recorder(analysis: Analysis, inference: InferenceCall, started: string | undefined): Recorder {
  return analysis.family === 'python' ? pythonRecorder(analysis, inference, started) : scriptRecorder(analysis, inference, started);
}

type Entry = readonly [name: string, value: string];

function entries(analysis: Analysis, inference: InferenceCall, reply: string | undefined): readonly Entry[] {
  const hasReply = ['chat', 'completion', 'agent', 'object'].includes(inference.fact.kind) && reply !== undefined;
  const fields = hasReply ? Object.entries(replyFields(inference.path, inference.name, analysis.family)) : [];
  const found: Entry[] = fields.map(([name, members]) => [name, `${reply}.${members}`]);
  const model = found.some(([name]) => name === 'model') ? undefined : modelArgument(analysis, inference);
  return model === undefined ? found : [['model', model], ...found];
}

/** The model as the call names it, where that can be written a second time. */
function modelArgument(analysis: Analysis, inference: InferenceCall): string | undefined {
  for (const argument of inference.call.arguments) {
    const properties = argument.name === undefined && argument.value.kind === 'object' ? argument.value.entries.map((it) => [it.key, it.value] as const) : [];
    for (const [key, value] of [[argument.name, argument.value] as const, ...properties]) {
      const isPlain = value.kind === 'string' || value.kind === 'name' || (value.kind === 'member' && value.object.kind === 'name');
      if (key === 'model' && isPlain) return textOf(analysis, value);
    }
  }
  return undefined;
}

// ---------------------------------------------------------------- Python

function pythonRecorder(analysis: Analysis, inference: InferenceCall, started: string | undefined): Recorder {
  const clock = started !== undefined ? pythonMember(analysis, 'time', 'perf_counter') : undefined;
  const logger = pythonLogger(analysis);
  return {
    edits: [...asBlock([...logger.imports, ...(clock?.edits ?? [])]), ...logger.edits],
    start: clock && `${started} = ${clock.text}()`,
    record(reply, indent) {
      const all: Entry[] = [...entries(analysis, inference, reply)];
      if (clock) all.push(['seconds', `${clock.text}() - ${started}`]);
      if (all.length === 0) all.push(['call', `"${inference.name.replace(/["\\]/g, '')}"`]);
      return pythonRecord(analysis, logger, all, indent);
    },
  };
}

interface PythonLogger {
  readonly name: string;
  readonly style: 'percent' | 'braces' | 'keywords';
  readonly imports: readonly Edit[];
  readonly edits: readonly Edit[];
}

function pythonLogger(analysis: Analysis): PythonLogger {
  const modules = new Set(analysis.program.imports.map((it) => it.module.split('.')[0]));
  const style = modules.has('loguru') ? 'braces' : modules.has('structlog') ? 'keywords' : 'percent';
  const own = analysis.logger ?? analysis.imported('loguru', 'logger');
  if (own !== undefined) return { name: own, style, imports: [], edits: [] };
  const maker = pythonMember(analysis, 'logging', 'getLogger');
  const name = freeName(analysis.program, 'logger', 'log', 'inference_log');
  return { name, style: 'percent', imports: maker.edits, edits: [afterImports(analysis, `${name} = ${maker.text}(__name__)`, maker.edits)] };
}

function pythonRecord(analysis: Analysis, logger: PythonLogger, all: readonly Entry[], indent: string): string {
  const mark = quote(analysis);
  const inner = `${newline(analysis)}${indent}${indentUnit(analysis)}`;
  const close = `,${newline(analysis)}${indent})`;
  if (logger.style === 'keywords') {
    return `${logger.name}.info(${inner}${mark}inference${mark}, ${all.map(([name, value]) => `${name}=${value}`).join(', ')}${close}`;
  }
  const hole = (name: string): string => (logger.style === 'braces' ? (name === 'seconds' ? '{:.2f}' : '{}') : name === 'seconds' ? '%.2f' : '%s');
  const text = `${mark}inference: ${all.map(([name]) => `${name}=${hole(name)}`).join(' ')}${mark}`;
  const values = all.map(([, value]) => value).join(', ');
  const short = `${logger.name}.info(${text}, ${values})`;
  return short.length + indent.length <= 100 ? short : `${logger.name}.info(${inner}${text},${inner}${values}${close}`;
}

// ---------------------------------------------------------------- JavaScript

function scriptRecorder(analysis: Analysis, inference: InferenceCall, started: string | undefined): Recorder {
  const end = semicolon(analysis);
  const clock = namesIn(analysis.program).has('performance') && !/\bperformance\.now\b/.test(analysis.text) ? 'Date' : 'performance';
  return {
    edits: [],
    start: started !== undefined ? `const ${started} = ${clock}.now()${end}` : undefined,
    record(reply, indent) {
      const all: Entry[] = [...entries(analysis, inference, reply)];
      if (started !== undefined) all.push(['milliseconds', `Math.round(${clock}.now() - ${started})`]);
      if (all.length === 0) all.push(['call', `'${inference.name.replace(/['\\]/g, '')}'`]);
      return `${scriptRecord(analysis, all, indent)}${end}`;
    },
  };
}

function scriptRecord(analysis: Analysis, all: readonly Entry[], indent: string): string {
  const mark = quote(analysis);
  const pairs = all.map(([name, value]) => (name === value ? name : `${name}: ${value}`));
  const short = `{ ${pairs.join(', ')} }`;
  const inner = `${newline(analysis)}${indent}${indentUnit(analysis)}`;
  const object = short.length + indent.length <= 80 ? short : `{${pairs.map((pair) => `${inner}${pair},`).join('')}${newline(analysis)}${indent}}`;
  const isPino = analysis.program.imports.some((it) => it.module === 'pino') || /require\(['"]pino['"]\)/.test(analysis.text);
  const text = `${mark}inference${mark}`;
  return `${analysis.logger ?? 'console'}.info(${analysis.logger !== undefined && isPino ? `${object}, ${text}` : `${text}, ${object}`})`;
}

export function semicolon(analysis: Analysis): string {
  return analysis.family === 'javascript' && /;[ \t]*\r?$/m.test(analysis.text) ? ';' : '';
}
