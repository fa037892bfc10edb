import type { Finding } from '../../lint/finding';
import { hoverCard, plainCard, type CardParts } from '../hoverCard';
import { bySeverity } from '../quickFixes';
import type { Session } from '../session';
import { toHover, toReference } from '../toProtocol';

/** The card for everything that was found under the pointer. */
export function handleHover(session: Session): void {
  session.connection.onHover(async ({ textDocument, position }) => {
    const document = session.documents.get(textDocument.uri);
    if (!document) return null;
    const { findings, version } = await session.examiner.examine(document);
    if (version !== document.version) return null;
    const offset = document.text.offsetAt(position);
    const client = session.client();
    const cards = bySeverity(findings.filter((finding) => covers(finding, offset))).flatMap((finding): CardParts[] => {
      const words = session.book.find(finding.ruleId);
      const reference = toReference(document.uri, document.text, finding);
      return words ? [{ finding, words, reference, commands: client.commands }] : [];
    });
    const [first] = cards;
    if (!first) return null;
    const text = client.markdownHover ? hoverCard(cards) : plainCard(cards);
    return toHover(text, document.text, first.finding.span, client);
  });
}

function covers({ span }: Finding, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
