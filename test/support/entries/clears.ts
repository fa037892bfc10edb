import type { Family, Flow, Label } from '../../../server/src/analysis/analysis';
import type { ClearFact } from '../../../server/src/analysis/catalogue/flowFacts';
import type { Language } from './arguments';
import { entry, type Entry } from './entry';
import { bound, call, program, withReply } from './program';
import type { Ways } from './writer';

interface Use {
  /** The lines that make `value`, which is not clear yet. */
  readonly before: readonly string[];
  readonly label: Label;
  /** The one family that is cleared; absent where nothing of the label may arrive anywhere. */
  readonly family?: Family;
  readonly after: (value: string) => string;
}

/** Sinks whose call is short, one for each family that something clears. */
const sinkOf: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  code: { python: 'eval', javascript: 'eval' },
  shell: { python: 'os.system', javascript: 'child.execSync' },
  html: { python: 'markupsafe.Markup', javascript: 'document.write' },
  'file-path': { python: 'open', javascript: 'fs.readFileSync' },
  url: { python: 'requests.get', javascript: 'fetch' },
  sql: { python: 'db.execute', javascript: 'db.query' },
  deserializer: { python: 'pickle.loads', javascript: 'v8.deserialize' },
};
const imports: Readonly<Record<Language, readonly string[]>> = {
  python: ['import json as plain_json, markupsafe, pickle, pydantic, requests, sqlite3', 'db = sqlite3.connect("x")', 'class Door(pydantic.BaseModel):', '    door: int'],
  javascript: ['import * as child from "child_process";', 'import * as fs from "fs";', 'import { Pool } from "pg";', 'import v8 from "v8";', 'import { z } from "zod";', 'const db = new Pool();', 'const Door = z.object({ door: z.number() });'],
};

function useOf(language: Language, family: string): Use {
  if (family === 'json') {
    const parse = language === 'python' ? 'value = plain_json.loads(reply)' : 'const value = JSON.parse(reply);';
    return { before: withReply(language, parse), label: 'unvalidated-json', after: (value) => (language === 'python' ? `open_door(${value}["door"])` : `openDoor(${value}.door)`) };
  }
  if (family === 'privacy') {
    const ask = language === 'python' ? (value: string) => `OpenAI().responses.create(model="m", input=${value})` : (value: string) => `new OpenAI().responses.create({ model: "m", input: ${value} })`;
    return { before: [language === 'python' ? 'value = user.email' : 'const value = user.email;'], label: 'personal', after: ask };
  }
  const reached = family === '*' ? 'code' : family;
  const sink = sinkOf[reached]?.[language];
  if (sink === undefined) throw new Error(`add a short sink for ${family}`);
  return { before: withReply(language, language === 'python' ? 'value = reply' : 'const value = reply;'), label: 'model-output', family: reached as Family, after: (value) => `${sink}(${value})` };
}

/** A value goes through the check, and then where it would do harm. */
export function clear(ways: Ways, path: string, fact: ClearFact): Entry {
  const { language } = ways;
  return entry(ways, 'clears', path, ` ${fact.families.join(' ')}`, (writer) => {
    const { before, label, family, after } = useOf(language, fact.families[0]!);
    writer.unknown('user');
    const schema = fact.schema === undefined || fact.schema === 'callee' ? [] : [{ reference: fact.schema, code: 'Door' }];
    const cleaned = call(language, writer.reach(path), [...schema, { reference: fact.argument ?? '0', code: 'value' }]);
    const isCheck = fact.effect === 'argument';
    const result = isCheck ? 'value' : fact.member === undefined ? 'checked' : `checked.${fact.member}`;
    const lines = [...before, isCheck ? cleaned : bound(language, 'checked', cleaned), after(result)];
    const isHarm = (flow: Flow): boolean => flow.label === label && (family === undefined || flow.family === family);
    return { text: program(language, writer, lines, imports[language]), isHeld: (analysis) => !analysis.flows.some(isHarm), found: ways.view.canonical(path) };
  });
}
