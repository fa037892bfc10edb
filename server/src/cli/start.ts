import process from 'node:process';
import { run } from './run';
import type { Services } from './services';

/** What the process itself gives to the command line. */
type FromProcess = 'folder' | 'now' | 'today' | 'stdout' | 'stderr' | 'environment';

/** Runs the command line of this process and sets its exit code. Output is written out before it ends. */
export async function start(services: Omit<Services, FromProcess>): Promise<void> {
  endQuietlyWhenNoOneReads(process.stdout);
  endQuietlyWhenNoOneReads(process.stderr);
  process.exitCode = await run(process.argv.slice(2), {
    ...services,
    folder: process.cwd(),
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
  });
}

/** `principled scan | head`: the reader has seen enough, which is no failure of ours. */
function endQuietlyWhenNoOneReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`principled: the output cannot be written (${error.code ?? error.message})\n`);
    process.exit(2);
  });
}
