/** The report as one page on its own: no script, nothing loaded from elsewhere, light, dark and on paper. */
import { escapeHtml as text, wordsToHtml as words } from '../../lint/escape';
import { settledIn, totalIn } from '../assess';
import { placeInWords } from '../checklistFile';
import { kindName } from '../inventory/describe';
import { coverageTable, legend, tallyWords, trendChart } from './charts';
import { provisionSections } from './htmlProvisions';
import type { AssuranceReport } from './report';
import { reportStyle } from './style';
import { examinedWords, noteWords, placeHtml, principleTitles } from './words';

export function reportHtml(report: AssuranceReport): string {
  const title = `AI security assurance: ${report.project}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<p class="kicker">AI security assurance report</p>
<h1>${text(report.project)}</h1>
<p>${text(report.date)} · against the UK <a href="${text(report.code.url)}">${text(report.code.title)}</a> · numbers in brackets are those of ${text(report.code.etsi)}</p>
</header>
${contents(report)}
<main>
${[summary, coverage, trend, actions, findings, inventory, provisionSections, examined].map((part) => part(report)).filter(Boolean).join('\n')}
</main>
<footer>Made by principled ${text(report.tool.version)} on this machine from the checklist, the code and the files of the folder. The summaries of provisions are paraphrases; only the Code itself counts.</footer>
</body>
</html>
`;
}

function contents({ inventory }: AssuranceReport): string {
  const parts = [
    ['coverage', 'Coverage'], ['trend', 'Trend'], ['actions', 'Open actions'], ['findings', 'Findings'],
    ...(inventory ? [['inventory', 'AI inventory']] : []), ['provisions', 'Provisions'], ['examined', 'What was examined'],
  ];
  return `<nav aria-label="Contents"><ul>${parts.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('')}</ul></nav>`;
}

function summary(report: AssuranceReport): string {
  const { all, requirements } = report.coverage;
  const found = report.findings.flatMap((it) => it.findings);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const contradictions = report.actions.filter(({ kind }) => kind === 'contradiction').length;
  const ownerless = report.actions.filter(({ owner }) => owner === undefined).length;
  const card = (figure: string, label: string, more: string): string =>
    `<li><span class="figure">${figure}</span> <span class="label">${label}</span> <span class="more">${more}</span></li>`;
  const problem = report.checklistProblem
    ? `<p class="warning" role="note"><strong>The checklist could not be read.</strong> ${words(placeInWords(report.checklistProblem))}. All provisions count as not answered.</p>` : '';
  const notes = noteWords(report).map((it) => `<li>${words(it)}</li>`);
  return `<section aria-label="Summary">
${problem}<ul class="cards">
${card(`${settledIn(requirements)}<small> of ${totalIn(requirements)}</small>`, 'requirements settled', `${settledIn(all)} of all ${totalIn(all)} provisions`)}
${card(String(found.length), found.length === 1 ? 'open finding' : 'open findings', errors === 1 ? '1 is an error' : `${errors} are errors`)}
${card(String(contradictions), contradictions === 1 ? 'contradicted answer' : 'contradicted answers', 'the code or the files say otherwise')}
${card(String(report.actions.length), report.actions.length === 1 ? 'open action' : 'open actions', `${ownerless} without an owner`)}
</ul>
${notes.length > 0 ? `<div class="warning" role="note"><p>In the checklist file, these entries do not count:</p><ul>${notes.join('')}</ul></div>` : ''}</section>`;
}

function coverage(report: AssuranceReport): string {
  const titles = principleTitles(report);
  const principles = report.coverage.principles.map(({ number, tally }) => ({
    label: `<a href="#principle-${number}"><span class="number">${number}</span> ${text(titles.get(number) ?? '')}</a>`, tally,
  }));
  const named = (rows: AssuranceReport['coverage']['phases']): { label: string; tally: typeof rows[number]['tally'] }[] =>
    rows.map(({ name, tally }) => ({ label: text(name), tally }));
  return `<section id="coverage"><h2>Coverage</h2>
<p>Settled means met, or not applicable. So far: ${tallyWords(report.coverage.all)}.</p>
${legend()}
${coverageTable('By principle', 'Principle', principles)}
${coverageTable('By phase of the life cycle', 'Phase', named(report.coverage.phases))}
${coverageTable('By role', 'Role', named(report.coverage.roles))}
</section>`;
}

