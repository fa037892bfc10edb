import { appendFileSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { measured, writeFileText, writeProject } from './code.mjs';
import { mb, median, ms, printTable, slowest } from './figures.mjs';
import { mixedEdits } from './mixed.mjs';
import { grammarFolder, loadEngine, workFolder } from './product.mjs';
import { bareParses, timed } from './timing.mjs';

const PACKAGES = 100;
const LINES = 1500;
/** In each language, half of them taking back the other half. */
const EDITS = 1000;
const WARM_UP = 64;
/** The typing rests after so many edits, as it does when someone stops to think. */
const REST_AFTER = 40;

const endings = { python: 'py', typescriptreact: 'tsx' };
const titles = { python: 'Python', typescriptreact: 'TSX' };

/** Edits of all kinds in a long file that a hundred others of a project import, all of which was analysed. */
export async function measureProject() {
  const folder = join(workFolder, 'project');
  const files = writeProject(folder, PACKAGES);
  const sources = readdirSync(folder, { recursive: true }).map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  for (const language of measured) appendFileSync(longFile(folder, language), writeFileText(language, LINES));
  console.log(`\nEdits in a project of ${files} files, in one of ${LINES} lines that a hundred import, processor time`);
  await measureOpening(folder);
  const rows = [];
  const linter = await newLinter();
  for (const path of sources) {
    linter.setFile({ path, language: languageOf(path), text: readFileSync(path, 'utf8') });
    linter.prepare(path);
  }
  linter.settle();
  const before = heap();
  for (const language of measured) rows.push(await measureEdits(linter, longFile(folder, language), language));
  const after = heap();
  printTable(['', 'edits', 'bare parse', 'median', 'ratio', '95 % within', 'longest', 'slice', '95 % within', 'longest', 'other than settled'], rows);
  console.log(`  heap: ${mb(before)} before, ${mb(after)} after ${EDITS * rows.length} edits; slice: what follows when the typing rests, a piece of it.`);
  linter.dispose();
  rmSync(folder, { recursive: true });
}

/** What opening the first file of the project takes, in an engine that knows nothing yet. */
async function measureOpening(folder) {
  const rows = [];
  for (const language of measured) {
    const reads = { read: 0, asked: 0 };
    const linter = await newLinter(reads);
    const path = longFile(folder, language).replace(/common(\.\w+)$/, 'package_7/desk_8$1');
    const time = timed(() => {
      linter.setFile({ path, language, text: readFileSync(path, 'utf8') });
      linter.lint(path, loadEngine().defaultSettings);
    });
    rows.push([titles[language], ms(time), String(reads.read), String(reads.asked)]);
    linter.dispose();
  }
  printTable(['first file', 'until its findings', 'files read', 'paths asked for'], rows);
}

async function measureEdits(linter, path, language) {
  const { defaultSettings } = loadEngine();
  const text = readFileSync(path, 'utf8');
  const steps = mixedEdits(language, text, EDITS / 2);
  const answer = ({ after, edit }) => {
    linter.setFile({ path, language, text: after }, edit ? [edit] : undefined);
    return linter.lint(path, defaultSettings);
  };
  const rest = (slices) => {
    for (let goesOn = true; goesOn;) slices.push(timed(() => { goesOn = linter.advance(); }));
  };
  answer({ after: text });
  for (const step of steps.slice(0, WARM_UP)) answer(step);
  rest([]);
  const [times, slices] = [[], []];
  let differing = 0;
  steps.forEach((step, index) => {
    let atOnce;
    times.push(timed(() => { atOnce = answer(step); }));
    if (index % REST_AFTER !== REST_AFTER - 1) return;
    rest(slices);
    if (shown(atOnce) !== shown(linter.lint(path, defaultSettings))) differing++;
  });
  const bare = await timeBareParse(language, text, steps);
  const typical = median(times);
  return [
    titles[language], String(steps.length), ms(median(bare)), ms(typical), `${(typical / median(bare)).toFixed(0)}x`, ms(slowest(times)), ms(Math.max(...times)),
    ms(median(slices)), ms(slowest(slices)), ms(Math.max(...slices)), `${differing} of ${Math.floor(steps.length / REST_AFTER)}`,
  ];
}

async function timeBareParse(language, text, steps) {
  const { loadParsers, readGrammars } = loadEngine();
  const parsers = await loadParsers(readGrammars(grammarFolder));
  const times = bareParses(parsers.parser(language), text, steps);
  parsers.dispose();
  return times;
}

async function newLinter(reads) {
  const { createLinter, hostWithLayout, loadParsers, readGrammars } = loadEngine();
  const host = hostWithLayout();
  const counted = reads && {
    ...host,
    readText: (path) => (reads.read++, host.readText(path)),
    isFile: (path) => (reads.asked++, host.isFile(path)),
  };
  return createLinter(await loadParsers(readGrammars(grammarFolder)), counted ?? host);
}

/** All that an answer says but what is only made when someone asks for it. */
function shown({ findings }) {
  return JSON.stringify(findings.map(({ ruleId, span, message, confidence, steps }) => [ruleId, span, message, confidence, steps]));
}

function longFile(folder, language) {
  return join(folder, language, `common.${endings[language]}`);
}

function languageOf(path) {
  return path.endsWith('.py') ? 'python' : 'typescriptreact';
}

/** Bytes that are in use when all garbage is gone. */
function heap() {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
