import { commands, ProgressLocation, window } from 'vscode';
import type { Server } from '../server';

let scans = 0;

/** Examines every file of the workspace with a progress bar; what was found stays when it is cancelled. */
export async function scanWorkspace(server: Server): Promise<void> {
  const options = { location: ProgressLocation.Notification, title: 'Principled: scanning the workspace', cancellable: true };
  const result = await window.withProgress(options, async (progress, token) => {
    const progressToken = `principled-scan-${++scans}`;
    let percent = 0;
    const stop = server.onProgress(progressToken, ({ done, total }) => {
      const now = Math.floor((100 * done) / total);
      // Each file is visited more than once, so a count of visits would not be one of files.
      progress.report({ message: `${now} %`, increment: now - percent });
      percent = now;
    });
    try {
      return await server.request('principled/scan', { progressToken }, token);
    } finally {
      stop();
    }
  });
  if (!result) return;
  const { files, findings, skipped, cancelled } = result;
  const left = skipped === 0 ? '' : ` ${skipped} could not be read.`;
  const message = `Principled: ${count(findings, 'finding')} in ${count(files, 'file')}${cancelled ? ', stopped before the end' : ''}.${left}`;
  const choice = await window.showInformationMessage(message, ...(findings > 0 ? ['Show problems'] : []));
  if (choice) await commands.executeCommand('principled.showProblems');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
