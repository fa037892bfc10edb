import type { LanguageId, Program } from '../program/program';
import type { Syntax } from './syntax';

/** One language: turns its syntax into the program. The only code that may name node types. */
export interface Adapter {
  /** Lowers a whole file. Total: broken syntax gives a smaller program, never an error. */
  lower(syntax: Syntax, language: LanguageId): Program;
}
