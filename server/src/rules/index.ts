// Generated from the files of this folder by npm run generate.
import type { Rule } from './define';
import { hardcodedApiKey } from './hardcoded-api-key';
import { modelOutputToCode } from './model-output-to-code';
import { modelOutputToDeserializer } from './model-output-to-deserializer';
import { modelOutputToDispatch } from './model-output-to-dispatch';
import { modelOutputToFilePath } from './model-output-to-file-path';
import { modelOutputToHtml } from './model-output-to-html';
import { modelOutputToShell } from './model-output-to-shell';
import { modelOutputToSql } from './model-output-to-sql';
import { modelOutputToTemplate } from './model-output-to-template';
import { modelOutputToUrl } from './model-output-to-url';
import { personalDataInPrompt } from './personal-data-in-prompt';
import { retrievedTextInSystemPrompt } from './retrieved-text-in-system-prompt';
import { secretInPrompt } from './secret-in-prompt';
import { sensitiveDataInAiLog } from './sensitive-data-in-ai-log';
import { systemPromptDisclosure } from './system-prompt-disclosure';
import { toolArgumentToCode } from './tool-argument-to-code';
import { toolArgumentToFilePath } from './tool-argument-to-file-path';
import { toolArgumentToShell } from './tool-argument-to-shell';
import { toolArgumentToSql } from './tool-argument-to-sql';
import { toolArgumentToUrl } from './tool-argument-to-url';
import { toolResultInSystemPrompt } from './tool-result-in-system-prompt';
import { uncheckedStopReason } from './unchecked-stop-reason';
import { unloggedInference } from './unlogged-inference';
import { untrustedInputInPrompt } from './untrusted-input-in-prompt';
import { untrustedInputInSystemPrompt } from './untrusted-input-in-system-prompt';
import { untrustedPromptTemplate } from './untrusted-prompt-template';
import { unvalidatedModelJson } from './unvalidated-model-json';

/** Every rule, by id. */
export const rules = {
  'hardcoded-api-key': hardcodedApiKey,
  'model-output-to-code': modelOutputToCode,
  'model-output-to-deserializer': modelOutputToDeserializer,
  'model-output-to-dispatch': modelOutputToDispatch,
  'model-output-to-file-path': modelOutputToFilePath,
  'model-output-to-html': modelOutputToHtml,
  'model-output-to-shell': modelOutputToShell,
  'model-output-to-sql': modelOutputToSql,
  'model-output-to-template': modelOutputToTemplate,
  'model-output-to-url': modelOutputToUrl,
  'personal-data-in-prompt': personalDataInPrompt,
  'retrieved-text-in-system-prompt': retrievedTextInSystemPrompt,
  'secret-in-prompt': secretInPrompt,
  'sensitive-data-in-ai-log': sensitiveDataInAiLog,
  'system-prompt-disclosure': systemPromptDisclosure,
  'tool-argument-to-code': toolArgumentToCode,
  'tool-argument-to-file-path': toolArgumentToFilePath,
  'tool-argument-to-shell': toolArgumentToShell,
  'tool-argument-to-sql': toolArgumentToSql,
  'tool-argument-to-url': toolArgumentToUrl,
  'tool-result-in-system-prompt': toolResultInSystemPrompt,
  'unchecked-stop-reason': uncheckedStopReason,
  'unlogged-inference': unloggedInference,
  'untrusted-input-in-prompt': untrustedInputInPrompt,
  'untrusted-input-in-system-prompt': untrustedInputInSystemPrompt,
  'untrusted-prompt-template': untrustedPromptTemplate,
  'unvalidated-model-json': unvalidatedModelJson,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof rules;
