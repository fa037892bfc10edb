import { parameterName } from './functions';
import type { FunctionUnit } from './units';
import type { FunctionRef, GivenArguments, Value } from './value';

/** What decorators made of a function stands for it: whoever calls it goes by the parameters of that one. */
export function standingFor(made: Value, plain: Value): Value {
  const [wrapped, ...others] = plain.refs.flatMap((ref) => (ref.kind === 'function' ? [ref.unit] : []));
  if (!wrapped || others.length > 0) return made;
  return { ...made, refs: made.refs.map((ref) => (ref.kind === 'function' && ref.unit !== wrapped ? { ...ref, wraps: wrapped } : ref)) };
}

/**
 * `wrapper(*args, **kwargs)`: a framework gives it what the function behind it takes, by name where the
 * wrapper hands on names. `own` is what its own parameters get, `inner` what those of that function get.
 */
export function behindWrapper({ unit }: FunctionRef, own: GivenArguments, wrapped: FunctionUnit, inner: GivenArguments): GivenArguments {
  const takesNames = unit.node.parameters.some(({ rest }) => rest === 'dict');
  const positional = takesNames ? own.positional : [...own.positional, ...inner.positional.slice(own.positional.length)];
  const named = new Map([...own.named, ...inner.named]);
  if (takesNames) {
    const taken = new Set(unit.node.parameters.map(parameterName));
    const names = wrapped.node.parameters.flatMap((parameter, index) => (parameter.rest || parameter.isKeywordOnly ? [] : [parameterName(parameter, index)]));
    for (const [index, value] of inner.positional.entries()) {
      const name = names[index];
      if (name !== undefined && !taken.has(name)) named.set(name, value);
    }
  }
  return { positional, named, rest: inner.rest, ...(inner.options ? { options: inner.options } : {}) };
}
