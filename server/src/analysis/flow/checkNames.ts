import { remembered } from './remembered';

/*
 * What functions and lists of which the code is not seen are called where they check something.
 */

const allowing = new Set([
  'allow', 'allows', 'allowed', 'permit', 'permits', 'permitted', 'valid', 'validate', 'validates', 'validated', 'safe', 'trusted', 'authorized', 'authorised',
  'authorize', 'authorise', 'approve', 'approves', 'approved', 'confirm', 'confirmed', 'inside', 'within', 'contains', 'contained', 'whitelisted', 'accept',
  'accepts', 'accepted', 'acceptable', 'check', 'checks', 'verify', 'verified', 'ensure', 'guard', 'legal', 'public', 'eligible', 'secure', 'match', 'matches',
  'minimatch', 'fnmatch', 'known', 'registered', 'supported', 'sanctioned', 'can', 'may',
]);

const denying = new Set([
  'deny', 'denied', 'denies', 'block', 'blocks', 'blocked', 'blocklist', 'blocklisted', 'forbid', 'forbidden', 'forbids', 'ban', 'banned', 'danger', 'dangerous',
  'unsafe', 'invalid', 'private', 'loopback', 'internal', 'reserved', 'suspicious', 'malicious', 'refuse', 'refuses', 'refused', 'reject', 'rejects', 'rejected',
  'violate', 'violates', 'violation', 'violations', 'disallow', 'disallowed', 'disallows', 'escapes', 'outside', 'traversal', 'unauthorized', 'unauthorised',
  'illegal', 'untrusted', 'blacklist', 'blacklisted', 'destructive', 'harmful',
]);

/** `isPathInside`, `is_path_inside`, `URLGuard.check`: its words in small letters. */
export function wordsOf(name: string): readonly string[] {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== '');
}

/** Named like a test that comes out true for what is allowed. */
export const supportsByName = remembered((name) => wordsOf(name).some((word) => allowing.has(word)));

/** Named like a test that comes out true for what is not. */
export const opposesByName = remembered((name) => {
  const words = wordsOf(name);
  return words.some((word, index) => denying.has(word) || (word === 'not' && allowing.has(words[index + 1] ?? '')));
});

/** A list of what is refused is never complete. */
export const deniedWords = remembered((name) => wordsOf(name).some((word) => denying.has(word)));

/** `is_private`, `allowed`: a member that says yes or no. */
export function isVerdictName(name: string): boolean {
  return /^is[_A-Z]/.test(name) || supportsByName(name) || opposesByName(name);
}
