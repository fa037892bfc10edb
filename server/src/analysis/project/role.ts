import type { Analysis } from '../analysis';

/** What a file is for, by its place and name: findings about good practice weigh less outside applications. */
export function roleOf(path: string): Analysis['role'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.ipynb$/.test(name)) return 'notebook';
  if (/^(test_.*|.*_test|conftest|tests?)\.py$|\.(test|spec|e2e|cy)\.[mc]?[jt]sx?$/.test(name)) return 'test';
  if (/(^|\/)(tests?|__tests__|specs?|e2e|testing|testdata|fixtures|__fixtures__|__mocks__|mocks)\//.test(path)) return 'test';
  if (/(^|\/)(examples?|samples?|demos?|cookbooks?|tutorials?|docs?|notebooks?|playground)\//.test(path)) return 'example';
  return 'application';
}
