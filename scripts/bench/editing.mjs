import { writeFileText } from './code.mjs';
import { median, ms, printTable, slowest } from './figures.mjs';
import { WARM_UP, keystrokes } from './keystrokes.mjs';
import { grammarFolder, loadEngine } from './product.mjs';
import { profiled } from './profile.mjs';
import { timeServer } from './server.mjs';
import { bareParses, timed } from './timing.mjs';

const LINES = 1500;
const PLACES = 20;
const endings = { python: 'py', typescriptreact: 'tsx' };
const titles = { python: 'Python', typescriptreact: 'TSX' };

/**
 * From a keystroke to its diagnostics in one file of 1,500 lines: in this process, and through the
 * server over its standard input and output, beside a parse of the same keystrokes and nothing else.
 */
export async function measureEditing({ isProfiled }) {
  console.log(`\nFrom edit to diagnostics, ${LINES} lines, medians of ${PLACES * 2} keystrokes after ${WARM_UP}`);
  const rows = [];
  for (const language of Object.keys(endings)) rows.push(await measureLanguage(language, isProfiled));
  printTable(['', 'bare parse', 'in process', 'ratio', 'fastest', '95 % within', 'over stdio', 'debounce', 'opening'], rows);
  console.log('  ratio: in process to bare parse. over stdio: without the debounce, which is what a keystroke takes');
  console.log('  in a file of one line. opening: the first examination in a new engine.');
}

async function measureLanguage(language, isProfiled) {
  const text = writeFileText(language, LINES);
  const steps = keystrokes(text, PLACES);
  const bare = await timeBareParse(language, text, steps);
  const { opening, times, findings } = await timeEngine(language, text, steps, isProfiled);
  const { waits, large } = await timeServer({ language, name: `measured.${endings[language]}`, text, steps });
  const [parse, inProcess] = [median(bare), median(times)];
  return [
    `${titles[language]} (${findings} findings)`, ms(parse), ms(inProcess), `${(inProcess / parse).toFixed(0)}x`,
    ms(Math.min(...times)), ms(slowest(times)), ms(median(large) - median(waits)), ms(median(waits)), ms(opening),
  ];
}

async function timeBareParse(language, text, steps) {
  const { loadParsers, readGrammars } = loadEngine();
  const parsers = await loadParsers(readGrammars(grammarFolder));
  const times = bareParses(parsers.parser(language), text, [...steps.slice(0, WARM_UP), ...steps]).slice(-steps.length);
  parsers.dispose();
  return times;
}

async function timeEngine(language, text, steps, isProfiled) {
  const { createLinter, defaultSettings, loadParsers, nodeHost, readGrammars } = loadEngine();
  const linter = createLinter(await loadParsers(readGrammars(grammarFolder)), nodeHost);
  const path = `/bench/measured.${endings[language]}`;
  let findings = 0;
  const run = (current, edits) => timed(() => {
    linter.setFile({ path, language, text: current }, edits);
    findings = linter.lint(path, defaultSettings).findings.length;
  });
  const opening = run(text);
  const measure = () => eachStep(steps, ({ after, edit }) => {
    const time = run(after, [edit]);
    while (linter.advance()); // What follows when the typing rests.
    return time;
  });
  const times = isProfiled ? await profiled(`edit-${language}`, measure) : measure();
  linter.dispose();
  return { opening, times, findings };
}

/** Does all steps, the first ones twice, and gives the figures of those that count. */
function eachStep(steps, measure) {
  for (const step of steps.slice(0, WARM_UP)) measure(step);
  return steps.map(measure);
}
