import { CancellationTokenSource, ProgressLocation, window, type CancellationToken, type Progress } from 'vscode';

const patienceMilliseconds = 1_000;

/** Shows percents; undefined as long as nothing is shown. */
export type Report = (done: number, total: number) => void;

/**
 * Runs something that may be long: what takes more than a second shows a notification with its progress,
 * which can be cancelled. `viewId` names a view that shows meanwhile that something is under way.
 */
export async function withCancel<T>(title: string, viewId: string | undefined, run: (token: CancellationToken, report: Report) => Promise<T>): Promise<T> {
  const source = new CancellationTokenSource();
  let shown: Progress<{ readonly message?: string; readonly increment?: number }> | undefined;
  let percent = 0;
  const report: Report = (done, total) => {
    if (!shown || total === 0) return;
    const now = Math.floor((100 * done) / total);
    shown.report({ message: `${now} %`, increment: now - percent });
    percent = now;
  };
  const running = run(source.token, report);
  const done = running.then(() => undefined, () => undefined);
  if (viewId !== undefined) void window.withProgress({ location: { viewId } }, () => done);
  const timer = setTimeout(() => {
    void window.withProgress({ location: ProgressLocation.Notification, title: `Principled: ${title}`, cancellable: true }, (progress, token) => {
      shown = progress;
      token.onCancellationRequested(() => source.cancel());
      return done;
    });
  }, patienceMilliseconds);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
