/**
 * What the code and the workspace show of each provision by themselves. It is a suggestion beside
 * the team's answer, with its source; it never answers for them.
 */
import { matcher } from '../lint/globs';
import { findAge, type Age } from './age';
import sources from './data/evidence-sources.json';
import { inventoryEvidence } from './inventoryEvidence';
import type { FindingFact, Knowledge, WorkspaceFacts, WorkspacePlace } from './workspace';

/**
 * `for`: it speaks for the provision being met; `against`: it does not; `absent`: what one would look
 * for was not found; `note`: worth knowing, and speaks neither way.
 */
export type Bearing = 'for' | 'against' | 'absent' | 'note';

export interface Evidence {
  /** Stable: `document:threat-model`, `rule:unlogged-inference`. */
  readonly id: string;
  readonly kind: 'findings' | 'scan' | 'inventory' | 'document' | 'practice';
  readonly bearing: Bearing;
  /** A sentence without a full stop; code in back-ticks. */
  readonly text: string;
  /** The first few; with what stands there, where that says more than the place. */
  readonly places: readonly EvidencePlace[];
  /** How many places there are in all. */
  readonly count: number;
  readonly age?: Age;
  /** Gaps marked TODO in a document. */
  readonly gaps?: number;
  /** Which document could be drafted to mend it. */
  readonly document?: string;
}

export interface EvidencePlace extends WorkspacePlace {
  readonly text?: string;
}

/** Provision to what was gathered for it, the weightiest first. */
export type EvidenceBook = ReadonlyMap<string, readonly Evidence[]>;

const maximumPlaces = 5;
/** Files that show how something is done rather than doing it. */
const aside = /(?:^|\/)(?:__fixtures__|fixtures|testdata|examples?|samples?|vendor|third[_-]party)\//i;

/** Gathers evidence for every provision that has any. */
export function gatherEvidence(knowledge: Knowledge): EvidenceBook {
  const book = new Map<string, Evidence[]>();
  const add = (provisions: readonly string[], evidence: Evidence): void => {
    for (const id of new Set(provisions)) book.set(id, [...(book.get(id) ?? []), evidence]);
  };
  addFindings(knowledge, add);
  for (const { provisions, evidence } of inventoryEvidence(knowledge.inventory)) add(provisions, evidence);
  const files = knowledge.workspace.files.filter((path) => !aside.test(path));
  for (const source of sources.documents) add(source.provisions, documentEvidence(source, files, knowledge));
  for (const source of sources.practices) {
    const evidence = practiceEvidence(source, files, knowledge.workspace);
    if (evidence) add(source.provisions, evidence);
  }
  return book;
}

type Add = (provisions: readonly string[], evidence: Evidence) => void;

function addFindings({ findings, rules, examined }: Knowledge, add: Add): void {
  const open = findings.filter(({ severity }) => severity !== 'hint');
  const byRule = new Map<string, FindingFact[]>();
  for (const finding of open) byRule.set(finding.ruleId, [...(byRule.get(finding.ruleId) ?? []), finding]);
  for (const [ruleId, found] of [...byRule].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const title = found[0]?.title ?? ruleId;
    const places = found.slice(0, maximumPlaces).map(({ path, line, message }) => ({ path, line, text: message }));
    const text = `${found.length === 1 ? '1 open finding' : `${found.length} open findings`}: ${title}`;
    add(found[0]?.provisions ?? [], { id: `rule:${ruleId}`, kind: 'findings', bearing: 'against', text, places, count: found.length });
  }
  if (examined.scope !== 'folder' || examined.files === 0) return;
  addQuietRules(rules, byRule, examined.files, add);
}

