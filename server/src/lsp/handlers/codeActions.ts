import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import type { Finding } from '../../lint/finding';
import { findAllow } from '../allow';
import type { TrackedDocument } from '../documents';
import type { Examination } from '../examiner';
import type { ClientCommand } from '../protocol';
import { bySeverity, combineSafeFixes } from '../quickFixes';
import type { RuleWords } from '../ruleBook';
import type { Session } from '../session';
import {
  fixAllKind, toCodeAction, toCommand, toDiagnostic, toInsertion, toReference, toWorkspaceEdit,
  type ActionParts, type AllowData,
} from '../toProtocol';

/** The light bulb and "fix all". */
export function handleCodeActions(session: Session): void {
  session.connection.onCodeAction(async (params) => {
    const document = session.documents.get(params.textDocument.uri);
    if (!document) return [];
    const examination = await session.examiner.examine(document);
    if (examination.version !== document.version) return [];
    return wantsFixAll(params) ? fixAll(session, document, examination) : quickFixes(session, document, examination, params);
  });

  session.connection.onCodeActionResolve(async (action) => {
    const data = action.data as AllowData | undefined;
    if (!data?.allow || action.edit) return action;
    const allowed = await findAllow(session, data.allow);
    if (!allowed) return action;
    const { document, comment } = allowed;
    return { ...action, edit: toInsertion(document.text, comment.at, comment, session.client()) };
  });
}

function wantsFixAll({ context }: CodeActionParams): boolean {
  return context.only !== undefined && context.only.some((kind) => isWithin(fixAllKind, kind))
    && !context.only.some((kind) => isWithin(CodeActionKind.QuickFix, kind));
}

/** Whether a kind is, or lies under, the one that was asked for. */
function isWithin(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

function fixAll(session: Session, document: TrackedDocument, { findings }: Examination): CodeAction[] {
  const edits = combineSafeFixes(findings);
  if (edits.length === 0) return [];
  const edit = toWorkspaceEdit(document.text, edits, session.client());
  return [toCodeAction({ title: 'Fix all that Principled can safely fix', kind: fixAllKind, edit })];
}

/** One finding with all that its actions need. */
interface Target {
  readonly session: Session;
  readonly document: TrackedDocument;
  readonly examination: Examination;
  readonly finding: Finding;
  readonly words: RuleWords;
  /** Tells actions apart where several findings share a place. */
  readonly suffix: string;
}

async function quickFixes(
  session: Session, document: TrackedDocument, examination: Examination, params: CodeActionParams,
): Promise<CodeAction[]> {
  const { only } = params.context;
  if (only && !only.some((kind) => isWithin(CodeActionKind.QuickFix, kind))) return [];
  const start = document.text.offsetAt(params.range.start);
  const end = document.text.offsetAt(params.range.end);
  const touched = bySeverity(examination.findings.filter(({ span }) => span.start <= end && start <= span.end));
  const targets = touched.flatMap((finding): Target[] => {
    const words = session.book.find(finding.ruleId);
    const suffix = touched.length > 1 && words ? `: ${words.title}` : '';
    return words ? [{ session, document, examination, finding, words, suffix }] : [];
  });
  const fixes = targets.flatMap(fixActions);
  const rules = targets.filter((target, at) => targets.findIndex((it) => it.words.id === target.words.id) === at);
  const allows = await Promise.all(targets.map(allowAction));
  return [
    ...fixes.filter((it) => it.isPreferred),
    ...fixes.filter((it) => !it.isPreferred),
    ...rules.flatMap(fixAllOfRule),
    ...targets.flatMap((it) => commandAction(it, `Explain this finding${it.suffix}`, 'principled.explainFinding', referenceOf(it))),
    ...allows.flat(),
    ...checklistActions(rules),
    ...rules.filter(isRule).flatMap((it) =>
      commandAction(it, `Turn \`${it.words.id}\` off in this workspace`, 'principled.turnOffRule', it.words.id)),
  ];
}

function fixActions(target: Target): CodeAction[] {
  const { finding, document, session } = target;
  return finding.fixes.map(({ title, isPreferred, edits }) =>
    action(target, { title, isPreferred, edit: toWorkspaceEdit(document.text, edits, session.client()) }));
}

/** Offered where it does more than the finding's own fix. */
function fixAllOfRule(target: Target): CodeAction[] {
  const { words, document, session, examination } = target;
  const alike = examination.findings.filter((it) => it.ruleId === words.id && it.fixes.some((fix) => fix.isSafe));
  if (alike.length < 2) return [];
  const edit = toWorkspaceEdit(document.text, combineSafeFixes(alike), session.client());
  return [action(target, { title: `Fix all \`${words.id}\` in this file`, edit })];
}

async function allowAction(target: Target): Promise<CodeAction[]> {
  if (!isRule(target)) return [];
  const { session, words } = target;
  const title = `Allow \`${words.id}\` here, with a reason`;
  const reference = referenceOf(target);
  if (session.client().resolveCodeActionEdit) return [action(target, { title, data: { allow: reference } })];
  const allowed = await findAllow(session, reference);
  if (!allowed) return [];
  const edit = toInsertion(target.document.text, allowed.comment.at, allowed.comment, session.client());
  return [action(target, { title, edit })];
}

function checklistActions(targets: readonly Target[]): CodeAction[] {
  const first = targets.filter((target, at) =>
    targets.findIndex((it) => it.words.provisions[0] === target.words.provisions[0]) === at);
  return first.flatMap((target) => {
    const [provision] = target.words.provisions;
    if (provision === undefined) return [];
    return commandAction(target, `Open checklist item ${provision}`, 'principled.openChecklist', provision);
  });
}

function commandAction(target: Target, title: string, command: ClientCommand, argument: unknown): CodeAction[] {
  if (!target.session.client().commands.has(command)) return [];
  return [action(target, { title, command: toCommand(title, command, argument) })];
}

/** Every action names its finding: editors sort actions without one behind the others. */
function action({ session, document, examination, finding }: Target, parts: ActionParts): CodeAction {
  const diagnostic = toDiagnostic(finding, document.text, examination.settings, session.context(), document.version);
  return toCodeAction({ ...parts, diagnostics: [diagnostic] });
}

function referenceOf({ document, finding }: Target): ReturnType<typeof toReference> {
  return toReference(document.uri, document.text, finding);
}

/** A notice about a comment has no provision, and cannot be allowed by another comment. */
function isRule({ words }: Target): boolean {
  return words.provisions.length > 0;
}
