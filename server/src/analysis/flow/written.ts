import type { Machine } from './machine';
import { joinTaints, weaken } from './taint';
import { deepTaints, type GivenArguments } from './value';

/** Methods that put text into a file, and the position of the text. */
const writers: Readonly<Record<string, number>> = {
  write: 0, writelines: 0, write_text: 0, write_bytes: 0, writeFile: 1, writeFileSync: 1, outputFile: 1, outputFileSync: 1,
};

/** Remembers what a function writes into files: an interpreter that it starts afterwards may run it. */
export function noteWritten(machine: Machine, method: string, given: GivenArguments): void {
  const position = writers[method];
  const text = position === undefined ? undefined : given.positional[position];
  if (!text || machine.isShallow) return;
  const taints = deepTaints(text).map((taint) => weaken(taint, 'it is written into a file, and a script is run afterwards'));
  if (taints.length > 0) machine.frame.written = joinTaints(machine.frame.written, taints);
}
