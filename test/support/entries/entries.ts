import type { SinkFact, SourceFact } from '../../../server/src/analysis/catalogue/flowFacts';
import type { CatalogueFile, Condition } from '../../../server/src/analysis/catalogue/format';
import type { InferenceFact } from '../../../server/src/analysis/catalogue/modelFacts';
import type { Placement } from './arguments';
import { bound, call, hasFlow, program, withKey, withReply, type Program } from './program';
import { clear } from './clears';
import { decoratedTools, toolClasses, tracingMarks } from './marks';
import { entry, type Entry } from './entry';
import type { Ways, Writer } from './writer';

/** Every entry point that the files of one language name. */
export function entriesOf(files: readonly CatalogueFile[], ways: Ways): Entry[] {
  const entries = files.filter((file) => file.language === ways.language).flatMap((file) => [
    ...(file.inference ?? []).flatMap((fact) => pathsOf(fact).map((path) => inference(ways, path, fact))),
    ...(file.sinks ?? []).flatMap((fact) => [...pathsOf(fact).map((path) => sink(ways, path, fact)), ...namedSinks(ways, fact)]),
    ...(file.sources ?? []).flatMap((fact) => sources(ways, fact)),
    ...(file.clears ?? []).flatMap((fact) => pathsOf(fact).map((path) => clear(ways, path, fact))),
    ...(file.loggers ?? []).flatMap((fact) => pathsOf(fact).map((path) => logger(ways, path))),
    ...(file.tracing ?? []).flatMap((fact) => [...[...fact.calls ?? [], ...fact.wrappers ?? []].map((path) => tracing(ways, path)), ...tracingMarks(ways, fact)]),
    ...(file.parsers ?? []).flatMap((fact) => fact.calls.map((path) => parser(ways, path, fact.argument))),
    ...(file.prompts ?? []).flatMap((fact) => pathsOf(fact).map((path) => prompt(ways, path, fact.prompts[0]!))),
    ...(file.tools ?? []).flatMap((fact) => [
      ...(fact.calls ?? []).map((one) => tool(ways, one.path, one.handler, one.parameter ?? '0')), ...decoratedTools(ways, fact), ...toolClasses(ways, fact),
    ]),
  ]);
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

function pathsOf(fact: { readonly on?: readonly string[]; readonly calls?: readonly string[] }): string[] {
  return (fact.calls ?? []).flatMap((path) => (fact.on ? fact.on.map((owner) => `${owner}.${path}`) : [path]));
}

function inference(ways: Ways, path: string, fact: InferenceFact): Entry {
  const { language, view } = ways;
  const canonical = view.canonical(path);
  return entry(ways, 'inference', path, '', (writer) => {
    const command = fact.command?.[0];
    const placements = command ? [{ reference: '0', code: `new ${writer.reach(command)}({})` }]
      : (fact.prompts ?? []).slice(0, 1).map((one) => ({ reference: one.argument, code: '"x"' }));
    const lines = [bound(language, 'answer', call(language, writer.reach(path), placements)), 'eval(answer)'];
    return {
      text: program(language, writer, lines),
      isHeld: (analysis) => analysis.inferences.some((one) => one.path === canonical && one.likelyBecause === undefined)
        && hasFlow(analysis, 'model-output', ['code']) === (fact.result !== 'none'),
    };
  });
}

function sink(ways: Ways, path: string, fact: SinkFact): Entry {
  return entry(ways, 'sinks', path, ` ${fact.family} ${fact.arguments[0]!}${described(fact.when)}`, (writer) => {
    const code = call(ways.language, writer.reach(path), [...conditions(ways, writer, fact.when), ...dangerous(fact)]);
    // What is made is of interest where somebody gets it.
    const made = ways.language === 'python' ? `print(${code})` : `console.log(${code});`;
    return arriving(ways, writer, fact, fact.makes ? made : ways.language === 'python' ? code : `await ${code};`);
  });
}

function namedSinks(ways: Ways, fact: SinkFact): Entry[] {
  const receiver = fact.methods?.receivers?.[0] ?? 'thing';
  return [
    ...(fact.properties ?? []).map((property) => entry(ways, 'sinks', `*.${property}`, ` ${fact.family}`, (writer) => arriving(ways, writer, fact, `${writer.unknown('element')}.${property} = ${carried(fact)};`))),
    ...(fact.methods?.names ?? []).map((name) => entry(ways, 'sinks', `${receiver}.${name}`, ` ${fact.family}`, (writer) => ({
      ...arriving(ways, writer, fact, call(ways.language, `${writer.unknown(receiver)}.${name}`, [...conditions(ways, writer, fact.when), ...dangerous(fact)])),
      isHeld: (analysis) => analysis.flows.some((flow) => flow.family === fact.family),
    }))),
  ];
}

/** Of a file that is run the text is dangerous, and no argument holds it. */
function dangerous(fact: SinkFact): Placement[] {
  const start = fact.when?.find(({ argument, begins }) => begins && argument === fact.arguments[0])?.begins?.[0];
  const code = start === undefined ? carried(fact) : `\`${start}\${${carried(fact)}}\``;
  return fact.arguments[0] === 'written' ? [] : [{ reference: fact.arguments[0]!, code }];
}

/** What operators and clients may read is of interest when it holds a secret. */
function carried(fact: SinkFact): 'key' | 'reply' {
  return fact.family === 'log' || fact.family === 'response' ? 'key' : 'reply';
}

function arriving(ways: Ways, writer: Writer, fact: SinkFact, line: string): Program {
  const write = ways.language === 'python' ? 'open("made", "w").write(reply)' : 'require("fs").writeFileSync("made", reply);';
  const all = fact.arguments[0] === 'written' ? [write, line] : [line];
  const lines = carried(fact) === 'key' ? withKey(ways.language, ...all) : withReply(ways.language, ...all);
  return {
    text: program(ways.language, writer, lines),
    // That the file which is run is the one that was written is only likely, and so is what a program is by its name, or what the catalogue says is.
    isHeld: (analysis) => (fact.arguments[0] === 'written' || fact.likely !== undefined || fact.when?.some(({ named }) => named)
      ? analysis.flows.some((flow) => flow.label === (carried(fact) === 'key' ? 'secret' : 'model-output') && flow.family === fact.family)
      : hasFlow(analysis, carried(fact) === 'key' ? 'secret' : 'model-output', [fact.family])),
  };
}

function described(when: readonly Condition[] | undefined): string {
  return (when ?? []).map((one) => ` ${JSON.stringify(one)}`).join('');
}

/** Arguments with which a sink's conditions hold. */
function conditions(ways: Ways, writer: Writer, when: readonly Condition[] | undefined): Placement[] {
  return (when ?? []).flatMap((one): Placement[] => {
    if (one.equals !== undefined) return [{ reference: one.argument, code: literal(ways, one.equals) }];
    if (one.present === true) return [{ reference: one.argument, code: literal(ways, true) }];
    if (one.firstElementIn) return [{ reference: one.argument, code: JSON.stringify(one.firstElementIn[0]) }];
    const program = (one.program ?? one.interactive)?.[0];
    if (program !== undefined) return [{ reference: one.argument, code: one.isConstant === false ? below(ways, writer, program) : JSON.stringify(program) }];
    if (one.includes) return [{ reference: one.argument, code: `[${writer.reach(one.includes[0]!)}]` }];
    if (one.named) return [{ reference: one.argument, code: writer.unknown(one.named[0]!.replace(/\W.*$/, '')) }];
    if (one.isConstant === false) return [{ reference: one.argument, code: writer.unknown('target') }];
    if (one.resolvesTo) return [{ reference: one.argument, code: writer.reach([one.resolvesTo].flat()[0]!) }];
    return [];
  });
}

/** A program in a folder that is chosen at run time. */
function below(ways: Ways, writer: Writer, program: string): string {
  const folder = writer.unknown('target');
  return ways.language === 'python' ? `f"{${folder}}/${program}"` : `\`\${${folder}}/${program}\``;
}

function literal(ways: Ways, value: string | number | boolean | null): string {
  const words: Readonly<Record<string, string>> = ways.language === 'python' ? { true: 'True', false: 'False', null: 'None' } : {};
  return words[String(value)] ?? JSON.stringify(value);
}

function sources(ways: Ways, fact: SourceFact): Entry[] {
  const isSecret = fact.label === 'secret';
  const field = ways.language === 'python' ? '["SERVICE_TOKEN"]' : '.SERVICE_TOKEN';
  const named = isSecret ? [{ reference: '0', code: '"SERVICE_TOKEN"' }] : [];
  const chosen = fact.chosenBy?.slice(0, 1).map((reference) => ({ reference, code: 'reply' })) ?? named;
  const held = (writer: Writer, value: string): Program => ({
    text: program(ways.language, writer, [...(fact.chosenBy ? withReply(ways.language) : []), bound(ways.language, 'value', value), 'eval(value)', ...(isSecret ? [`eval(value${field})`] : [])]),
    isHeld: (analysis) => (fact.likely === undefined ? hasFlow(analysis, fact.label, ['code'])
      : analysis.flows.some((flow) => flow.label === fact.label && flow.family === 'code')),
  });
  return [
    ...(fact.calls ?? []).map((path) => entry(ways, 'sources', `${path}()`, '', (writer) => held(writer, call(ways.language, writer.reach(path), chosen)))),
    ...(fact.members ?? []).map((path) => entry(ways, 'sources', path, '', (writer) => held(writer, writer.reach(path)))),
    ...(fact.types ?? []).map((path) => entry(ways, 'sources', path, ' type', (writer) => held(writer, `${writer.instance(path)}.text`))),
    ...(fact.decorators ?? []).map((path) => entry(ways, 'sources', `@${path}`, '', (writer) => decorated(ways, writer, path, fact.label))),
  ];
}

function decorated(ways: Ways, writer: Writer, path: string, label: SourceFact['label']): Program {
  const callee = writer.reach(path);
  return {
    text: program(ways.language, writer, ['pass'], [`@${callee}`, 'def handle(first):', '    eval(first)', '', `@${callee}("x")`, 'def handle_other(first):', '    eval(first)', '']),
    isHeld: (analysis) => hasFlow(analysis, label, ['code']),
  };
}

function logger(ways: Ways, path: string): Entry {
  return entry(ways, 'loggers', path, '', (writer) => {
    const line = call(ways.language, writer.reach(path), [{ reference: '0', code: '"answered"' }, { reference: '1', code: 'reply' }]);
    return {
      text: program(ways.language, writer, withReply(ways.language, line)),
      isHeld: (analysis) => analysis.inferences.length > 0 && analysis.inferences.every((one) => one.isLogged),
      found: ways.view.canonical(path),
    };
  });
}

function tracing(ways: Ways, path: string): Entry {
  return entry(ways, 'tracing', path, '', (writer) => {
    const line = call(ways.language, writer.reach(path), []);
    return { text: program(ways.language, writer, [line]), isHeld: (analysis) => analysis.isTraced };
  });
}

function parser(ways: Ways, path: string, argument: string): Entry {
  return entry(ways, 'parsers', path, '', (writer) => {
    const line = bound(ways.language, 'data', call(ways.language, writer.reach(path), [{ reference: argument, code: 'reply' }]));
    return {
      text: program(ways.language, writer, withReply(ways.language, line, 'open_door(data["door"])', 'eval(data["door"])')),
      isHeld: (analysis) => analysis.flows.some((flow) => flow.label === 'unvalidated-json'),
    };
  });
}

function prompt(ways: Ways, path: string, fact: { readonly argument: string; readonly role: string }): Entry {
  return entry(ways, 'prompts', path, ` ${fact.argument}`, (writer) => {
    const text = fact.role === 'messages' ? (ways.language === 'python' ? '[{"role": "system", "content": typed}]' : '[{ role: "system", content: typed }]') : 'typed';
    const typed = ways.language === 'python' ? 'typed = input()' : 'const typed = process.argv[2];';
    const line = call(ways.language, writer.reach(path), [{ reference: fact.argument, code: text }]);
    return {
      text: program(ways.language, writer, [typed, line]),
      isHeld: (analysis) => hasFlow(analysis, 'user-input', ['system-prompt', 'user-prompt', 'prompt', 'prompt-template']),
    };
  });
}

function tool(ways: Ways, path: string, handler: string, parameter: string): Entry {
  return entry(ways, 'tools', path, '', (writer) => {
    const [position, ...below] = parameter.split('.');
    const names = Array.from({ length: Number(position) + 1 }, (_, index) => `p${index}`);
    const value = [names.at(-1), ...below].join('.');
    const code = ways.language === 'python' ? 'handle' : 'handle';
    const above = ways.language === 'python' ? [`def handle(${names.join(', ')}):`, `    eval(${value})`] : [`async function handle(${names.join(', ')}) {`, `  eval(${value}.x);`, '}'];
    const line = call(ways.language, writer.reach(path), [{ reference: handler, code }]);
    return { text: program(ways.language, writer, [line], above), isHeld: (analysis) => hasFlow(analysis, 'tool-argument', ['code']) };
  });
}
