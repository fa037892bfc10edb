import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { ChecklistPrinciple, ChecklistProvision, ChecklistState } from '../../../server/src/lsp/protocol';
import { statuses, statusOf, statusWords, upperFirst } from './words';

const groupings = ['principle', 'phase', 'role', 'status'] as const;
export type Grouping = (typeof groupings)[number];

/** What the tree shows: nothing chosen of a kind means all of it. */
export interface Filter {
  readonly roles: readonly string[];
  readonly phases: readonly string[];
  readonly statuses: readonly string[];
  /** Only what an answer is contradicted by code or files. */
  readonly contradicted: boolean;
}

export const noFilter: Filter = { roles: [], phases: [], statuses: [], contradicted: false };

export function isFiltering({ roles, phases, statuses: chosen, contradicted }: Filter): boolean {
  return roles.length + phases.length + chosen.length > 0 || contradicted;
}

export function takes(filter: Filter, principle: ChecklistPrinciple, provision: ChecklistProvision): boolean {
  const { roles, phases, statuses: chosen, contradicted } = filter;
  return (roles.length === 0 || roles.some((it) => provision.roles.includes(it)))
    && (phases.length === 0 || phases.includes(principle.phase))
    && (chosen.length === 0 || chosen.includes(statusOf(provision)))
    && (!contradicted || provision.contradictions.length > 0);
}

/** "Developers; not met, partly met". */
export function filterWords(filter: Filter, { roles, phases }: ChecklistState): string {
  const named = (ids: readonly string[], all: ChecklistState['roles']): string => all.filter(({ id }) => ids.includes(id)).map(({ name }) => name).join(', ');
  return [
    named(filter.roles, roles),
    named(filter.phases, phases),
    statuses.filter((it) => filter.statuses.includes(it)).map((it) => statusWords[it]).join(', '),
    filter.contradicted ? 'contradicted' : '',
  ].filter((it) => it !== '').join('; ');
}

interface FilterItem extends QuickPickItem {
  readonly field?: 'roles' | 'phases' | 'statuses' | 'contradicted';
  readonly value?: string;
}

/** Undefined when the user leaves it. */
export async function chooseFilter(state: ChecklistState, filter: Filter): Promise<Filter | undefined> {
  const separator = (label: string): FilterItem => ({ label, kind: QuickPickItemKind.Separator });
  const item = (field: 'roles' | 'phases' | 'statuses', value: string, label: string): FilterItem =>
    ({ label, field, value, picked: filter[field].includes(value) });
  const items: FilterItem[] = [
    separator('Status'), ...statuses.map((it) => item('statuses', it, upperFirst(statusWords[it]))),
    { label: 'Contradicted by code or files', field: 'contradicted', picked: filter.contradicted },
    separator('Role'), ...state.roles.map(({ id, name }) => item('roles', id, name)),
    separator('Phase'), ...state.phases.map(({ id, name }) => item('phases', id, name)),
  ];
  const chosen = await window.showQuickPick(items, {
    title: 'Show which provisions?', placeHolder: 'Choose statuses, roles and phases; none of a kind shows all of it', canPickMany: true,
  });
  if (!chosen) return undefined;
  const of = (field: FilterItem['field']): string[] => chosen.flatMap((it) => (it.field === field && it.value !== undefined ? [it.value] : []));
  return {
    statuses: of('statuses'), roles: of('roles'), phases: of('phases'), contradicted: chosen.some((it) => it.field === 'contradicted'),
  };
}

/** Undefined when the user leaves it. */
export async function chooseGrouping(current: Grouping): Promise<Grouping | undefined> {
  const items = groupings.map((grouping) => ({
    label: `By ${grouping}`, grouping, ...(grouping === current ? { description: 'now' } : {}),
  }));
  return (await window.showQuickPick(items, { title: 'Group the checklist' }))?.grouping;
}
