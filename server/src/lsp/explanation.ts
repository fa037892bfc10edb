import { basename } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { codeTitle, codeUrl, findPrinciple, findProvision } from '../assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm } from '../assurance/taxonomies';
import type { Finding, Step } from '../lint/finding';
import { confidenceWords } from './hoverCard';
import type {
  ExcerptLine, Explanation, ExplanationPlace, ExplanationProvision, ExplanationStep, PlaceRange,
} from './protocol';
import type { RuleWords } from './ruleBook';
import { toRange, type Context } from './toProtocol';

/** A place where the same was found. */
export interface Occurrence {
  readonly uri: string;
  readonly range: PlaceRange;
  readonly message: string;
}

export interface ExplanationParts {
  readonly finding: Finding;
  readonly words: RuleWords;
  /** The rule's page as it is in the repository. */
  readonly page: string | undefined;
  readonly others: readonly Occurrence[];
}

const shownOthers = 20;
const longestExcerptLine = 200;

/** The way of the value, what to do, the rule, the Code, and places alike. */
export function explain({ finding, words, page, others }: ExplanationParts, context: Context): Explanation {
  const own: Step = { file: finding.file, span: finding.span, text: 'this is the place' };
  const steps = finding.steps.length > 0 ? finding.steps : [own];
  return {
    title: words.title,
    message: finding.message,
    why: words.why,
    remedy: words.remedy,
    confidence: confidenceWords(finding),
    steps: steps.flatMap((step) => toStep(step, context)),
    related: finding.related.flatMap((step) => toStep(step, context)),
    code: { title: codeTitle, url: codeUrl },
    provisions: words.provisions.flatMap(toProvision),
    citations: [...words.cwe.map(citeCwe), ...words.llm.map(citeLlm), ...words.asi.map(citeAsi)],
    others: others.slice(0, shownOthers).map(({ uri, range, message }) => ({ text: message, place: toPlace(uri, range) })),
    moreOthers: Math.max(0, others.length - shownOthers),
    ...(page === undefined ? {} : { page }),
  };
}

/** Nothing for a step in a file that went away. */
function toStep({ file, span, text }: Step, context: Context): ExplanationStep[] {
  const document = context.texts(file);
  if (!document) return [];
  const range = toRange(document, span);
  return [{ text, place: toPlace(context.uriOf(file), range), excerpt: excerptOf(document, range.start.line) }];
}

function toPlace(uri: string, range: PlaceRange): ExplanationPlace {
  return { uri, range, label: `${nameOf(uri)}, line ${range.start.line + 1}` };
}

function nameOf(uri: string): string {
  try {
    return basename(decodeURIComponent(uri));
  } catch {
    return basename(uri);
  }
}

/** A line with one line of surroundings on each side, their common indentation taken off. */
function excerptOf(document: TextDocument, line: number): ExcerptLine[] {
  const from = Math.max(0, line - 1);
  const text = document.getText({ start: { line: from, character: 0 }, end: { line: line + 2, character: 0 } });
  const lines = text.trimEnd().split(/\r\n|\r|\n/).slice(0, line + 2 - from);
  const indents = lines.filter((it) => it.trim() !== '').map((it) => /^[ \t]*/.exec(it)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((it, at) => ({
    number: from + at + 1,
    text: it.slice(indent, indent + longestExcerptLine),
    isMarked: from + at === line,
  }));
}

function toProvision(id: string): ExplanationProvision[] {
  const provision = findProvision(id);
  const principle = provision && findPrinciple(provision.principle);
  if (!provision || !principle) return [];
  const { level, summary } = provision;
  return [{ id, level, principle: principle.number, principleTitle: principle.title, summary }];
}
