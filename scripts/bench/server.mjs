import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { WARM_UP, insertedText, positionAt } from './keystrokes.mjs';
import { productFolder } from './product.mjs';

const require = createRequire(import.meta.url);

/**
 * Times keystrokes in the shipped server, from the notification to the answer, for a large text
 * (`large`) and for a text of one line (`waits`: the debounce and the way there and back).
 */
export async function timeServer({ language, name, text, steps }) {
  const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require('vscode-languageserver/node');
  const server = spawn(process.execPath, [join(productFolder, 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.listen();
  await client.sendRequest('initialize', {
    processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } },
  });
  await client.sendNotification('initialized', {});
  const small = { before: '', after: 'x', edit: { start: 0, oldEnd: 0, newEnd: 1 } };
  const back = { before: 'x', after: '', edit: { start: 0, oldEnd: 1, newEnd: 0 } };
  const waits = await timeDocument(client, { language, name: `small-${name}`, text: '', steps: [small, back, small, back, small, back] });
  const large = await timeDocument(client, { language, name, text, steps });
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  await once(server, 'exit');
  client.dispose();
  return { waits, large };
}

async function timeDocument(client, { language, name, text, steps }) {
  const uri = `untitled:${name}`;
  const pull = () => client.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: language, version: 1, text } });
  await pull();
  const times = [];
  let version = 1;
  for (const step of [...steps.slice(0, WARM_UP), ...steps]) {
    const change = { range: rangeOf(step), text: insertedText(step) };
    const start = performance.now();
    await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [change] });
    await pull();
    times.push(performance.now() - start);
  }
  return times.slice(Math.min(WARM_UP, steps.length));
}

function rangeOf({ before, edit }) {
  const at = (offset) => {
    const { row, column } = positionAt(before, offset);
    return { line: row, character: column };
  };
  return { start: at(edit.start), end: at(edit.oldEnd) };
}
