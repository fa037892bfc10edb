import { bindMethod, selfValue } from './classes';
import { entrySite } from './entries';
import { enter } from './entering';
import { bitOf, EVERYTHING } from './families';
import { parameterName } from './functions';
import type { Machine } from './machine';
import { labelled } from './taint';
import type { ClassUnit } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type Value } from './value';

/*
 * Executors of generated code: a library has them for whoever wires them to a model, so that no call of
 * a model is in sight. What is found so is likely.
 */

const runs = /^_*a?(run|exec|execute|eval|evaluate)(_(python|generated|llm|unsafe|local|raw))?_(python|(code|script|snippet)(_?(blocks?|snippets?|strings?|cells?))?)(_(in|with|on|as)_\w+|_unsafe|_sys|_locally|_async)?$/i;
const classes = /(Interpreter|(Code|Python)_?(Executor|Runner|Repl|REPL|Sandbox|Execution)|PythonTools?)$/;
const methods = /^_*a?(run|exec|execute|eval|evaluate|call|step)$|^__call__$/;
const parameters = /^(code|(python|generated|source|llm)_?code|code_?(str|string|text|block|snippet|piece|to_?run|to_?execute)s?|snippet|script)$/i;
/** Only what runs it counts: that it is written, logged or asked about is what such a function is for. */
const OTHERWISE = EVERYTHING & ~(bitOf('code') | bitOf('shell'));

/** `def execute_code(code)` at the top of a module, `function executeCode(code)`. */
export function enterExecutor(machine: Machine, value: Value): void {
  if (machine.isShallow) return;
  for (const ref of value.refs) if (ref.kind === 'function' && !ref.unit.owner && isRun(ref.unit.name)) enterWithCode(machine, ref);
}

/** `PythonInterpreter.run(code)`. */
export function enterExecutorClass(machine: Machine, unit: ClassUnit): void {
  const isExecutor = classes.test(unit.name);
  for (const [name, method] of unit.methods) {
    if (!isRun(name) && !(isExecutor && methods.test(name))) continue;
    const bound = bindMethod(method, selfValue(unit)).refs[0];
    if (bound?.kind === 'function') enterWithCode(machine, bound);
  }
}

/** `run_code`, `runCode`. */
function isRun(name: string): boolean {
  return runs.test(name.replace(/([a-z\d])([A-Z])/g, '$1_$2'));
}

function enterWithCode(machine: Machine, ref: FunctionRef): void {
  const { unit } = ref;
  const named = new Map<string, Value>();
  for (const [index, parameter] of unit.node.parameters.entries()) {
    const name = parameterName(parameter, index);
    if (!parameters.test(name)) continue;
    const step = machine.step(parameter, `\`${name}\` is what \`${unit.name}()\` is to run`);
    const because = `\`${name}\` of \`${unit.name}()\` is named like code that a model wrote; no call was seen that hands it such code`;
    const taint = labelled('model-output', { id: machine.siteId(parameter), name }, step, because);
    named.set(name, { refs: [], taints: [{ ...taint, cleared: OTHERWISE }] });
  }
  if (named.size === 0) return;
  enter(machine, ofRef(ref), { positional: [], named, rest: undefined, options: UNKNOWN }, entrySite(machine, unit.node));
}
