import type { Expression } from '../program/program';
import type { Symbol } from './symbol';

/*
 * Classes that only a caller names: `output_format: type[T]`. Which fields it takes and whether it looks
 * at them, the class says itself once it is known.
 */

const classes = /(class|cls|model|schema|type|record|dto)s?$/i;

/** Whether what is called by this name, or stands for this parameter, is a class. */
export function isGivenClass(symbol: Symbol, name: string): boolean {
  if (classes.test(name) || (symbol.parent === undefined && classes.test(symbol.name))) return true;
  const index = symbol.parent === undefined ? Number(symbol.key.slice(symbol.key.lastIndexOf(':') + 1)) : NaN;
  const annotation = symbol.of.node?.parameters[index]?.annotation;
  return annotation !== undefined && namesClass(annotation);
}

/** `type[T]`, `Type[T] | None`, `Optional[Type[T]]`. */
function namesClass(annotation: Expression): boolean {
  switch (annotation.kind) {
    case 'binary': return namesClass(annotation.left) || namesClass(annotation.right);
    case 'index': {
      const name = lastName(annotation.object);
      return name === 'type' || name === 'Type' || (/^(Optional|Annotated|Union)$/.test(name) && partsOf(annotation.index).some(namesClass));
    }
    default: return false;
  }
}

function partsOf(index: Expression): readonly Expression[] {
  return index.kind === 'list' ? index.items : [index];
}

function lastName(expression: Expression): string {
  return expression.kind === 'name' ? expression.name : expression.kind === 'member' ? expression.property : '';
}
