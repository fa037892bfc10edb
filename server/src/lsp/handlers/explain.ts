import { findAllow, findByReference } from '../allow';
import { explain, type Occurrence } from '../explanation';
import type { FindingReference } from '../protocol';
import type { Session } from '../session';
import { toRange } from '../toProtocol';
import { onRequest } from '../wire';

/** Answers "explain this finding" and gives the comment for "allow it". */
export function handleExplain(session: Session): void {
  onRequest(session.connection, 'principled/explain', async (reference) => {
    const found = await findByReference(session, reference);
    const words = found && session.book.find(found.finding.ruleId);
    if (!found || !words) return null;
    const page = session.services.files.rulePage(words.id);
    const others = await othersAlike(session, reference);
    return explain({ finding: found.finding, words, page, others }, session.context());
  });

  onRequest(session.connection, 'principled/allow', async (reference) => {
    const allowed = await findAllow(session, reference);
    if (!allowed) return null;
    const { document, comment } = allowed;
    const at = document.text.positionAt(comment.at);
    return { uri: document.uri, version: document.version, at, snippet: comment.snippet };
  });
}

/** Other places of the same kind that are known: in open files, and in all after a scan. */
async function othersAlike(session: Session, reference: FindingReference): Promise<Occurrence[]> {
  const others: Occurrence[] = [];
  for (const document of session.documents.all()) {
    const { findings } = await session.examiner.examine(document);
    for (const finding of findings.filter((it) => it.ruleId === reference.ruleId)) {
      const range = toRange(document.text, finding.span);
      const isItself = document.uri === reference.uri && JSON.stringify(range) === JSON.stringify(reference.range);
      if (!isItself) others.push({ uri: document.uri, range, message: finding.message });
    }
  }
  for (const { uri, diagnostics } of session.closed.all()) {
    for (const { code, range, message } of diagnostics) {
      if (code === reference.ruleId) others.push({ uri, range, message: String(message) });
    }
  }
  return others;
}
