import type { ChecklistProvision, ProvisionStatus } from '../../../server/src/lsp/protocol';

export type StatusOrNone = ProvisionStatus | 'unanswered';

/** In the order of the form and of filters. */
export const statuses: readonly StatusOrNone[] = ['met', 'partly', 'not-met', 'not-applicable', 'unanswered'];

export const statusWords: Readonly<Record<StatusOrNone, string>> = {
  met: 'met', partly: 'partly met', 'not-met': 'not met', 'not-applicable': 'not applicable', unanswered: 'not answered',
};

export function statusOf({ answer }: ChecklistProvision): StatusOrNone {
  return answer.status ?? 'unanswered';
}

function isSettled({ answer: { status } }: ChecklistProvision): boolean {
  return status === 'met' || status === 'not-applicable';
}

export function settledWords(provisions: readonly ChecklistProvision[]): string {
  return `${provisions.filter(isSettled).length} of ${provisions.length}`;
}

/** "2 findings, SECURITY.md found": the evidence in a few words. */
export function evidenceWords({ findings, evidence }: ChecklistProvision): string {
  const found = evidence.filter(({ kind, bearing }) => kind === 'document' && bearing === 'for').map(({ places }) => `${baseName(places[0]?.label ?? '')} found`);
  const practices = evidence.filter(({ kind, bearing }) => kind === 'practice' && bearing === 'for').length;
  return [
    ...(findings > 0 ? [count(findings, 'finding')] : []),
    ...found.slice(0, 2),
    ...(practices > 0 ? [`${count(practices, 'practice')} found`] : []),
  ].join(', ');
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
