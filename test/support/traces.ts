import type { FunctionNode, Program, Span } from '../../server/src/analysis/program/program';
import type { Finding } from '../../server/src/lint/finding';

type Step = Finding['steps'][number];

/** The files of a project, as a trace refers to them. */
export interface Sources {
  readonly text: (file: string) => string;
  readonly program: (file: string) => Program;
}

/** What is wrong with the story that a finding tells: steps that are not there, or that do not hang together. */
export function flawsOf({ steps }: Finding, sources: Sources): string[] {
  const flaws: string[] = [];
  steps.forEach((step, index) => {
    const name = lastName(step.text);
    if (name !== undefined && index < steps.length - 1 && !linesOf(sources.text(step.file), step.span).includes(name)) flaws.push(`step ${index + 1} names \`${name}\`, which is not there: ${step.text}`);
    if (step.text.includes('``')) flaws.push(`step ${index + 1} has a name left out: ${step.text}`);
    const before = steps[index - 1];
    const isGap = before?.text.endsWith('are left out') === true;
    if (before && !isGap && !isConnected(before, step, sources)) flaws.push(`step ${index + 1} does not follow: ${before.text} -> ${step.text}`);
    if (before && before.text === step.text && before.file === step.file && before.span.start === step.span.start) flaws.push(`step ${index + 1} is told twice: ${step.text}`);
  });
  return flaws;
}

/** Of `data.url` of `Reader.read()` the name that the code has to show at the step. */
function lastName(text: string): string | undefined {
  const quoted = text.split(/`([^`]*)`/).filter((_, index) => index % 2 === 1);
  return /[\w$]+(?=(?:\(\)|\[…\])*$)/.exec(quoted.at(-1) ?? '')?.[0];
}

function linesOf(text: string, span: Span): string {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.end);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The functions around a place, the outermost first. */
function around(program: Program, span: Span): FunctionNode[] {
  return program.functions.filter((node) => node.start <= span.start && span.end <= node.end);
}

function isConnected(before: Step, step: Step, { program }: Sources): boolean {
  const isSameCall = before.file === step.file && before.span.start === step.span.start && before.span.end === step.span.end;
  if (/ keeps it$/.test(before.text) || isSameCall) return true;
  const left = around(program(before.file), before.span);
  if (/ takes it$/.test(before.text)) return isInside(calledBy(before), step, program(step.file));
  if (/ (?:returns|throws) it$/.test(step.text)) {
    const name = calledBy(step);
    return name === undefined ? left.length > 0 : left.some((node) => node.name === name) || isMethodOf(program(before.file), name, before.span);
  }
  if (left.length === 0) return true;
  // A wrapper hands on what whoever calls the function behind it gives that one.
  if (/ takes it$/.test(step.text) && left.some((node) => step.text.includes(`\`${node.name}()\``))) return true;
  if (before.file !== step.file) return false;
  const right = around(program(step.file), step.span);
  return right.length === 0 || left[0] === right[0];
}

/** The name of the function that a step goes into or comes out of; undefined when it has none. */
function calledBy(step: Step): string | undefined {
  return /`([\w$]+)\(\)` (?:takes|returns|throws) it$/.exec(step.text)?.[1];
}

/** A step stands in a function of this name, or is what that function gives out. */
function isInside(name: string | undefined, step: Step, program: Program): boolean {
  const nodes = around(program, step.span);
  if (/ (?:returns|throws) it$/.test(step.text) && calledBy(step) === name) return true;
  return name === undefined ? nodes.length > 0 : nodes.some((node) => node.name === name) || isMethodOf(program, name, step.span);
}

function isMethodOf(program: Program, name: string, span: Span): boolean {
  return program.classes.some((node) => node.name === name && node.start <= span.start && span.end <= node.end)
    || around(program, span).some((node) => /^(__\w+__|constructor)$/.test(node.name ?? ''));
}
