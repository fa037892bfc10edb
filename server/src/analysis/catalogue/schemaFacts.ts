import type { SchemaFact } from './flowFacts';
import type { CatalogueView, SchemaKind, SchemaStepKind } from './view';

/** What is known of schema libraries, by the path of a call. */
export class SchemaFacts {
  private readonly kinds = new Map<string, SchemaKind>();
  private readonly steps = new Map<string, SchemaStepKind>();
  private readonly fieldChecks = new Set<string>();
  private readonly wholeChecks = new Set<string>();

  add(fact: SchemaFact, canonical: (path: string) => string, expand: (calls: readonly string[]) => readonly string[]): void {
    const kinds = [['object', fact.objects], ['closed', fact.closed], ['open', fact.open], ['wrapper', fact.wrappers], ['array', fact.arrays], ['record', fact.records]] as const;
    for (const [kind, paths] of kinds) for (const path of paths ?? []) this.kinds.set(canonical(path), kind);
    const steps = [['pattern', fact.patterns], ['predicate', fact.predicates], ['transform', fact.transforms], ['follower', fact.followers], ['list', fact.lists]] as const;
    for (const [kind, calls] of steps) for (const path of expand(calls ?? [])) this.steps.set(path, kind);
    for (const path of fact.fieldChecks ?? []) this.fieldChecks.add(canonical(path));
    for (const path of fact.wholeChecks ?? []) this.wholeChecks.add(canonical(path));
  }

  view(): Pick<CatalogueView, 'schemaKind' | 'schemaStep' | 'isFieldCheck' | 'isWholeCheck'> {
    return {
      schemaKind: (path) => this.kinds.get(path),
      schemaStep: (path) => this.steps.get(path),
      isFieldCheck: (path) => this.fieldChecks.has(path),
      isWholeCheck: (path) => this.wholeChecks.has(path),
    };
  }
}
