/** What the measurements call of the product, in one bundle with readable names. */
export { loadParsers } from '../../server/src/analysis/languages/grammars';
export { readGrammars } from '../../server/src/host/grammars';
export { hostWithLayout, nodeHost } from '../../server/src/host/nodeHost';
export { readText } from '../../server/src/host/readText';
export { walk } from '../../server/src/host/walk';
export { createLinter } from '../../server/src/lint/createLinter';
export { defaultSettings } from '../../server/src/lint/settings';