function trend({ trend: { since, better, worse, ...rest }, coverage: { all } }: AssuranceReport): string {
  const list = (title: string, items: readonly string[]): string =>
    (items.length === 0 ? '' : `<h3>${title}</h3><ul>${items.map((it) => `<li>${words(it)}</li>`).join('')}</ul>`);
  const first = '<p>This is the first report of this folder. Later ones are compared with it.</p>';
  const unchanged = better.length + worse.length === 0 ? `<p>Nothing has changed since the report of ${text(since ?? '')}.</p>` : '';
  const body = since === undefined ? first : `${unchanged}${list(`Worse since ${text(since)}`, worse)}${list(`Better since ${text(since)}`, better)}`;
  return `<section id="trend"><h2>Trend</h2>\n${trendChart({ better, worse, ...rest }, totalIn(all))}\n${body}</section>`;
}

function actions({ actions: open }: AssuranceReport): string {
  if (open.length === 0) return '<section id="actions"><h2>Open actions</h2><p>None: nothing is marked as not met or partly met, and nothing was found.</p></section>';
  const rows = open.map(({ provision, level, text: what, owner, notes }) => `<tr>
<td data-label="Provision"><a href="#provision-${provision}">${provision}</a> <span class="quiet">${level}</span></td>
<td data-label="Action">${words(what)}${notes === undefined ? '' : `<br><span class="quiet">${text(notes)}</span>`}</td>
<td data-label="Owner">${owner === undefined ? '<span class="quiet">nobody yet</span>' : text(owner)}</td></tr>`);
  return `<section id="actions"><h2>Open actions</h2>
<table class="rows"><thead><tr><th scope="col">Provision</th><th scope="col">Action</th><th scope="col">Owner</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`;
}

function findings(report: AssuranceReport): string {
  const titles = principleTitles(report);
  const groups = report.findings.map(({ principle, findings: found }) => {
    const rows = found.map(({ severity, confidence, message, provisions, ...place }) => `<tr>
<td data-label="Severity"><span class="severity ${severity}">${severity}</span></td>
<td data-label="Finding">${words(message)}<br><span class="quiet">${confidence} · ${provisions.map((it) => `<a href="#provision-${text(it)}">${text(it)}</a>`).join(', ')}</span></td>
<td data-label="Place">${placeHtml(place)}</td></tr>`);
    return `<h3>${principle}. ${text(titles.get(principle) ?? '')}</h3>
<table class="rows findings"><thead><tr><th scope="col">Severity</th><th scope="col">Finding</th><th scope="col">Place</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
  });
  const body = groups.length > 0 ? groups.join('\n') : '<p>No open findings. That is no proof that the code is secure; see what was examined.</p>';
  return `<section id="findings"><h2>Findings by principle</h2>\n${body}</section>`;
}

function inventory({ inventory: listed }: AssuranceReport): string {
  if (!listed) return '';
  if (listed.assets.length === 0) return '<section id="inventory"><h2>AI inventory</h2><p>No AI assets were found in the code.</p></section>';
  const rows = listed.assets.map(({ kind, name, detail, places: [first], isFixedVersion }) => `<tr>
<td data-label="Kind">${text(kindName(kind))}</td>
<td data-label="Name">${text(name)}${isFixedVersion === false ? ' <span class="quiet">no fixed version</span>' : ''}</td>
<td data-label="Detail">${text(detail)}</td>
<td data-label="Place">${first ? placeHtml(first) : ''}</td></tr>`);
  return `<section id="inventory"><h2>AI inventory</h2>
<table class="rows"><thead><tr><th scope="col">Kind</th><th scope="col">Name</th><th scope="col">Detail</th><th scope="col">Place</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`;
}

function examined(report: AssuranceReport): string {
  return `<section id="examined"><h2>What was examined, and what was not</h2>
<ul>${examinedWords(report).map((it) => `<li>${words(it)}</li>`).join('')}</ul></section>`;
}
