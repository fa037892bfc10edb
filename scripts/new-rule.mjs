/**
 * npm run new-rule ID: the files of a new rule. They say what belongs where, and the tests fail
 * until it is there.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bootstrap, fail, root } from './lib/bootstrap.mjs';

await bootstrap();
const [id] = process.argv.slice(2);
if (!id || !/^[a-z]+(-[a-z]+)+$/.test(id)) {
  fail('Usage: npm run new-rule ID, where the ID names the bad pattern: model-output-in-shell.');
}
const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

const files = {
  [`server/src/rules/${id}.ts`]: `import { defineRule } from './define';

export const ${name} = defineRule({
  id: '${id}',
  title: '',
  severity: 'warning',
  languages: ['python', 'javascript'],
  provisions: [],
  cwe: [],
  llm: [],
  asi: [],
  hasFix: false,
  why: '',
  remedy: '',
  *check(_analysis) {
    // Guards first, one yield last: a rule asks the analysis and talks to nothing else.
  },
});
`,
  [`server/src/rules/${id}.md`]: `# Title as in the rule

## What

## Why

## Flagged

\`\`\`python flagged
\`\`\`

## Safe

\`\`\`python safe
\`\`\`

## When to allow it
`,
  [`test/fixtures/${id}/flagged.py`]: `raise NotImplementedError("the pattern in real code goes here")  # expect: ${id}\n`,
  [`test/fixtures/${id}/quiet.py`]: `raise NotImplementedError("near misses go here")  # expect: ${id}\n`,
  [`test/fixtures/${id}/flagged.ts`]: `throw new Error('the pattern in real code goes here'); // expect: ${id}\n`,
  [`test/fixtures/${id}/quiet.ts`]: `throw new Error('near misses go here'); // expect: ${id}\n`,
};

const present = Object.keys(files).filter((path) => existsSync(join(root, path)));
if (present.length > 0) fail(`Already there: ${present.join(', ')}.`);
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
console.log('\nFill them in, then: npm run generate && npm run verify');
