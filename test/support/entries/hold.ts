import { createView } from '../../../server/src/analysis/catalogue/catalogue';
import compiled from '../../../server/src/analysis/catalogue/catalogue.generated.json';
import type { CatalogueFile } from '../../../server/src/analysis/catalogue/format';
import type { CatalogueView } from '../../../server/src/analysis/catalogue/view';
import { Project } from '../../../server/src/analysis/project/project';
import { languageOfPath } from '../../../server/src/analysis/languages/extensions';
import { plainLayout } from '../../../server/src/analysis/resolve/layout';
import type { LanguageFamily } from '../../../server/src/analysis/program/program';
import { bundledParsers } from '../fixtures';
import type { Language } from './arguments';
import type { Program } from './program';

export const files = compiled as unknown as readonly CatalogueFile[];
export const languages: readonly Language[] = ['python', 'javascript'];

const parsers = await bundledParsers();
const nothing = { readText: () => undefined, isFile: () => false };

export function viewOf(facts: readonly CatalogueFile[], language: LanguageFamily) {
  return createView([...facts, { title: 'this project', packages: [], read: [], language }], language);
}

/** Whether an engine with these facts sees in a program what its entry point stands for. */
export function holder(facts: readonly CatalogueFile[]): (language: Language, program: Program) => boolean {
  const found = new Set<string>();
  const views = new Map(languages.map((language) => [language, noting(viewOf(facts, language), found)]));
  const project = new Project({ parsers, view: (family) => views.get(family)!, files: nothing, layout: plainLayout, languageOf: languageOfPath });
  return (language, { text, isHeld, found: wanted }) => {
    found.clear();
    const path = `/project/probe.${language === 'python' ? 'py' : 'ts'}`;
    project.setText(path, language === 'python' ? 'python' : 'typescript', text);
    const analysis = project.analysis(path);
    project.drop(path);
    return analysis !== undefined && isHeld(analysis) && (wanted === undefined || found.has(wanted));
  };
}

/** The facts, with a note of the sanitizers and loggers that were found in them. */
function noting(view: CatalogueView, found: Set<string>): CatalogueView {
  const noted = (path: string, isFound: boolean): void => void (isFound && found.add(path));
  return {
    ...view,
    clears: (path) => {
      const facts = view.clears(path);
      noted(path, facts.length > 0);
      return facts;
    },
    isLogger: (path) => {
      const isLogger = view.isLogger(path);
      noted(path, isLogger);
      return isLogger;
    },
  };
}
