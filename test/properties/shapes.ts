import type { LanguageId } from '../../server/src/analysis/program/program';

/** A program of an unusual size, with a flow of one kind that must still be found. */
export interface Shape {
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
  /** The value goes further than is followed, so that nothing is found. */
  readonly isLost?: boolean;
}

const pythonHead = 'import subprocess\nfrom openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(question):\n    return client.responses.create(model="gpt-4.1", input=question).output_text\n\n\n';
const scriptHead = 'import OpenAI from "openai";\nimport { execSync } from "node:child_process";\n\nconst client = new OpenAI();\n\nasync function ask(question: string) {\n  const reply = await client.responses.create({ model: "gpt-4.1", input: question });\n  return reply.output_text;\n}\n\n';

/** The lines for 0 … count - 1. */
export function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function python(name: string, body: string): Shape {
  return { name: `python: ${name}`, language: 'python', text: `${pythonHead}${body}\n` };
}

function script(name: string, body: string): Shape {
  return { name: `typescript: ${name}`, language: 'typescript', text: `${scriptHead}${body}\n` };
}

const nested = (count: number, open: string, inner: string, close: string): string => open.repeat(count) + inner + close.repeat(count);
const indented = (count: number, line: (index: number) => string): string => lines(count, (index) => ' '.repeat(index + 4) + line(index));

/** Calls in calls are followed to a depth; a value that came from deeper down is not known as a reply. */
function beyond(shape: Shape): Shape {
  return { ...shape, isLost: true };
}

