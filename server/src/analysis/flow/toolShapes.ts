import type { Expression } from '../program/program';
import { annotationValue } from './annotations';
import { ancestors, libraryBases } from './classes';
import { nameOfParameter } from './functions';
import type { Machine } from './machine';
import { written } from './names';
import type { ClassUnit, FunctionUnit } from './units';
import type { Obj, Ref } from './value';

/*
 * How a tool of an agent looks where no SDK of the catalogue declares it: the names that nearly every
 * framework gives to its own base class, decorator and registration, and what it tells a model of it.
 */

/** Methods that frameworks call with what the model chose. */
export const runMethods = [
  '_run', '_arun', 'run', 'arun', '_execute', 'execute', 'aexecute', '_call', 'call', '_acall', 'acall', '__call__', 'forward', 'invoke', 'ainvoke', '_invoke', '_ainvoke',
  'call_tool', 'acall_tool', 'apply', 'use', 'execute_action', 'execute_tool', 'run_tool', 'use_tool', 'invoke_tool', 'run_action',
];

const toolBase = /(^|[a-z_])Tools?_?(Base|Interface|Mixin|Spec)?$|^(Base|Abstract)_?Tool[A-Z]\w*$/;
/** Bases whose classes are tools where they tell a model what they do. */
const actionBase = /(^|[a-z_])(Action|Plugin|Skill)_?(Base|Interface)?$/;
const toolName = /^(tool|call_tool|tools?_?wrapper|tool_?function|(agent|function|llm|ai|mcp|register|as|action|kernel)_?tool|(kernel|ai|llm)_?function)$/i;
/** Decorators that are also something else, unless they come with words for a model. */
const actionName = /^(action|activity|skill|capability|plugin|function|command)$/i;
const maker = /(^|[a-z_.])Tool(_?(Spec|Function|Def|Definition|Entry|Handler))?$|(^|\.)(OpenAIFunction|FunctionTool)$|Tool\.from_(function|defaults|func)$/;
const registration = /^(register|add)_?(tool|function)s?$/i;
const owner = /Tools?(_?(kit|set|box|Base|Registry|Manager|Collection))?$/i;
const kit = /Tool(s|_?(kit|set|box)s?)$/i;
/** Class variables with the names of methods that are offered to a model. */
const listName = /(^|_)(functions|methods|tools|actions|commands)$/i;
const message = /Tool_?(Message|Request|Call|Input|Command)$/;
const answer = /^(Tool|Service|Action|Skill|Function)_?(Response|Result|Return|Output|ExecutionResult)$/;
/** What a framework hands to every tool beside the model's arguments. */
const ofFramework = /^(run_?manager|callbacks?|callback_manager|config|ctx|context|session|state|runtime|agent|llm|model|memory|logger|timeout|kwargs|self_?)$/i;

/** A parameter that the framework fills, by its name. */
export function isOfFramework(name: string): boolean {
  return ofFramework.test(name);
}

/** A parameter with the name of the tool that is called. */
export function isToolName(name: string): boolean {
  return /^((tool|action|function|command|method|operation)(_?name)?|name)$/i.test(name);
}

/** `@tool`, `@server.tool()`, `@register_tool("name")`, `@activity(config={"description": …})` of unknown origin: why it marks a tool. */
export function decoratorSign(machine: Machine, decorator: Expression): string | undefined {
  const name = written(machine, decorator.kind === 'call' ? decorator.callee : decorator);
  const last = lastPart(name);
  if (toolName.test(last)) return `\`@${name}\` is named like the decorator of a tool`;
  if (decorator.kind === 'call' && last === 'resource' && isAddress(decorator)) return `\`@${name}\` gives the address of a resource, in which a model fills in the parts`;
  if (decorator.kind === 'call' && actionName.test(last) && describes(decorator)) return `\`@${name}\` describes it as models are told of tools`;
  return undefined;
}

