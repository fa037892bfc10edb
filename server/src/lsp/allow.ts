import type { Finding } from '../lint/finding';
import { allowComments, reasonPlaceholder, toSnippet, withReason, type AllowComment } from './allowComment';
import type { TrackedDocument } from './documents';
import type { FindingReference } from './protocol';
import type { Session } from './session';
import { toRange } from './toProtocol';

/** A comment that was tried out, in both spellings. */
export interface Allowed {
  readonly document: TrackedDocument;
  readonly comment: { readonly at: number; readonly snippet: string; readonly plain: string };
}

/** The finding a reference speaks of, as the document is now; undefined when it is gone. */
export async function findByReference(
  session: Session, reference: FindingReference,
): Promise<{ document: TrackedDocument; finding: Finding } | undefined> {
  const document = session.documents.get(reference.uri);
  if (!document) return undefined;
  const { findings, version } = await session.examiner.examine(document);
  if (version !== document.version) return undefined;
  const wanted = JSON.stringify(reference.range);
  const finding = findings.find((it) =>
    it.ruleId === reference.ruleId && JSON.stringify(toRange(document.text, it.span)) === wanted);
  return finding && { document, finding };
}

/** Works out the comment that allows a finding. */
export async function findAllow(session: Session, reference: FindingReference): Promise<Allowed | undefined> {
  const found = await findByReference(session, reference);
  if (!found?.document.language) return undefined;
  const { document, finding } = found;
  const text = document.text.getText();
  const candidates = allowComments(text, found.document.language, finding.span.start, finding.ruleId);
  const comment = await firstThatWorks(session, document, finding, candidates) ?? candidates[0];
  if (!comment) return undefined;
  const texts = { snippet: toSnippet(comment), plain: withReason(comment, reasonPlaceholder) };
  return { document, comment: { at: comment.at, ...texts } };
}

/** Tries each comment on a copy of the text: only the parser knows what is a comment at that place. */
async function firstThatWorks(
  session: Session, document: TrackedDocument, finding: Finding, candidates: readonly AllowComment[],
): Promise<AllowComment | undefined> {
  if (candidates.length < 2 || !document.language) return undefined;
  const { text, language } = document;
  const before = text.getText();
  for (const candidate of candidates) {
    const inserted = withReason(candidate, 'tried out');
    const tried = before.slice(0, candidate.at) + inserted + before.slice(candidate.at);
    // A name of its own, in the same folder, so that the linter keeps what it knows of the document.
    const path = document.path.replace(/(\.[^./\\]+)?$/, '.allowed$1');
    const { findings } = await session.examiner.examineText({ uri: document.uri, path, language, text: tried }, 'forget');
    const start = finding.span.start + inserted.length;
    if (!findings.some((it) => it.ruleId === finding.ruleId && it.span.start === start)) return candidate;
  }
  return undefined;
}
