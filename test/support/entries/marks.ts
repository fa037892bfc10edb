import type { TracingFact } from '../../../server/src/analysis/catalogue/flowFacts';
import type { ToolFact } from '../../../server/src/analysis/catalogue/modelFacts';
import { entry, type Entry } from './entry';
import { hasFlow, program } from './program';
import type { Ways } from './writer';

/** What says by an import, a decorator or a setting that all inference is recorded. */
export function tracingMarks(ways: Ways, fact: TracingFact): Entry[] {
  const isPython = ways.language === 'python';
  const held = (path: string, mark: string, above: (callee: () => string) => readonly string[]): Entry => entry(ways, 'tracing', path, ` ${mark}`, (writer) => {
    const lines = above(() => writer.reach(path));
    return { text: program(ways.language, writer, [isPython ? 'pass' : ''], lines), isHeld: (analysis) => analysis.isTraced };
  });
  return [
    ...(fact.decorators ?? []).map((path) => held(path, 'decorator', (callee) => [`@${callee()}`, 'def work():', '    pass'])),
    ...(fact.imports ?? []).map((path) => held(path, 'import', () => [isPython ? `import ${path}` : `import ${JSON.stringify(path)};`])),
    ...(fact.environment ?? []).map((name) => held(name, 'environment', () => [isPython ? `os.environ["${name}"] = "true"` : `process.env.${name} = "true";`])),
  ];
}

export function decoratedTools(ways: Ways, fact: ToolFact): Entry[] {
  return (fact.decorators ?? []).map((path) => entry(ways, 'tools', `@${path}`, '', (writer) => {
    const callee = writer.reach(path);
    const lines = [`@${callee}`, 'def run_it(first: str):', '    eval(first)', '', `@${callee}()`, 'def run_that(first: str):', '    eval(first)'];
    return { text: program(ways.language, writer, ['pass'], lines), isHeld: (analysis) => hasFlow(analysis, 'tool-argument', ['code']) };
  }));
}

export function toolClasses(ways: Ways, fact: ToolFact): Entry[] {
  return (fact.classes ?? []).flatMap(({ path, methods }) => methods.map((method) => entry(ways, 'tools', `${path}.${method}`, ' class', (writer) => {
    const base = writer.reach(path);
    const lines = ways.language === 'python' ? [`class Runner(${base}):`, `    def ${method}(self, first: str):`, '        eval(first)']
      : [`class Runner extends ${base} {`, `  async ${method}(first: string) {`, '    eval(first);', '  }', '}'];
    return { text: program(ways.language, writer, [ways.language === 'python' ? 'pass' : ''], lines), isHeld: (analysis) => hasFlow(analysis, 'tool-argument', ['code']) };
  })));
}
