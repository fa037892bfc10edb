import type { Element, Expression } from '../program/program';
import { callValue } from './calls';
import { evaluate } from './expressions';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { memberOf } from './members';
import { addItem, makeObject } from './objects';
import { joinTaints, type Taint } from './taint';
import type { SinkSite } from './units';
import { ofRef, UNKNOWN, type Value } from './value';
import { impliedCall, startId } from '../program/places';

/** JSX: a component is called with its attributes as properties; some attributes are sinks. */
export function evaluateElement(machine: Machine, element: Element): Value {
  const properties = makeObject('object', machine.frame.depth);
  let spread: readonly Taint[] = [];
  for (const attribute of element.attributes) {
    const value = evaluate(machine, attribute.value);
    if (attribute.name === undefined) {
      for (const ref of value.refs) if (ref.kind === 'object') for (const [name, field] of ref.object.fields) properties.fields.set(name, field);
      spread = joinTaints(spread, value.taints);
      continue;
    }
    properties.fields.set(attribute.name, value);
    if (!isIsolated(attribute.name, element)) attributeSink(machine, attribute.name, value, attribute.value);
  }
  const children = makeObject('list', machine.frame.depth);
  for (const child of element.children) addItem(children, evaluate(machine, child));
  if (children.items.length > 0) {
    properties.fields.set('children', children.items.length === 1 ? children.items[0]! : ofRef({ kind: 'object', object: children }));
  }
  const isComponent = element.tag !== undefined && element.tag.kind !== 'string';
  if (!isComponent) return UNKNOWN;
  return component(machine, element, ofRef({ kind: 'object', object: properties }, spread));
}

function component(machine: Machine, element: Element, properties: Value): Value {
  const callee = evaluate(machine, element.tag!);
  if (callee.refs.length === 0 || machine.isShallow) return UNKNOWN;
  const call = impliedCall(element.tag!, element.tagSpan);
  const name = machine.module.text.slice(element.tagSpan.start, element.tagSpan.end);
  const nodes = { positional: [propertiesNode(element)], named: new Map<string, Expression>() };
  const given = { positional: [properties], named: new Map<string, Value>(), rest: undefined, nodes };
  callValue(machine, callee, given, machine.callSite(call, `<${name}>`));
  return UNKNOWN;
}

/** The document of a frame with a sandbox has an origin of its own, unless the sandbox gives it that of the page. */
function isIsolated(name: string, element: Element): boolean {
  if (!/^srcdoc$/i.test(name)) return false;
  const sandbox = element.attributes.find((attribute) => attribute.name === 'sandbox')?.value;
  return sandbox?.kind === 'literal' || (sandbox?.kind === 'string' && !/allow-same-origin/.test(sandbox.value));
}

/** The attributes as an object literal, so that a finding can stand at one of them. */
function propertiesNode(element: Element): Expression {
  const entries = element.attributes.map((attribute) => ({ key: attribute.name, value: attribute.value, get start() { return attribute.start; }, get end() { return attribute.end; } }));
  const child = element.children.length === 1 ? element.children[0] : undefined;
  if (child) entries.push({ key: 'children', value: child, get start() { return child.start; }, get end() { return child.end; } });
  return { kind: 'object', entries, get start() { return element.start; }, get end() { return element.end; } };
}

/** `dangerouslySetInnerHTML={{ __html: value }}`, `srcDoc={value}`. */
function attributeSink(machine: Machine, name: string, value: Value, node: Expression): void {
  if (machine.isShallow) return;
  const inner = memberOf(machine, value, '__html');
  for (const [path, at, arrived] of [[name, node, value], [`${name}.__html`, innerNode(node), inner]] as const) {
    for (const fact of machine.facts.propertySinks(path)) {
      const sink: SinkSite = { id: startId(machine.module, node), module: machine.module, at, name, call: undefined, value: at };
      machine.reach(fact.family, sink, deepTaints(arrived));
    }
  }
}

function innerNode(node: Expression): Expression {
  return node.kind === 'object' ? node.entries.find((entry) => entry.key === '__html')?.value ?? node : node;
}
