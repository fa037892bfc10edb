import type { Severity } from './finding';

/**
 * What the engine itself says of suppression comments. Notices are reported like findings, and can
 * be set or switched off like rules, but are no rules: they say nothing about the use of models.
 */
export interface Notice {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
}

export const notices = {
  'invalid-suppression': {
    id: 'invalid-suppression',
    title: 'Suppression that does not count',
    severity: 'warning',
    why: 'A comment that is meant to allow a finding has no effect as it is written, so the finding stays.',
    remedy: 'Write `principled: allow <rule id> because <reason>`, with a reason that a reviewer can judge.',
  },
  'unused-suppression': {
    id: 'unused-suppression',
    title: 'Suppression of nothing',
    severity: 'hint',
    why: 'The code that this comment allowed is gone or was mended; left here, it would hide the next mistake.',
    remedy: 'Remove the comment, or the rule id that is no longer found.',
  },
} as const satisfies Readonly<Record<string, Notice>>;

export type NoticeId = keyof typeof notices;

/** Ids that settings may name beside those of the rules. */
export const noticeIds = Object.keys(notices) as readonly NoticeId[];
