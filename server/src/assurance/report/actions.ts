import type { PrincipleState, ProvisionState } from '../assess';
import { statusWords } from '../checklist';
import type { Level } from '../codeOfPractice';
import type { FindingFact } from '../workspace';

/** Something that somebody still has to do. */
export interface Action {
  readonly kind: 'answer' | 'contradiction' | 'findings';
  readonly provision: string;
  readonly level: Level;
  /** A sentence without a full stop that starts with a capital. */
  readonly text: string;
  /** Who answers for the provision; absent where nobody does. */
  readonly owner?: string;
  /** Why or how, in the team's own words. */
  readonly notes?: string;
}

/** What is not met or only partly, answers that something speaks against, and findings to mend; requirements first. */
export function openActions(states: readonly PrincipleState[], findings: readonly FindingFact[]): readonly Action[] {
  const all = states.flatMap(({ provisions }) => provisions);
  const actions = [...all.flatMap(answerActions), ...all.flatMap(contradictionActions), ...findingActions(all, findings)];
  const weight: Readonly<Record<Level, number>> = { requirement: 0, recommendation: 1, option: 2 };
  return actions.map((action, at) => ({ action, at })).sort((a, b) =>
    weight[a.action.level] - weight[b.action.level] || a.at - b.at).map(({ action }) => action);
}

function answerActions({ provision, answer }: ProvisionState): Action[] {
  if (answer.status !== 'not-met' && answer.status !== 'partly') return [];
  const text = `${provision.brief.charAt(0).toUpperCase()}${provision.brief.slice(1)} (${statusWords[answer.status]})`;
  const notes = answer.notes === undefined ? {} : { notes: answer.notes };
  return [{ kind: 'answer', provision: provision.id, level: provision.level, text, ...ownerOf(answer), ...notes }];
}

function contradictionActions({ provision, answer, contradictions }: ProvisionState): Action[] {
  return contradictions.map((text) => ({
    kind: 'contradiction', provision: provision.id, level: provision.level, text, ...ownerOf(answer),
  }));
}

/** One for each rule with errors or warnings, under the provision that it cites first. */
function findingActions(states: readonly ProvisionState[], findings: readonly FindingFact[]): Action[] {
  const byRule = new Map<string, FindingFact[]>();
  for (const finding of findings) {
    if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
    byRule.set(finding.ruleId, [...(byRule.get(finding.ruleId) ?? []), finding]);
  }
  return [...byRule.values()].flatMap((found): Action[] => {
    const [first] = found;
    const state = states.find(({ provision }) => provision.id === first?.provisions[0]);
    if (!first || !state) return [];
    const text = `Mend ${found.length} ${found.length === 1 ? 'finding' : 'findings'}: ${first.title}`;
    return [{ kind: 'findings', provision: state.provision.id, level: state.provision.level, text, ...ownerOf(state.answer) }];
  });
}

function ownerOf({ owner }: ProvisionState['answer']): { readonly owner?: string } {
  return owner === undefined ? {} : { owner };
}
