import { EventEmitter, FileDecoration, ThemeColor, Uri, window, type Disposable } from 'vscode';
import type { ChecklistModel } from './model';
import { count } from './words';

const scheme = 'principled-provision';
const mostInBadge = 99;

/** The address by which the editor asks for a row's badge. */
export function badgeUri(id: string): Uri {
  return Uri.from({ scheme, path: `/${id}` });
}

/** Marks rows at their right end, where a narrow view cuts nothing off: open findings, or a dot where files speak for the provision. */
export function createBadges(model: ChecklistModel): Disposable {
  const changed = new EventEmitter<undefined>();
  const subscription = model.onDidChange(() => changed.fire(undefined));
  const registration = window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      const provision = uri.scheme === scheme ? model.find(uri.path.slice(1)) : undefined;
      if (!provision) return undefined;
      const { findings, evidence, contradictions } = provision;
      const supporting = evidence.filter(({ bearing }) => bearing === 'for').length;
      const colour = contradictions.length > 0 ? new ThemeColor('list.warningForeground') : undefined;
      if (findings > 0) return new FileDecoration(String(Math.min(findings, mostInBadge)), contradictions[0] ?? count(findings, 'open finding'), colour);
      if (colour) return new FileDecoration('!', contradictions[0], colour);
      return supporting > 0 ? new FileDecoration('●', `${count(supporting, 'thing')} found that speak${supporting === 1 ? 's' : ''} for it`) : undefined;
    },
  });
  return { dispose: () => [subscription, registration, changed].forEach((it) => it.dispose()) };
}
