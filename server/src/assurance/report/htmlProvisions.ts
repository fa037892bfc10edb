import { escapeHtml as text, wordsToHtml as words } from '../../lint/escape';
import { tallyOf } from '../assess';
import type { Evidence } from '../evidence';
import { answerWords, settledWords, type AssuranceReport, type ReportedProvision } from './report';
import { bearingWords, linkTarget, placeHtml } from './words';

/** Every provision with the team's answer and what was gathered, by principle. */
export function provisionSections({ principles }: AssuranceReport): string {
  const parts = principles.map(({ number, title, etsi, provisions }) => `<section class="principle" id="principle-${number}">
<h3>${number}. ${text(title)} <span class="quiet">(${text(etsi)}) · ${settledWords(tallyOf(provisions))}</span></h3>
${provisions.map(provisionArticle).join('\n')}
</section>`);
  return `<section id="provisions"><h2>Provisions</h2>\n${parts.join('\n')}\n</section>`;
}

function provisionArticle(provision: ReportedProvision): string {
  const { id, etsi, level, summary, answer, evidence, contradictions } = provision;
  const about = [answer.owner === undefined ? '' : `Owner: ${text(answer.owner)}`, answer.date === undefined ? '' : `Answered ${text(answer.date)}`];
  const said = [answer.reason, answer.notes].filter((it) => it !== undefined);
  return `<article id="provision-${id}" class="provision">
<h4><span class="status ${answer.status ?? 'unanswered'}">${answerWords(answer)}</span> ${id} <span class="quiet">(${text(etsi)}) · ${level}</span></h4>
<p>${text(summary)}</p>
${contradictions.map((it) => `<p class="warning">${words(it)}</p>`).join('')}
${said.map((it) => `<p class="said">${it.split(/\r?\n/).map(text).join('<br>')}</p>`).join('')}
${about.some(Boolean) ? `<p class="quiet">${about.filter(Boolean).join(' · ')}</p>` : ''}
${answer.links ? `<ul class="links">${answer.links.map((it) => `<li>${link(it)}</li>`).join('')}</ul>` : ''}
${evidence.length > 0 ? `<ul class="evidence">${evidence.map(evidenceItem).join('')}</ul>` : ''}
</article>`;
}

function evidenceItem({ bearing, text: what, places, count, kind }: Evidence): string {
  const shown = kind === 'document' ? places.slice(1) : places;
  const more = count > places.length ? [`and ${count - places.length} more`] : [];
  const where = [...shown.map((it) => placeHtml(it)), ...more].join(', ');
  return `<li class="${bearing}"><span class="mark">${bearingWords[bearing]}</span> ${words(what)}${where === '' ? '' : ` <span class="quiet">${where}</span>`}</li>`;
}

/** Only web addresses become links: a path has no place in a page that is sent around. */
function link(given: string): string {
  const address = linkTarget(given);
  return address === undefined ? `<code>${text(given)}</code>` : `<a href="${text(address)}" rel="noreferrer">${text(given)}</a>`;
}
