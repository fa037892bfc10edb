import { setFlagsFromString } from 'node:v8';

/** Processor time after which an analysis is long enough for thorough compiling to pay, in milliseconds. */
const WORTHWHILE = 5_000;

/**
 * V8 compiles what runs often a second time, thoroughly, on a thread beside this one. An analysis runs a little of very
 * much code: most are over before that has paid, having spent two fifths of their processor time on it. So it is put
 * off when the analysis begins. To be called at every step of it; `spent` is the processor time of the process in
 * milliseconds.
 */
export function compileLater(spent: () => number): () => void {
  let until: number | undefined;
  let isLate = false;
  return () => {
    if (until === undefined) {
      until = spent() + WORTHWHILE;
      setFlagsFromString('--no-opt');
    } else if (!isLate && spent() >= until) {
      isLate = true;
      setFlagsFromString('--opt');
    }
  };
}
