import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import type { Span } from '../analysis/program/program';
import type { Finding, Step } from '../lint/finding';
import { Lines } from '../lint/lines';
import type { RuleMeta } from '../rules/define';
import type { Region, ReportedFinding, ReportedStep } from './report';

/** CWE-798, hard-coded credentials: what such a finding points at must not be printed again. */
const hardCodedCredentials = 798;

/** Turns findings in offsets into findings in lines, columns and paths below the scan's root. */
export class Locator {
  private readonly occurrences = new Map<string, number>();
  private readonly others = new Map<string, Lines | undefined>();

  constructor(
    private readonly root: string,
    private readonly rules: Readonly<Record<string, Pick<RuleMeta, 'cwe'>>>,
    /** Text of another file that a step leads to. */
    private readonly readText: (path: string) => string | undefined,
  ) {}

  /** The path as reports show it: below the root with `/`, else as it is. */
  pathOf(path: string): string {
    return pathBelow(this.root, path);
  }

  locate(finding: Finding, lines: Lines): ReportedFinding {
    const path = this.pathOf(finding.file);
    const { ruleId, severity, confidence, likelyBecause, message, suppression } = finding;
    const step = (one: Step) => this.locateStep(one, finding.file, lines);
    return {
      ruleId,
      severity,
      confidence,
      ...(likelyBecause === undefined ? {} : { likelyBecause }),
      message,
      path,
      region: regionOf(lines, finding.span),
      excerpt: this.excerpt(finding, lines),
      steps: finding.steps.map(step),
      related: finding.related.map(step),
      fixes: finding.fixes.map(({ title, isPreferred, isSafe, edits }) => ({
        title,
        isPreferred,
        isSafe,
        edits: edits.map((edit) => ({ region: regionOf(lines, edit.span), newText: edit.newText })),
      })),
      fingerprint: this.fingerprint(finding, path, lines),
      ...(suppression
        ? { suppression: { reason: suppression.reason, region: regionOf(lines, suppression.span) } }
        : {}),
    };
  }

  private locateStep(step: Step, file: string, lines: Lines): ReportedStep {
    const found = step.file === file ? lines : this.linesOf(step.file);
    const path = this.pathOf(step.file);
    return found ? { path, region: regionOf(found, step.span), text: step.text } : { path, text: step.text };
  }

  private linesOf(path: string): Lines | undefined {
    if (!this.others.has(path)) {
      const text = this.readText(path);
      if (this.others.size > 200) this.others.clear();
      this.others.set(path, text === undefined ? undefined : new Lines(text));
    }
    return this.others.get(path);
  }

  private excerpt({ ruleId, span }: Finding, lines: Lines): string {
    const { line, column } = lines.positionAt(span.start);
    const text = lines.textOf(line);
    if (!this.rules[ruleId]?.cwe.includes(hardCodedCredentials)) return text;
    const start = column - 1;
    const end = Math.min(start + span.end - span.start, text.length);
    return text.slice(0, start) + mask(text.slice(start, end)) + text.slice(end);
  }

  /** Built from the rule, the file and the words of the line, so that other lines may come and go. */
  private fingerprint({ ruleId, span }: Finding, path: string, lines: Lines): string {
    const words = lines.textOf(lines.lineAt(span.start)).replace(/\s+/g, '');
    const place = createHash('sha256').update([ruleId, path, words].join('\n')).digest('hex').slice(0, 32);
    const earlier = this.occurrences.get(place) ?? 0;
    this.occurrences.set(place, earlier + 1);
    return `${place}:${earlier + 1}`;
  }
}

/** A path below a root with `/`; one that lies elsewhere as it is. */
export function pathBelow(root: string, path: string): string {
  const below = relative(root, path);
  const isBelow = below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..';
  return (isBelow ? below : path).split(sep).join('/');
}

/** Keeps the length, the quotes and the first characters, by which its owner knows a key again. */
function mask(secret: string): string {
  return secret.replace(/[^\s"'`]+/g, (word) => word.slice(0, 4) + '*'.repeat(Math.max(word.length - 4, 0)));
}

function regionOf(lines: Lines, span: Span): Region {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(Math.max(span.end, span.start));
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
