/** The UK Code of Practice for the Cyber Security of AI: numbers, titles, duties and our own summaries. */
import briefs from './data/briefs.json';
import data from './data/code-of-practice.json';
import goodEvidence from './data/good-evidence.json';

/** How binding a provision is for those who follow the Code: its "shall", "should" and "may". */
export type Level = 'requirement' | 'recommendation' | 'option';

export interface Provision {
  /** `2.2`, `9.4.1`. */
  readonly id: string;
  /** Number of the principle it belongs to. */
  readonly principle: number;
  readonly level: Level;
  /** Ids of the roles that bear the duty. */
  readonly roles: readonly string[];
  /** A clause of a few words that starts with a verb: "log what users and the system do". */
  readonly brief: string;
  /** A paraphrase, one or two sentences. */
  readonly summary: string;
  /** What would show that it is met, in a sentence. */
  readonly goodEvidence: string;
  /** Its number in ETSI EN 304 223: `5.1.2-2`. */
  readonly etsi: string;
}

export interface Principle {
  readonly number: number;
  /** The Code's own title. */
  readonly title: string;
  /** Id of the phase of the life cycle it belongs to. */
  readonly phase: string;
  /** Its clause in ETSI EN 304 223: `5.1.2`. */
  readonly etsi: string;
  readonly roles: readonly string[];
  readonly summary: string;
  readonly provisions: readonly Provision[];
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
}

export interface Phase {
  readonly id: string;
  readonly name: string;
}

const levels: Readonly<Record<string, Level>> = { shall: 'requirement', should: 'recommendation', may: 'option' };

const briefById: Readonly<Record<string, string>> = briefs;
const goodEvidenceById: Readonly<Record<string, string>> = goodEvidence;

export const codeTitle: string = data.source.title;
/** Where the principles can be read in full. */
export const codeUrl: string = data.source.principlesUrl;

/** The standard whose numbers stand beside those of the Code. */
export const etsiStandard = 'ETSI EN 304 223';

export const roles: readonly Role[] = data.roles;
export const phases: readonly Phase[] = data.phases.map(({ id, name }) => ({ id, name }));

export const principles: readonly Principle[] = data.principles.map((principle) => ({
  number: principle.number,
  title: principle.title,
  phase: principle.phase,
  etsi: principle.etsiClause,
  roles: principle.appliesTo,
  summary: principle.summary,
  provisions: principle.provisions.map((provision) => ({
    id: provision.id,
    principle: principle.number,
    level: levels[provision.level] ?? 'requirement',
    roles: provision.appliesTo,
    brief: briefById[provision.id] ?? provision.summary,
    summary: provision.summary,
    goodEvidence: goodEvidenceById[provision.id] ?? '',
    etsi: provision.etsi,
  })),
}));

const provisionsById = new Map(principles.flatMap((principle) => principle.provisions.map((it) => [it.id, it] as const)));
const principlesByNumber = new Map(principles.map((principle) => [principle.number, principle] as const));

export function findProvision(id: string): Provision | undefined {
  return provisionsById.get(id);
}

/** The principle a provision belongs to; undefined for a number the Code does not have. */
export function findPrinciple(number: number): Principle | undefined {
  return principlesByNumber.get(number);
}

/** Orders `2.10` after `2.9` and `2.2.1` after `2.2`; anything that is no number comes last, by name. */
export function compareProvisions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  if (a.some(Number.isNaN) || b.some(Number.isNaN)) {
    return Number(a.some(Number.isNaN)) - Number(b.some(Number.isNaN)) || compareText(left, right);
  }
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return compareText(left, right);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
