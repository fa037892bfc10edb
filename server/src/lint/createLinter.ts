import { catalogue } from '../analysis/catalogue';
import { languageOfPath } from '../analysis/languages/extensions';
import type { Parsers } from '../analysis/languages/grammars';
import { Project } from '../analysis/project/project';
import { plainLayout } from '../analysis/resolve/layout';
import type { Analysis } from '../analysis/analysis';
import type { Rule, RuleFinding } from '../rules/define';
import { rules } from '../rules/index';
import type { UserFacts } from './config';
import type { Span } from '../analysis/program/program';
import type { Finding, Fix, LintResult, Problem, Severity, Step } from './finding';
import type { Linter, ProjectHost } from './linter';
import type { Settings } from './settings';
import { applySuppressions } from './suppressions';

const order: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
const knownIds: ReadonlySet<string> = new Set(Object.keys(rules));
const everyRule: readonly Rule[] = Object.values(rules);

/** The engine with its grammars loaded. `host` gives the files around the one that is examined. */
export function createLinter(parsers: Parsers, host?: ProjectHost, userFacts: UserFacts = {}): Linter {
  const project = new Project({
    parsers,
    view: catalogue(userFacts),
    files: { readText: (path) => host?.readText(path), isFile: (path) => host?.isFile(path) ?? false },
    layout: host?.layout ?? plainLayout,
    languageOf: languageOfPath,
  });
  return {
    setFile: (file, edits) => project.setText(file.path, file.language, file.text, edits),
    setRoots: (folders) => project.setRoots(folders),
    prepare: (path) => void project.ensure(path),
    settle: () => project.settle(),
    analysed: () => project.analysed(),
    resolveImport: (from, specifier) => project.resolveImport(from, specifier),
    importsOf: (paths) => project.importsOf(paths),
    shared: (paths) => project.shared(paths),
    setElsewhere: (elsewhere) => project.setElsewhere(elsewhere),
    readAgain: (path) => project.reread(path),
    refreshImports: () => project.refreshImports(),
    advance: () => project.advance(),
    stamp: (path) => project.stamp(path),
    dropFile: (path) => project.drop(path),
    usage: () => project.usage(),
    lint: (path, settings) => lint(project, path, settings),
    dispose: () => {
      project.dispose();
      parsers.dispose();
    },
  };
}

function lint(project: Project, path: string, settings: Settings): LintResult {
  const analysis = project.analysis(path);
  if (!analysis) return { findings: [], suppressed: [], problems: [] };
  const problems: Problem[] = project.notes(path).map((message) => ({ file: path, kind: 'budget', message }));
  const ran = new Set<string>();
  const found: Finding[] = [];
  for (const rule of everyRule) {
    const severity = severityOf(rule, settings);
    if (severity === 'off' || !rule.languages.includes(analysis.family)) continue;
    ran.add(rule.id);
    found.push(...check(rule, severity, analysis, problems));
  }
  found.sort((a, b) => a.span.start - b.span.start || a.ruleId.localeCompare(b.ruleId));
  const { findings, suppressed, notices } = applySuppressions(analysis.text, analysis.program.comments, found, knownIds, { file: path, ran });
  const shown = findings.filter((finding) => settings.minimumConfidence === 'likely' || finding.confidence === 'proven');
  return { findings: [...shown, ...noticesFor(notices, settings)].sort((a, b) => a.span.start - b.span.start), suppressed, problems };
}

function severityOf(rule: Rule, settings: Settings): Severity | 'off' {
  const chosen = settings.severity[rule.id];
  if (chosen !== undefined) return chosen;
  return rule.severity === 'off' && settings.allRules ? 'information' : rule.severity;
}

/** A rule that fails costs its own findings and no other's. */
function check(rule: Rule, severity: Severity, analysis: Analysis, problems: Problem[]): Finding[] {
  const findings: Finding[] = [];
  try {
    for (const found of rule.check(analysis)) findings.push(toFinding(rule, severity, found, analysis.file, problems));
  } catch (error) {
    problems.push(failure(rule, analysis.file, error));
  }
  return findings;
}

function failure(rule: Rule, file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return { file, kind: 'rule-failed', message: `The rule ${rule.id} failed: ${reason}` };
}

function toFinding(rule: Rule, severity: Severity, found: RuleFinding, file: string, problems: Problem[]): Finding {
  const lowered = found.likelyBecause === undefined ? severity : oneLower(severity);
  const capped = found.atMost && order.indexOf(found.atMost) < order.indexOf(lowered) ? found.atMost : lowered;
  let fixes: readonly Fix[] | undefined;
  return {
    ruleId: rule.id, file, span: held(found.at), message: found.message, severity: capped,
    confidence: found.likelyBecause === undefined ? 'proven' : 'likely',
    ...(found.likelyBecause !== undefined ? { likelyBecause: found.likelyBecause } : {}),
    steps: (found.steps ?? []).map(heldStep), related: (found.related ?? []).map(heldStep), tags: found.tags ?? [],
    get fixes() {
      return (fixes ??= toFixes(rule, found, file, problems));
    },
  };
}

/** Places in a program move when its text is edited; a finding speaks of the text that was examined. */
function held({ start, end }: Span): Span {
  return { start, end };
}

function heldStep({ file, span, text }: Step): Step {
  return { file, span: held(span), text };
}

/** Fixes are made when they are asked for: while someone types, nobody does. */
function toFixes(rule: Rule, { fixes = [] }: RuleFinding, file: string, problems: Problem[]): readonly Fix[] {
  try {
    return (typeof fixes === 'function' ? fixes() : fixes).map((fix, index) => ({
      title: fix.title, isPreferred: fix.isPreferred ?? index === 0, isSafe: fix.isSafe ?? false, edits: fix.edits.map(({ span, newText }) => ({ span: held(span), newText })),
    }));
  } catch (error) {
    problems.push(failure(rule, file, error));
    return [];
  }
}

function oneLower(severity: Severity): Severity {
  return order[Math.max(0, order.indexOf(severity) - 1)]!;
}

function noticesFor(notices: readonly Finding[], settings: Settings): Finding[] {
  return notices.flatMap((notice) => {
    const chosen = settings.severity[notice.ruleId];
    if (chosen === 'off') return [];
    return [chosen === undefined ? notice : { ...notice, severity: chosen }];
  });
}