/** Where rules looked and found nothing, that is worth knowing, and no proof. */
function addQuietRules(
  rules: Knowledge['rules'], byRule: ReadonlyMap<string, unknown>, files: number, add: Add,
): void {
  const bearing = new Map<string, string[]>();
  for (const { id, provisions } of rules) for (const it of provisions) bearing.set(it, [...(bearing.get(it) ?? []), id]);
  for (const [provision, ids] of bearing) {
    if (ids.some((id) => byRule.has(id))) continue;
    const who = ids.length === 1 ? 'The rule that bears on this' : `None of the ${ids.length} rules that bear on this`;
    const text = `${who} found ${ids.length === 1 ? 'nothing' : 'anything'} in ${files} ${files === 1 ? 'file' : 'files'}`;
    add([provision], { id: 'scan', kind: 'scan', bearing: 'note', text, places: [], count: 0 });
  }
}

interface DocumentSource {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly paths: readonly string[];
}

function documentEvidence(source: DocumentSource, files: readonly string[], { workspace, today }: Knowledge): Evidence {
  const found = matching(source.paths, files);
  const common = { id: `document:${source.id}`, kind: 'document' as const, document: source.document };
  const [first] = found;
  if (first === undefined) {
    const text = `No ${source.name} was found in this folder`;
    return { ...common, bearing: 'absent', text, places: [], count: 0 };
  }
  const text = workspace.readText(first) ?? '';
  const age = findAge(text, workspace.changedOn(first), today);
  const gaps = text.match(/\bTODO\b/g)?.length ?? 0;
  return {
    ...common,
    bearing: 'for',
    text: `\`${first}\` looks like a ${source.name}${ageWords(age)}${gapWords(gaps)}`,
    places: found.slice(0, maximumPlaces).map((path) => ({ path })),
    count: found.length,
    ...(age ? { age } : {}),
    ...(gaps > 0 ? { gaps } : {}),
  };
}

function ageWords(age: Age | undefined): string {
  if (!age) return '';
  const words = age.basis === 'stated' ? `, dated ${age.date}` : `, changed on ${age.date}`;
  return age.isOld ? `${words}, more than a year ago` : words;
}

function gapWords(gaps: number): string {
  return gaps === 0 ? '' : `, with ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} marked TODO`;
}

interface PracticeSource {
  readonly id: string;
  readonly found: string;
  readonly absent?: string;
  readonly paths: readonly string[];
  readonly texts?: readonly { readonly in: readonly string[]; readonly words: readonly string[] }[];
}

function practiceEvidence(source: PracticeSource, files: readonly string[], workspace: WorkspaceFacts): Evidence | undefined {
  const byName = matching(source.paths, files).map((path): EvidencePlace => ({ path }));
  const byText = (source.texts ?? []).flatMap((it) => placesOf(it.words, matching(it.in, files), workspace));
  const places = [...byName, ...byText];
  const common = { id: `practice:${source.id}`, kind: 'practice' as const };
  if (places.length > 0) {
    const words = [...new Set(byText.map(({ text }) => text))].slice(0, 4).map((it) => `\`${it}\``).join(', ');
    const text = words === '' ? source.found : `${source.found}: ${words}`;
    return { ...common, bearing: 'for', text, places: places.slice(0, maximumPlaces), count: places.length };
  }
  if (source.absent === undefined) return undefined;
  return { ...common, bearing: 'absent', text: source.absent, places: [], count: 0 };
}

/** The first place of each word in each file. */
function placesOf(words: readonly string[], paths: readonly string[], { readText }: WorkspaceFacts): EvidencePlace[] {
  const wanted = new RegExp(`(?<![\\w-])(?:${words.map(escapePattern).join('|')})(?![\\w])`, 'gi');
  return paths.flatMap((path) => {
    const text = readText(path) ?? '';
    const seen = new Set<string>();
    return [...text.matchAll(wanted)].flatMap((match): EvidencePlace[] => {
      const word = match[0].toLowerCase();
      if (seen.has(word)) return [];
      seen.add(word);
      return [{ path, line: text.slice(0, match.index).split('\n').length, text: word }];
    });
  });
}

/** Nearest to the top first, since that is where a project keeps what counts for all of it. */
function matching(globs: readonly string[], files: readonly string[]): string[] {
  const takes = matcher(globs.map((it) => it.toLowerCase()));
  const depth = (path: string): number => path.split('/').length;
  return files.filter((path) => takes(path.toLowerCase())).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function escapePattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
