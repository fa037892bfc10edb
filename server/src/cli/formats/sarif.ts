import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import type { CodeFlow, Fix, Location, Log, Notification, PhysicalLocation, Region as SarifRegion, ReportingDescriptor, Result, Suppression, ToolComponent } from 'sarif';
import { citeCwe } from '../../assurance/taxonomies';
import type { SeveritySetting } from '../../lint/finding';
import type { Region, ReportedFinding, ReportedFix, ReportedStep, ScanReport } from '../report';
import { citations, provisionLine, type WordBook, type Words } from '../words';

const base = 'SRCROOT';
const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note', off: 'none' } as const;
/** How code hosts that sort security findings by a number sort ours. */
const securitySeverity: Readonly<Record<SeveritySetting, string>> = {
  error: '8.0', warning: '5.5', information: '3.0', hint: '1.0', off: '0.1',
};

/** SARIF 2.1.0. */
export function formatSarif(report: ScanReport, words: WordBook): string {
  const ids = [...words.keys()];
  const index = new Map(ids.map((id, at) => [id, at]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Principled',
            semanticVersion: report.tool.version,
            rules: [...words.values()].map(describeRule),
            supportedTaxonomies: [{ name: 'CWE' }],
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [base]: { uri: folderUri(report.root) } },
        invocations: [
          {
            executionSuccessful: report.failures.length === 0,
            toolExecutionNotifications: notifications(report),
            toolConfigurationNotifications: report.failures.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        taxonomies: [cwe(words)],
        results: [...report.findings, ...report.suppressed].map((finding) => describeFinding(finding, index, words)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(rule: Words): ReportingDescriptor {
  const cites = [provisionLine(rule), ...citations(rule)].filter(Boolean);
  const help = [rule.why, `Instead: ${rule.remedy}`, cites.join(' · ')].filter(Boolean);
  const tags = ['security', ...rule.cwe.map((number) => `external/cwe/cwe-${number}`), ...citations(rule).slice(rule.cwe.length)];
  return {
    id: rule.id,
    name: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: help.join('\n\n'), markdown: help.join('\n\n') },
    defaultConfiguration: { enabled: rule.severity !== 'off', level: levels[rule.severity] },
    relationships: rule.cwe.map((number) => ({ target: { id: String(number), toolComponent: { name: 'CWE' } }, kinds: ['relevant'] })),
    properties: { tags, provisions: rule.provisions, 'security-severity': securitySeverity[rule.severity] },
  };
}

function describeFinding(finding: ReportedFinding, index: ReadonlyMap<string, number>, words: WordBook): Result {
  const { ruleId, severity, message, path, region, confidence, likelyBecause, steps, related, fixes, suppression } = finding;
  const ruleIndex = index.get(ruleId);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: place(path, region) }],
    partialFingerprints: { 'principled/v1': finding.fingerprint },
    ...(steps.length > 0 ? { codeFlows: [codeFlow(steps)] } : {}),
    ...(related.length > 0 ? { relatedLocations: related.map((step, at) => ({ id: at + 1, ...stepLocation(step) })) } : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => describeFix(fix, path)) } : {}),
    // Where some results say it, all must: an empty list means that it is known not to be suppressed.
    suppressions: suppression ? [describeSuppression(suppression, path)] : [],
    properties: {
      confidence,
      severity,
      provisions: words.get(ruleId)?.provisions ?? [],
      ...(likelyBecause === undefined ? {} : { likelyBecause }),
    },
  };
}

function codeFlow(steps: readonly ReportedStep[]): CodeFlow {
  return { threadFlows: [{ locations: steps.map((step, at) => ({ executionOrder: at + 1, location: stepLocation(step) })) }] };
}

function stepLocation({ path, region, text }: ReportedStep): Location {
  return { physicalLocation: place(path, region), message: { text } };
}

function describeFix({ title, edits }: ReportedFix, path: string): Fix {
  const replacements = edits.map(({ region, newText }) => ({ deletedRegion: sarifRegion(region), insertedContent: { text: newText } }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation: artifact(path), replacements }] };
}

function describeSuppression({ reason, region }: { readonly reason: string; readonly region: Region }, path: string): Suppression {
  return { kind: 'inSource', status: 'accepted', justification: reason, location: { physicalLocation: place(path, region) } };
}

function notifications(report: ScanReport): Notification[] {
  const problems = report.problems.map(({ path, message, kind, line }): Notification => ({
    level: 'warning',
    message: { text: message },
    descriptor: { id: kind },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), ...(line === undefined ? {} : { region: { startLine: line } }) } }],
  }));
  const skipped = report.skipped.map(({ path, reason, message }): Notification => ({
    level: 'note',
    message: { text: `${path} ${message}` },
    descriptor: { id: reason },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }));
  return [...problems, ...skipped];
}

function cwe(words: WordBook): ToolComponent {
  const numbers = new Set([...words.values()].flatMap((rule) => rule.cwe));
  return {
    name: 'CWE',
    organization: 'MITRE',
    informationUri: 'https://cwe.mitre.org/',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    taxa: [...numbers].sort((a, b) => a - b).map((number) => ({
      id: String(number), shortDescription: { text: citeCwe(number).name || `CWE-${number}` }, helpUri: citeCwe(number).url,
    })),
  };
}

function place(path: string, region: Region | undefined): PhysicalLocation {
  return { artifactLocation: artifact(path), ...(region ? { region: sarifRegion(region) } : {}) };
}

function sarifRegion({ startLine, startColumn, endLine, endColumn }: Region): SarifRegion {
  return { startLine, startColumn, endLine, endColumn };
}

function artifact(path: string): { uri: string; uriBaseId?: string } {
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: base };
}

function folderUri(folder: string): string {
  const { href } = pathToFileURL(folder);
  return href.endsWith('/') ? href : `${href}/`;
}
