import type { LanguageId, Program } from '../../program/program';
import type { Adapter } from '../adapter';
import { ProgramBuilder } from '../builder';
import type { Syntax } from '../syntax';
import { addComments } from './comments';
import { directivesOf } from './functions';
import { Lowering } from './lowering';

/** JavaScript and TypeScript, with and without JSX. */
export const javascriptAdapter: Adapter = {
  lower(syntax: Syntax, language: LanguageId): Program {
    const builder = new ProgramBuilder();
    const lowering = new Lowering(syntax, builder);
    const root = 0;
    const body = lowering.statementsIn(root);
    addComments(syntax, builder);
    for (const directive of directivesOf(lowering, root)) builder.addDirective(directive);
    return builder.finish(language, body, syntax.hasErrors);
  },
};
