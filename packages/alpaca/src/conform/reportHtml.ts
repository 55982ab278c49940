/** The outcome of a check as one self-contained page: no scripts, nothing fetched, for a screen, a phone and paper. */
import { deviceTypes } from '../deviceTypes.ts';
import type { CheckReport } from './checkDevice.ts';
import type { Finding, Outcome } from './finding.ts';
import { byRule, counted, definitionOf, tally, verdictOf, wrongOutcomes } from './report.ts';
import { type RuleName, rules } from './rules.ts';

/** What is told of an outcome besides its colour. */
const marks = {
  error: '✗ error',
  issue: '! issue',
  slow: '◷ slow',
  info: 'i note',
  skipped: '– skipped',
  ok: '✓ in order',
} as const satisfies Record<Outcome, string>;
/** More findings than this of one rule are folded away. */
const shownAtOnce = 5;

export function reportHtml(reports: readonly CheckReport[], title: string): string {
  const all = tally(reports.flatMap(({ findings }) => findings));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style></head><body>
<h1>${escaped(title)}</h1>
<p class="verdict">${verdictOf(all)}</p>
${reports.length > 1 ? summary(reports) : ''}
${reports.map(deviceSection).join('\n')}
</body></html>
`;
}

const style = `
:root { color-scheme: light dark; --faint: #6b6b6b; --line: #8884; --error: #b3261e; --issue: #8a5a00; --ok: #1b6e3c;
  font: 16px/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --faint: #a0a0a0; --error: #ff8a80; --issue: #ffc266; --ok: #7fd6a0; } }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 0; }
.verdict { font-size: 1.15rem; font-weight: 600; }
.why, .faint { color: var(--faint); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .9rem .3rem 0; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: break-word; }
th { font-weight: 600; color: var(--faint); }
section.rule { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 1.2rem 0; }
section.error { border-color: var(--error); } section.issue, section.slow { border-color: var(--issue); }
.mark { font-weight: 600; } .mark.error { color: var(--error); } .mark.issue, .mark.slow { color: var(--issue); }
.mark.ok { color: var(--ok); }
section.rule p { margin: .2rem 0; } ul { margin: .4rem 0; padding-left: 1.2rem; }
code { font: .9em ui-monospace, monospace; }
summary { cursor: pointer; padding: .6rem 0; }
@media (max-width: 36rem) { table { width: 100%; font-size: .9rem; } th, td { padding-right: .5rem; } th:nth-child(3), td:nth-child(3), th:nth-child(n+6), td:nth-child(n+6) { display: none; } }
@media print { body { margin: 0; max-width: none; } section.rule { break-inside: avoid; } }
`;

function summary(reports: readonly CheckReport[]): string {
  const rows = reports.map((report) => {
    const counts = tally(report.findings);
    const verdict = counts.error > 0 ? 'error' : counts.issue > 0 ? 'issue' : 'ok';
    const cells = [report.findings.length, counts.error, counts.issue, counts.slow, counts.skipped];
    const verdictText = verdict === 'ok' ? '✓ conforms' : verdict === 'error' ? '✗ errors' : '! issues';
    return `<tr><td><a href="#${anchor(report)}">${escaped(deviceName(report))}</a></td><td class="mark ${verdict}">${verdictText}</td>${cells.map((n) => `<td>${n}</td>`).join('')}</tr>`;
  });
  const head = ['Device', 'Verdict', 'Checks', 'Errors', 'Issues', 'Slow', 'Skipped'];
  return `<div class="scroll"><table><thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function deviceSection(report: CheckReport): string {
  const counts = tally(report.findings);
  const bad = byRule(report.findings, wrongOutcomes);
  const noted = report.findings.filter(({ outcome }) => outcome === 'info' || outcome === 'skipped');
  const right = byRule(report.findings, ['ok']);
  return `<h2 id="${anchor(report)}">${escaped(deviceName(report))}</h2>
<p>${verdictOf(counts)} <span class="faint">${counted(report.findings.length, 'check')}, ${counts.ok} in order, ${counts.slow} slow, ${counts.skipped} skipped.</span></p>
${bad.map(([rule, found]) => ruleSection(report, rule, found)).join('\n')}
${noted.length > 0 ? `<details><summary>${counted(noted.length, 'note')}: what could not be tried</summary>${list(noted, true)}</details>` : ''}
${right.length > 0 ? `<details><summary>${counted(counts.ok, 'check')} in order</summary>${right.map(([rule, ok]) => `<details><summary>${escaped(rules[rule].title)} <span class="faint">(${ok.length})</span></summary>${list(ok)}</details>`).join('\n')}</details>` : ''}`;
}

function ruleSection(report: CheckReport, rule: RuleName, found: readonly Finding[]): string {
  const { title, why, breach } = rules[rule];
  const rest = found.slice(shownAtOnce);
  // A rule of the wire is defined in one place, one of behaviour at each member.
  const links = [...new Set(found.map((finding) => definitionOf(report, finding)))];
  const cited = links.map(
    (link) => `<a href="${link}">${escaped(link.split('#')[1] ?? link.replace('https://', ''))}</a>`,
  );
  return `<section class="rule ${breach}"><h3><span class="mark ${breach}">${marks[breach]}</span> ${escaped(title)}</h3>
<p class="why">${escaped(why)}</p>
${list(found.slice(0, shownAtOnce))}
${rest.length > 0 ? `<details><summary>and ${rest.length} more</summary>${list(rest)}</details>` : ''}
<p class="faint">Rule <code>${rule}</code>, defined at ${cited.join(', ')}</p></section>`;
}

function list(findings: readonly Finding[], marked = false): string {
  const items = findings.map(
    ({ subject, found, outcome }) =>
      `<li>${marked ? `<span class="mark">${marks[outcome]}</span> ` : ''}<code>${escaped(subject)}</code>: ${escaped(found)}</li>`,
  );
  return `<ul>${items.join('\n')}</ul>`;
}

function deviceName({ type, number, name }: CheckReport): string {
  return `${deviceTypes[type].name} ${number}${name ? `: ${name}` : ''}`;
}

function anchor({ type, number }: CheckReport): string {
  return `${type}-${number}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