export const pythonShapes: readonly Shape[] = [
  python('20,000 lines', lines(2000, (i) => `def step_${i}(value, other=${i}):
    kept = {"id": ${i}, "value": value}
    if value is None:
        return step_${Math.max(0, i - 1)}(other)
    for item in [value, other]:
        kept[str(item)] = f"{item} of {other}"
    text = ask(kept["value"])
    subprocess.run(text, shell=True)
    return text
`)),
  python('5,000 branches in a row', `def run(q, mode):
    out = ask(q)
${lines(5000, (i) => `    if mode == ${i}:\n        out = out + "${i}"`)}
    subprocess.run(out, shell=True)`),
  python('5,000 branches as elif', `def run(q, mode):
    out = ask(q)
    if mode == -1:
        pass
${lines(5000, (i) => `    elif mode == ${i}:\n        out = out + "${i}"`)}
    subprocess.run(out, shell=True)`),
  python('2,000 branches that each bind a name', `def run(q, mode):
    out = ask(q)
${lines(2000, (i) => `    if mode == ${i}:\n        name_${i} = out + "${i}"\n    else:\n        name_${i} = mode`)}
    subprocess.run(out, shell=True)`),
  python('5,000 cases of a match', `def run(q, mode):
    out = ask(q)
    match mode:
${lines(5000, (i) => `        case ${i}:\n            out = out + "${i}"`)}
    subprocess.run(out, shell=True)`),
  python('400 nested blocks', `def run(q, mode):
    out = ask(q)
${indented(400, (i) => `if mode > ${i}:`)}
${' '.repeat(404)}subprocess.run(out, shell=True)`),
  python('60 nested loops', `def run(q, mode):
    out = ask(q)
${indented(60, (i) => `for x${i} in mode:`)}
${' '.repeat(64)}out = out + str(x0)
    subprocess.run(out, shell=True)`),
  python('60 nested functions', `def run(q, mode):
    out = ask(q)
${indented(60, (i) => `def inner_${i}(p${i}):`)}
${' '.repeat(64)}subprocess.run(out, shell=True)
${lines(60, (i) => ' '.repeat(64 - i - 1) + `return inner_${59 - i}(out)`)}`),
  python('400 nested calls', `def run(q):\n    subprocess.run(${nested(400, 'str(', 'ask(q)', ')')}, shell=True)`),
  python('400 nested lists', `def run(q):\n    x = ${nested(400, '[', 'ask(q)', ']')}\n    subprocess.run(x${'[0]'.repeat(400)}, shell=True)`),
  python('400 nested dicts', `def run(q):\n    x = ${nested(400, '{"a": ', 'ask(q)', '}')}\n    subprocess.run(x${'["a"]'.repeat(400)}, shell=True)`),
  python('400 nested parentheses, conditions and lambdas', `def run(q):\n    subprocess.run(${nested(400, '(', 'ask(q)', ')')}, shell=True)
    y = ${'q if q else '.repeat(400)}ask(q)\n    f = ${'lambda x: '.repeat(400)}ask(q)\n    return y, f`),
  python('20 mutually recursive functions', `${lines(20, (i) => `def f${i}(text, depth):
    if depth == 0:
        subprocess.run(text, shell=True)
        return text
${lines(20, (j) => `    if depth == ${j}:\n        return f${j}(text + f${(i + j) % 20}(text, depth - 1), depth - 1)`)}
    return f${(i + 1) % 20}(ask(text), depth)
`)}`),
  python('20 mutually recursive methods on one object', `class Machine:
    def __init__(self):
        self.text = ""
${lines(20, (i) => `    def step_${i}(self, text, depth):
        self.text = self.text + text
        if depth == 0:
            subprocess.run(self.text, shell=True)
        self.step_${(i + 1) % 20}(ask(text), depth)
        return self.step_${(i + 7) % 20}(self.text, depth - 1)`)}`),
  python('a dict of 10,000 entries', `TABLE = {\n${lines(10_000, (i) => `    "key_${i}": {"id": ${i}, "name": "name ${i}"},`)}\n}\n\ndef run(q):\n    subprocess.run(ask(TABLE[q]["name"]), shell=True)`),
  python('a dict of 10,000 replies', `def run(q):\n    table = {\n${lines(10_000, (i) => `        "key_${i}": ask("${i}"),`)}\n    }\n    subprocess.run(table[q], shell=True)`),
  python('a list of 10,000 entries', `TABLE = [\n${lines(10_000, (i) => `    (${i}, "name ${i}"),`)}\n]\n\ndef run(q):\n    subprocess.run(ask(TABLE[q]), shell=True)`),
  python('10,000 assignments into a dict', `TABLE = {}\n${lines(10_000, (i) => `TABLE["key_${i}"] = "name ${i}"`)}\n\ndef run(q):\n    subprocess.run(ask(TABLE[q]), shell=True)`),
  python('a call with 2,000 arguments', `def show(*parts, **options):\n    subprocess.run(" ".join(parts), shell=True)\n\ndef run(q):\n    out = ask(q)\n    show(\n${lines(2000, (i) => `        out + "${i}",`)}\n    )\n    show(\n${lines(2000, (i) => `        k${i}=out,`)}\n    )`),
  python('2,000 parameters', `def show(\n${lines(2000, (i) => `    p${i},`)}\n):\n    subprocess.run(p0 + p1999, shell=True)\n\ndef run(q):\n    show(\n${lines(2000, (i) => `        ask("${i}"),`)}\n    )`),
  python('3,000 parts joined by +', `def run(q):\n    out = ask(q)\n    text = (\n${lines(3000, (i) => `        "${i}" + out +`)}\n        "end"\n    )\n    subprocess.run(text, shell=True)`),
  python('3,000 adjacent strings', `def run(q):\n    text = (\n${lines(3000, (i) => `        "part ${i}"`)}\n    )\n    subprocess.run(text + ask(q), shell=True)`),
  python('an f-string of 3,000 parts', `def run(q):\n    out = ask(q)\n    subprocess.run(f"${lines(3000, (i) => `{out} ${i} `).replaceAll('\n', '')}", shell=True)`),
  python('3,000 times +=', `def run(q):\n    text = ""\n${lines(3000, (i) => `    text += ask("${i}")`)}\n    subprocess.run(text, shell=True)`),
  beyond(python('3,000 methods chained', `def run(q):\n    subprocess.run(ask(q)${'.strip()'.repeat(3000)}, shell=True)`)),
  python('3,000 operands of and and or', `def run(q):\n    out = ask(q)\n    if ${lines(3000, (i) => `out != "${i}" and`).replaceAll('\n', ' ')} q:\n        subprocess.run(out, shell=True)`),
  python('a chain of 1,000 helpers', `def h0(text):\n    subprocess.run(text, shell=True)\n\n${lines(999, (i) => `def h${i + 1}(text):\n    h${i}(text)\n`)}\ndef run(q):\n    h999(ask(q))`),
  python('one helper called from 5,000 places', `def show(text):\n    subprocess.run(text, shell=True)\n\n${lines(5000, (i) => `def run_${i}(q):\n    show(ask(q) + "${i}")\n`)}`),
  python('a binary tree of calls, 25 deep', `def h0(text):\n    subprocess.run(text, shell=True)\n    return text\n\n${lines(25, (i) => `def h${i + 1}(text):\n    return h${i}(h${i}(text)) + h${i}(text)\n`)}\ndef run(q):\n    h25(ask(q))`),
  python('300 classes that each extend the last', `class C0:\n    def go(self, text):\n        subprocess.run(text, shell=True)\n\n${lines(300, (i) => `class C${i + 1}(C${i}):\n    def m${i}(self, q):\n        self.go(ask(q))\n`)}\nC300().m0("x")`),
  python('3,000 classes that each extend the last', `class C0:\n    def go(self, text):\n        subprocess.run(text, shell=True)\n\n${lines(3000, (i) => `class C${i + 1}(C${i}):\n    def m${i}(self, q):\n        self.go(ask(q))\n`)}\nC300().m0("x")`),
  python('6,000 comments in a row', `${lines(6000, (i) => `# line ${i} of many that say nothing`)}\n\ndef run(q):\n${lines(6000, (i) => `    # line ${i} of many that say nothing`)}\n    subprocess.run(ask(q), shell=True)`),
  python('a class that extends itself', 'class A(B):\n    def go(self):\n        return self.go()\n\nclass B(A):\n    def run(self, q):\n        subprocess.run(ask(q), shell=True)\n        return super().go()\n\nB().run("x")'),
  python('one line of a megabyte', `TEXT = "${'x'.repeat(1_000_000)}"\n\ndef run(q):\n    subprocess.run(ask(q), shell=True)`),
  beyond(python('1,000 nested closures handed on', `def run(q):\n    out = ask(q)\n    f0 = lambda: out\n${lines(1000, (i) => `    f${i + 1} = lambda: f${i}()`)}\n    subprocess.run(f1000(), shell=True)`)),
];

export const scriptShapes: readonly Shape[] = [
  script('20,000 lines', lines(1820, (i) => `async function step${i}(value: string, other = ${i}) {
  const kept: Record<string, unknown> = { id: ${i}, value };
  if (!value) {
    return step${Math.max(0, i - 1)}(String(other));
  }
  for (const item of [value, other]) kept[item] = \`\${item} of \${other}\`;
  const text = await ask(String(kept.value));
  execSync(text);
  return text;
}
`)),
  script('5,000 branches in a row', `async function run(q: string, mode: number) {
  let out = await ask(q);
${lines(5000, (i) => `  if (mode === ${i}) out = out + "${i}";`)}
  execSync(out);
}`),
  script('5,000 branches as else if', `async function run(q: string, mode: number) {
  let out = await ask(q);
  if (mode < 0) return;
${lines(5000, (i) => `  else if (mode === ${i}) out = out + "${i}";`)}
  execSync(out);
}`),
  script('5,000 cases of a switch', `async function run(q: string, mode: number) {
  let out = await ask(q);
  switch (mode) {
${lines(5000, (i) => `    case ${i}: out = out + "${i}";${i % 2 ? ' break;' : ''}`)}
  }
  execSync(out);
}`),
  script('400 nested blocks', `async function run(q: string, mode: number) {\n  const out = await ask(q);\n${nested(400, 'if (mode > 0) {\n', 'execSync(out);\n', '}\n')}}`),
  script('60 nested loops', `async function run(q: string, modes: any) {\n  let out = await ask(q);\n${lines(60, (i) => `for (const x${i} of modes) {`)}\nout += x0;\n${'}\n'.repeat(60)}  execSync(out);\n}`),
  script('60 nested try blocks', `async function run(q: string) {\n  let out = await ask(q);\n${nested(60, 'try {\n', 'execSync(out);\n', '} catch (e) { out = String(e) + out; } finally { execSync(out); }\n')}}`),
  script('400 nested calls', `async function run(q: string) {\n  execSync(${nested(400, 'String(', 'await ask(q)', ')')});\n}`),
  script('400 nested arrays', `async function run(q: string) {\n  const x: any = ${nested(400, '[', 'await ask(q)', ']')};\n  execSync(x${'[0]'.repeat(400)});\n}`),
  script('400 nested objects', `async function run(q: string) {\n  const x: any = ${nested(400, '{ a: ', 'await ask(q)', ' }')};\n  execSync(x${'.a'.repeat(400)});\n}`),
  script('400 nested arrows and conditions', `async function run(q: string) {\n  const f: any = ${'() => '.repeat(400)}ask(q);\n  execSync(${'q ? q : '.repeat(400)}await ask(q));\n  return f;\n}`),
  beyond(script('400 nested callbacks', `async function run(q: string) {\n  const out = await ask(q);\n${nested(400, '[1].forEach(() => {\n', 'execSync(out);\n', '});\n')}}`)),
  script('20 mutually recursive functions', `${lines(20, (i) => `async function f${i}(text: string, depth: number): Promise<string> {
  if (depth === 0) {
    execSync(text);
    return text;
  }
${lines(20, (j) => `  if (depth === ${j}) return f${j}(text + await f${(i + j) % 20}(text, depth - 1), depth - 1);`)}
  return f${(i + 1) % 20}(await ask(text), depth);
}
`)}`),
  script('20 mutually recursive methods on one object', `class Machine {
  text = "";
${lines(20, (i) => `  async step${i}(text: string, depth: number): Promise<string> {
    this.text = this.text + text;
    if (depth === 0) execSync(this.text);
    await this.step${(i + 1) % 20}(await ask(text), depth);
    return this.step${(i + 7) % 20}(this.text, depth - 1);
  }`)}\n}`),
  script('an object of 10,000 entries', `const table: any = {\n${lines(10_000, (i) => `  key${i}: { id: ${i}, name: "name ${i}" },`)}\n};\n\nasync function run(q: string) {\n  execSync(await ask(table[q].name));\n}`),
  script('an object of 10,000 replies', `async function run(q: string) {\n  const table: any = {\n${lines(10_000, (i) => `    key${i}: await ask("${i}"),`)}\n  };\n  execSync(table[q]);\n}`),
  script('an array of 10,000 entries', `const table = [\n${lines(10_000, (i) => `  [${i}, "name ${i}"],`)}\n];\n\nasync function run(q: number) {\n  execSync(await ask(String(table[q])));\n}`),
  script('an object spread 1,000 times', `async function run(q: string) {\n  const o0: any = { text: await ask(q) };\n${lines(1000, (i) => `  const o${i + 1}: any = { ...o${i}, k${i}: ${i} };`)}\n  execSync(o1000.text);\n}`),
  script('a call with 2,000 arguments', `function show(...parts: string[]) {\n  execSync(parts.join(" "));\n}\n\nasync function run(q: string) {\n  const out = await ask(q);\n  show(\n${lines(2000, (i) => `    out + "${i}",`)}\n  );\n}`),
  script('2,000 parameters', `function show(\n${lines(2000, (i) => `  p${i}: string,`)}\n) {\n  execSync(p0 + p1999);\n}\n\nasync function run(q: string) {\n  show(\n${lines(2000, (i) => `    await ask("${i}"),`)}\n  );\n}`),
  script('3,000 parts joined by +', `async function run(q: string) {\n  const out = await ask(q);\n  const text =\n${lines(3000, (i) => `    "${i}" + out +`)}\n    "end";\n  execSync(text);\n}`),
  script('a template of 3,000 parts', `async function run(q: string) {\n  const out = await ask(q);\n  execSync(\`${lines(3000, (i) => '${out} ' + String(i))}\`);\n}`),
  script('3,000 times +=', `async function run(q: string) {\n  let text = "";\n${lines(3000, (i) => `  text += await ask("${i}");`)}\n  execSync(text);\n}`),
  beyond(script('a chain of 1,000 promises', `function run(q: string) {\n  return ask(q)\n${lines(1000, () => '    .then((text) => text.trim())')}\n    .then((text) => execSync(text));\n}`)),
  beyond(script('200 promises inside each other', `function run(q: string) {\n  return ${nested(200, 'ask(q).then((text) => ', 'execSync(text)', ')')};\n}`)),
  script('1,000 operands of &&', `async function run(q: string) {\n  const out = await ask(q);\n  if (${lines(1000, (i) => `out !== "${i}" &&`)} q) execSync(out);\n}`),
  beyond(script('3,000 methods chained', `async function run(q: string) {\n  execSync((await ask(q))${'.trim()'.repeat(3000)});\n}`)),
  script('a chain of 1,000 helpers', `function h0(text: string) {\n  execSync(text);\n}\n${lines(999, (i) => `function h${i + 1}(text: string) {\n  h${i}(text);\n}`)}\nasync function run(q: string) {\n  h999(await ask(q));\n}`),
  script('one helper called from 5,000 places', `function show(text: string) {\n  execSync(text);\n}\n${lines(5000, (i) => `async function run${i}(q: string) {\n  show(await ask(q) + "${i}");\n}`)}`),
  script('a binary tree of calls, 25 deep', `function h0(text: string): string {\n  execSync(text);\n  return text;\n}\n${lines(25, (i) => `function h${i + 1}(text: string): string {\n  return h${i}(h${i}(text)) + h${i}(text);\n}`)}\nasync function run(q: string) {\n  h25(await ask(q));\n}`),
  script('300 classes that each extend the last', `class C0 {\n  go(text: string) {\n    execSync(text);\n  }\n}\n${lines(300, (i) => `class C${i + 1} extends C${i} {\n  async m${i}(q: string) {\n    this.go(await ask(q));\n  }\n}`)}\nnew C300().m0("x");`),
  script('one line of a megabyte', `const text = "${'x'.repeat(1_000_000)}";\n\nasync function run(q: string) {\n  execSync(await ask(q));\n}`),
  script('20,000 statements on one line', `async function run(q: string) { let out = await ask(q); ${'out = out.trim(); '.repeat(20_000)} execSync(out); }`),
  { ...script('400 nested elements', `async function View({ q }: any) {\n  const out = await ask(q);\n  return ${nested(400, '<div>', '<p dangerouslySetInnerHTML={{ __html: out }} />', '</div>')};\n}`), language: 'typescriptreact' },
  { ...script('3,000 elements in a row', `async function View({ q }: any) {\n  const out = await ask(q);\n  return <div>\n${lines(3000, (i) => `    <p key="${i}" dangerouslySetInnerHTML={{ __html: out }} />`)}\n  </div>;\n}`), language: 'typescriptreact' },
];
