import { documentKinds, draftDocument } from '../../assurance/documents/documents';
import type { Session } from '../session';
import { pathOfUri, uriOfPath } from '../uris';
import { onRequest } from '../wire';
import { assessFolder } from './checklist';

/** Drafts the documents that the Code asks for; it is the client that shows and saves them. */
export function handleDocument(session: Session): void {
  onRequest(session.connection, 'principled/documentKinds', async () => ({
    kinds: documentKinds.map(({ id, title }) => ({ id, title })),
  }));
  onRequest(session.connection, 'principled/document', async ({ folder, kind }, token) => {
    const { states, knowledge } = await assessFolder(session, folder, 'anew', token);
    if (token.isCancellationRequested) return null;
    const draft = draftDocument(kind, states, knowledge);
    return draft ? { uri: uriOfPath(`${pathOfUri(folder)}/${draft.path}`), text: draft.text } : null;
  });
}
