/** Loaded before a measured program: when it ends, what it used is written to PRINCIPLED_BENCH_REPORT. */
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.PRINCIPLED_BENCH_REPORT, JSON.stringify({ peakBytes: peakBytes(), cpuSeconds: (user + system) / 1e6 }));
});

/** Linux counts what the parent held into maxRSS, but not into VmHWM. */
function peakBytes() {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
