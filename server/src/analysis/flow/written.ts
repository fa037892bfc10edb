import { deepTaints } from './labels';
import type { Machine } from './machine';
import { joinTaints, weaken, withSteps, type Taint } from './taint';
import { stepAt, type CallSite, type FunctionUnit, type SinkSite, type Summary } from './units';
import type { GivenArguments } from './value';

/** A file with a computed name is run here; who calls this function may have written it. */
export function noteRun(machine: Machine, sink: SinkSite): void {
  if (!machine.isShallow && !machine.frame.runs.some((other) => other.id === sink.id)) machine.frame.runs.push(sink);
}

/** A function of the same file is called: it runs what was written before, and what it writes may be run afterwards. */
export function joinWritten(machine: Machine, unit: FunctionUnit, summary: Summary, inside: (taint: Taint) => readonly Taint[]): void {
  // Entry points are called at the top of a module, one after the other.
  if (!machine.frame.unit || unit.module !== machine.module || summary.written.length + summary.runs.length === 0) return;
  const before = machine.frame.written;
  for (const sink of summary.runs) {
    if (before.length > 0) machine.reach('code', sink, before);
    noteRun(machine, sink);
  }
  machine.frame.written = joinTaints(before, summary.written.flatMap(inside));
}

/** Methods that put text into a file, and the position of the text. */
const writers: Readonly<Record<string, number>> = {
  write: 0, writelines: 0, write_text: 0, write_bytes: 0, writeFile: 1, writeFileSync: 1, outputFile: 1, outputFileSync: 1,
};

/** Remembers what a function writes into files: an interpreter that it starts afterwards may run it. */
export function noteWritten(machine: Machine, method: string, given: GivenArguments, site: CallSite): void {
  const position = writers[method];
  const text = position === undefined ? undefined : given.positional[position];
  if (!text || machine.isShallow) return;
  const kept = stepAt(site.module, site.call, `\`${site.name}()\` keeps it`);
  const taints = deepTaints(text).map((taint) => withSteps(weaken(taint, 'it is written into a file, and a script is run afterwards'), [kept]));
  if (taints.length > 0) machine.frame.written = joinTaints(machine.frame.written, taints);
}
