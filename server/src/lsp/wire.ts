import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Notifications, Requests } from './protocol';

/** Sends one of our own notifications; its parameters are checked against the shared types. */
export function notify<M extends keyof Notifications>(connection: Connection, method: M, params: Notifications[M]): void {
  void connection.sendNotification(method, params);
}

/** Answers one of our own requests. */
export function onRequest<M extends keyof Requests>(
  connection: Connection,
  method: M,
  handler: (params: Requests[M]['params'], token: CancellationToken) => Promise<Requests[M]['result']>,
): void {
  connection.onRequest(method, handler);
}