/** `"file:///{path}"`. */
function isAddress({ arguments: [first] }: Extract<Expression, { kind: 'call' }>): boolean {
  return first?.value.kind === 'string' && /^[\w+.-]+:\/\/.*\{\w/.test(first.value.value);
}

/** Words and a schema among the arguments, also one object deep; or words alone in the first place. */
function describes(call: Extract<Expression, { kind: 'call' }>): boolean {
  const names = new Set<string>();
  for (const { name, value } of call.arguments) {
    if (name !== undefined) names.add(name);
    else if (value.kind === 'string' && /\w \w+ \w/.test(value.value)) return true;
    if (value.kind === 'object') for (const { key } of value.entries) if (typeof key === 'string') names.add(key);
  }
  return names.has('description') || [...names].some((name) => /^(param_model|args_schema|input_schema)$/.test(name));
}

/** Why instances of the class are tools. */
export function classSign(machine: Machine, unit: ClassUnit): string | undefined {
  const bases = baseNames(unit);
  const base = bases.find((name) => toolBase.test(name)) ?? (describesItself(machine, unit) ? bases.find((name) => actionBase.test(name)) : undefined);
  if (base !== undefined) return `\`${unit.name}\` extends \`${base}\`, which is named like the tools of an agent`;
  for (const decorator of unit.node.decorators) {
    const sign = decoratorSign(machine, decorator);
    if (sign !== undefined) return sign;
  }
  return isSchema(unit) ? `\`${unit.name}\` tells its name, what it does and its parameters, as tools tell a model` : undefined;
}

function baseNames(unit: ClassUnit): string[] {
  const family = ancestors(unit);
  return family.slice(1).map(({ name }) => name).concat(libraryBases(unit).map(lastPart), family.flatMap(unknownBases));
}

/** Where files import each other in a circle, a base may be known by its name only. */
function unknownBases({ node, bases }: ClassUnit): readonly string[] {
  return node.bases.flatMap((base, index) => (bases[index]?.refs.length === 0 ? typeName(base.kind === 'index' ? base.object : base) ?? [] : []));
}

function has(unit: ClassUnit, names: readonly string[]): boolean {
  return ancestors(unit).some((at) => names.some((name) => at.statics.has(name) || at.annotations.has(name) || at.self.fields.has(name) || at.getters.has(name)));
}

function describesItself(machine: Machine, unit: ClassUnit): boolean {
  return has(unit, ['description', '_description']) || runMethods.some((name) => describesArguments(machine, unit.methods.get(name)));
}

/** `def execute(self, request: SearchRequest)` where fields of `SearchRequest` say what they are for. */
function describesArguments(machine: Machine, method: FunctionUnit | undefined): boolean {
  return method?.node.parameters.some(({ annotation }) => annotation !== undefined && annotationValue(machine, annotation).refs.some((ref) => ref.kind === 'class' && isDescribed(ref.unit))) ?? false;
}

/** `query: str = Field(description="…")`. */
function isDescribed({ node }: ClassUnit): boolean {
  return node.members.some((member) => member.kind === 'field' && member.annotation !== undefined && member.value?.kind === 'call'
    && member.value.arguments.some(({ name }) => name === 'description'));
}

/** `spec_functions = ["search", ("load", "aload")]` in a class that is named like tools: its methods with these names. */
export function listedMethods(unit: ClassUnit): readonly string[] {
  if (![unit.name, ...baseNames(unit)].some((name) => toolBase.test(name) || kit.test(name))) return [];
  const named: string[] = [];
  for (const member of unit.node.members) {
    if (member.kind === 'field' && member.value?.kind === 'list' && listName.test(member.name)) addNames(member.value.items, named);
  }
  return named.every((name) => unit.methods.has(name)) ? named : [];
}

function addNames(items: readonly Expression[], into: string[]): void {
  for (const item of items) {
    if (item.kind === 'string') into.push(item.value);
    else if (item.kind === 'list') addNames(item.items, into);
  }
}

/** What is written in the class itself, as for a model: words for what it does, and which arguments it takes. */
function isSchema(unit: ClassUnit): boolean {
  const words = unit.statics.get('description')?.constant;
  return typeof words === 'string' && has(unit, ['name']) && ['parameters', 'args_schema', 'input_schema', 'inputs'].some((name) => unit.statics.has(name));
}

/** Public methods of `ShellTools` in a folder of tools, or of a project's own toolkit, each with words that say what it does. */
export function kitSign(unit: ClassUnit): string | undefined {
  const isAmongTools = /(^|\/)(tools|toolkits|skills)\//.test(unit.module.file.replace(/\\/g, '/'));
  const isKit = (isAmongTools && kit.test(unit.name)) || baseNames(unit).some((name) => /Tool_?(kit|set)$/i.test(name));
  return isKit ? `\`${unit.name}\` is named like a set of tools, and says of each method what it does` : undefined;
}

/** A function that says what it does, what it takes, and that its result is that of a tool. */
export function answerSign(unit: FunctionUnit): string | undefined {
  const { returnType, docstring, parameters } = unit.node;
  const type = returnType && typeName(returnType);
  if (type === undefined || !answer.test(type) || unit.owner || unit.name.startsWith('_') || parameters.length === 0) return undefined;
  if (!/^\s*(Args|Arguments|Parameters)\b|:param\b/m.test(docstring ?? '')) return undefined;
  return `\`${unit.name}\` returns \`${type}\`, which is named like the result of a tool`;
}

/** `async def handle_query(arguments: dict) -> list[TextContent]`, `async def _query_tool(self, arguments: dict[str, Any])`. */
export function handlerSign({ name, node }: FunctionUnit): string | undefined {
  const taken = node.parameters.find(({ target }) => nameOfParameter(target) === 'arguments');
  if (!taken?.annotation || !mentions(taken.annotation, /^([dD]ict|Mapping|Any)$/)) return undefined;
  const isNamed = /_tool$/i.test(name);
  if (!isNamed && !(node.returnType && mentions(node.returnType, /^(TextContent|CallToolResult|ContentBlock|EmbeddedResource)$/))) return undefined;
  return `\`${name}\` takes \`arguments\` and ${isNamed ? 'is named like a tool' : 'returns what tools of an MCP server return'}`;
}

/** A type has such a name in it, at any depth. */
function mentions(type: Expression, name: RegExp): boolean {
  switch (type.kind) {
    case 'index': return mentions(type.object, name) || (type.index.kind !== 'slice' && mentions(type.index, name));
    case 'list': return type.items.some((item) => mentions(item, name));
    case 'binary': return mentions(type.left, name) || mentions(type.right, name);
    default: return name.test(typeName(type) ?? '');
  }
}

/** `def run_query(self, msg: QueryTool)` where `QueryTool` extends `ToolMessage`: what a model fills in. */
export function isToolMessage(machine: Machine, annotation: Expression): boolean {
  return annotationValue(machine, annotation).refs.some((ref) => ref.kind === 'class' && isMessageClass(ref.unit));
}

export function isMessageClass(unit: ClassUnit): boolean {
  return baseNames(unit).some((name) => message.test(name));
}

/** `Tool(name=…, handler=run)`, `FunctionTool(self.add)`: a call that makes a tool of a function. */
export function isToolMaker(name: string): boolean {
  return maker.test(name);
}

/** `registry.register_tool(f)`, `toolkit.register(f)`. */
export function isRegistration(called: string, receiver: readonly Ref[], name: string): boolean {
  if (registration.test(called)) return true;
  if (called !== 'register' && called !== 'add') return false;
  return receiver.some(isToolbox) || /tool_?(kit|box|set|registry|manager)\.\w+$/i.test(name);
}

function isToolbox(ref: Ref): boolean {
  return ref.kind === 'instance' && [ref.unit.name, ...baseNames(ref.unit)].some((name) => owner.test(name));
}

/** Words for a model, and which arguments there are. */
export function isDescription(made: Obj): boolean {
  const names = [...made.fields.keys()];
  return names.some((name) => /(^|_)description$/.test(name)) && names.some((name) => /(^|_)(parameters|params|args|arguments|schema|inputs)$/.test(name));
}

function typeName(type: Expression): string | undefined {
  return type.kind === 'name' ? type.name : type.kind === 'member' ? type.property : type.kind === 'string' ? type.value : undefined;
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
