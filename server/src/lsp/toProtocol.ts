/**
 * From our own types to those of the Language Server Protocol. No other file makes its shapes, so
 * that what an offset, a severity or an edit becomes is decided once.
 */
import {
  CodeActionKind, DiagnosticSeverity, DiagnosticTag, MarkupKind,
  type CodeAction, type Command, type Diagnostic, type DiagnosticRelatedInformation, type Hover, type Range,
  type SnippetTextEdit, type TextEdit as ProtocolEdit, type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../analysis/program/program';
import type { ConfigProblem } from '../lint/config';
import type { Finding, Severity, Step, TextEdit } from '../lint/finding';
import type { Settings } from '../lint/settings';
import type { ClientFeatures } from './clientFeatures';
import type { FindingReference } from './protocol';
import type { RuleBook } from './ruleBook';
import type { TextLookup } from './texts';

export const source = 'principled';

/** What a conversion needs to know beside the thing itself. */
export interface Context {
  readonly client: ClientFeatures;
  readonly book: RuleBook;
  readonly texts: TextLookup;
  readonly uriOf: (path: string) => string;
}

/** What is kept of a finding in its diagnostic. */
export interface DiagnosticData {
  /** Version of the document it was computed for; absent for a file that is not open. */
  readonly version?: number;
  readonly confidence: Finding['confidence'];
}

export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function toReference(uri: string, document: TextDocument, finding: Finding): FindingReference {
  return { uri, ruleId: finding.ruleId, range: toRange(document, finding.span) };
}

export function toDiagnostic(
  finding: Finding, document: TextDocument, settings: Settings, context: Context, version?: number,
): Diagnostic {
  const href = context.book.pageUrl(finding.ruleId);
  const related = context.client.relatedInformation ? toRelated([...finding.steps, ...finding.related], context) : [];
  const tags = finding.tags.map((tag) => (tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary));
  const data: DiagnosticData = { confidence: finding.confidence, ...(version === undefined ? {} : { version }) };
  return {
    range: toRange(document, finding.span),
    severity: toSeverity(finding, settings),
    code: finding.ruleId,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source,
    message: finding.message,
    ...(tags.length === 0 ? {} : { tags }),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    data,
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Information is drawn as a hint, which no editor counts as a problem, until somebody asks for the rule by name. */
function toSeverity(finding: Finding, settings: Settings): DiagnosticSeverity {
  const isQuiet = finding.severity === 'information' && settings.severity[finding.ruleId] === undefined;
  return isQuiet ? DiagnosticSeverity.Hint : severities[finding.severity];
}

function toRelated(steps: readonly Step[], context: Context): DiagnosticRelatedInformation[] {
  return steps.flatMap((step) => {
    const document = context.texts(step.file);
    if (!document) return []; // A file that went away meanwhile has no place to show.
    return [{ location: { uri: context.uriOf(step.file), range: toRange(document, step.span) }, message: step.text }];
  });
}

/** What is wrong with a configuration file, shown in that file. */
export function toConfigDiagnostics(document: TextDocument, problems: readonly ConfigProblem[]): Diagnostic[] {
  return problems.map(({ span, message }) => ({
    range: toRange(document, span),
    severity: DiagnosticSeverity.Error,
    code: 'configuration',
    source,
    message,
  }));
}

export function toHover(text: string, document: TextDocument, span: Span, client: ClientFeatures): Hover {
  const kind = client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { contents: { kind, value: text }, range: toRange(document, span) };
}

// ---------------------------------------------------------------- code actions

export const fixAllKind = `${CodeActionKind.SourceFixAll}.${source}`;

export interface ActionParts {
  readonly title: string;
  readonly kind?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly isPreferred?: boolean;
  readonly edit?: WorkspaceEdit;
  readonly command?: Command;
  /** What `codeAction/resolve` gets back. */
  readonly data?: AllowData;
}

/** A suppression whose comment is worked out when the action is chosen. */
export interface AllowData {
  readonly allow: FindingReference;
}

export function toCodeAction({ title, kind, diagnostics, isPreferred, edit, command, data }: ActionParts): CodeAction {
  return {
    title,
    kind: kind ?? CodeActionKind.QuickFix,
    ...(diagnostics ? { diagnostics: [...diagnostics] } : {}),
    ...(isPreferred ? { isPreferred } : {}),
    ...(edit ? { edit } : {}),
    ...(command ? { command } : {}),
    ...(data ? { data } : {}),
  };
}

export function toCommand(title: string, command: string, argument: unknown): Command {
  return { title, command, arguments: [argument] };
}

export function toWorkspaceEdit(
  document: TextDocument, edits: readonly TextEdit[], client: ClientFeatures,
): WorkspaceEdit {
  return toDocumentEdit(document, edits.map(({ span, newText }) => ({ range: toRange(document, span), newText })), client);
}

/** Inserts a text in which `snippet` says where the cursor goes, where the client can; else `plain`. */
export function toInsertion(
  document: TextDocument, at: number, texts: { readonly snippet: string; readonly plain: string }, client: ClientFeatures,
): WorkspaceEdit {
  const range = toRange(document, { start: at, end: at });
  if (!client.snippetEdits || !client.versionedEdits) {
    return toDocumentEdit(document, [{ range, newText: texts.plain }], client);
  }
  const edit: SnippetTextEdit = { range, snippet: { kind: 'snippet', value: texts.snippet } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: [edit] }] };
}

function toDocumentEdit(document: TextDocument, edits: ProtocolEdit[], client: ClientFeatures): WorkspaceEdit {
  if (!client.versionedEdits) return { changes: { [document.uri]: edits } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] };
}
