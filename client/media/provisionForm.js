// @ts-check
/* The script of the provision's page: tells the extension what was answered, and shows what has changed. */
(() => {
  // @ts-expect-error the editor gives this to its pages
  const editor = acquireVsCodeApi();
  const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
  const names = ['reason', 'owner', 'date', 'notes', 'links'];
  const restMilliseconds = 600;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const waiting = new Map();

  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (document.getElementById(name));
  /** @param {string} name */
  const element = (name) => /** @type {HTMLElement} */ (document.getElementById(name));

  /** @param {string} name @param {string} value */
  function tell(name, value) {
    element('saved').textContent = '';
    const lines = value.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    editor.postMessage({ type: 'answer', id: form.dataset.provision, field: name, value: name === 'links' ? lines : value });
  }

  /** @param {string} name */
  function tellNow(name) {
    clearTimeout(waiting.get(name));
    if (waiting.delete(name)) tell(name, field(name).value);
  }

  for (const name of names) {
    field(name).addEventListener('input', () => {
      clearTimeout(waiting.get(name));
      waiting.set(name, setTimeout(() => tellNow(name), restMilliseconds));
    });
    field(name).addEventListener('change', () => tellNow(name));
  }
  window.addEventListener('pagehide', () => names.forEach(tellNow));

  form.addEventListener('change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.name !== 'status') return;
    showReason(input.value);
    tell('status', input.value);
    if (input.value === 'not-applicable' && field('reason').value === '') field('reason').focus();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  element('undo').addEventListener('click', () => editor.postMessage({ type: 'undo' }));

  /** @param {string} status */
  function showReason(status) {
    element('reason-field').hidden = status !== 'not-applicable';
  }

  window.addEventListener('message', ({ data }) => {
    if (data.id !== form.dataset.provision) return;
    // The extension has escaped these; nothing of them runs, since scripts need the page's nonce.
    if (element('evidence').innerHTML !== data.evidence) element('evidence').innerHTML = data.evidence;
    element('problem').innerHTML = data.problem;
    element('link-list').innerHTML = data.links;
    /** @type {HTMLFieldSetElement} */ (element('fields')).disabled = data.isBroken;
    for (const name of names) {
      // What somebody is typing is newer than what was saved.
      if (!waiting.has(name) && field(name).value !== data.fields[name] && document.activeElement !== field(name)) field(name).value = data.fields[name];
    }
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name=status]'))) radio.checked = radio.value === data.fields.status;
    showReason(data.fields.status);
    if (data.saved) element('saved').textContent = data.saved;
  });
})();
