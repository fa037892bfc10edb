/** Names of files that matter to the inventory although they are no source code. */
const promptFile = /(\.(prompt|prompty|prompt\.md|prompt\.ya?ml|instructions\.md)|(^|\/)(AGENTS|CLAUDE|GEMINI)\.md|(^|\/)\.(cursorrules|windsurfrules)|(^|\/)\.github\/copilot-instructions\.md)$|(^|\/)\.cursor\/rules\/[^/]+\.mdc$/;
const inPromptFolder = /(^|\/)(system_?-?prompts?|prompts?|prompt_?-?templates?)\/([^/]+\/)*[^/]+\.(txt|md|j2|jinja2?|tmpl|ya?ml|json|xml|hbs|mustache)$/i;
const readMe = /(^|\/)(readme|licen[cs]e|changelog|contributing)\b[^/]*$/i;
const configuration = /(^|\/)(\.?mcp\.json|claude_desktop_config\.json)$|(^|\/)(\.vscode|\.cursor|\.claude|\.gemini|\.windsurf|\.roo|\.amazonq)\/(mcp|mcp_config|settings|settings\.local)\.json$/;
const modelFile = /\.(gguf|ggml|safetensors|pt|pth|ckpt|onnx|pkl|pickle|joblib|h5|keras|tflite|mlmodel)$/i;

/** A prompt by the conventions of the field. */
export function isPromptFile(path: string): boolean {
  return (promptFile.test(path) || inPromptFolder.test(path)) && !readMe.test(path);
}

/** The configuration of an assistant or client that names MCP servers. */
export function isConfigurationFile(path: string): boolean {
  return configuration.test(path);
}

/** Weights, or something that holds them. */
export function isModelFile(path: string): boolean {
  return modelFile.test(path);
}

export function isInventoryFile(path: string): boolean {
  const named = path.replaceAll('\\', '/');
  return isPromptFile(named) || isConfigurationFile(named) || isModelFile(named);
}

/** Whether code that names a file may mean this one, `below` the workspace; code may start from another folder. */
export function isSameFile(below: string, named: string): boolean {
  const plain = named.replaceAll('\\', '/').replace(/^(\.\.?\/)+/, '');
  return plain !== '' && (below === plain || below.endsWith(`/${plain}`));
}
