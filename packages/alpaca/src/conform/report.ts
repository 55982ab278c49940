/** The outcome of a check for people: a table of what is wrong and why it matters, as text or as one HTML page. */
import { deviceTypes } from '../deviceTypes.ts';
import type { CheckReport } from './checkDevice.ts';
import type { Finding, Outcome } from './finding.ts';
import { rules } from './rules.ts';

export type Tally = Readonly<Record<Outcome, number>>;

export function tally(findings: readonly Finding[]): Tally {
  const counts = { ok: 0, info: 0, slow: 0, issue: 0, error: 0, skipped: 0 };
  for (const { outcome } of findings) counts[outcome]++;
  return counts;
}

/** Where ASCOM defines the member that a finding is about; the list of interfaces when it is about none. */
export function definitionOf(report: Pick<CheckReport, 'type'>, finding: Finding): string {
  const { name, members } = deviceTypes[report.type];
  const member = finding.subject.match(/[A-Z]\w+/)?.[0] ?? '';
  if (finding.rule.startsWith('protocol.') || finding.rule.startsWith('management.'))
    return 'https://ascom-standards.org/api/';
  const base = `https://ascom-standards.org/newdocs/${name.toLowerCase()}.html`;
  return member in members ? `${base}#${name}.${member}` : base;
}

/** "error  BinX(0): A value outside the range is refused ...; found: done" and why, for all that is not right. */
export function reportText(reports: readonly CheckReport[]): string {
  return `${reports.map(deviceText).join('\n\n')}\n`;
}

function deviceText(report: CheckReport): string {
  const counts = tally(report.findings);
  const head = `${deviceTypes[report.type].name} ${report.number}${report.name ? ` (${report.name})` : ''}: ${report.findings.length} checks, ${counts.error} errors, ${counts.issue} issues, ${counts.slow} slow, ${counts.skipped} skipped`;
  const wrong = report.findings.filter(
    ({ outcome }) => outcome === 'error' || outcome === 'issue' || outcome === 'slow',
  );
  const lines = wrong.flatMap((finding) => [
    `  ${finding.outcome.padEnd(5)} ${finding.subject}: ${finding.found}`,
    `        Rule ${finding.rule}: ${rules[finding.rule].title}. ${rules[finding.rule].why}`,
    `        ${definitionOf(report, finding)}`,
  ]);
  return [head, ...lines].join('\n');
}

/** One self-contained page: no scripts, nothing fetched, readable by day and by night. */
export function reportHtml(reports: readonly CheckReport[], title: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td { padding: .3rem .6rem; vertical-align: top; border-top: 1px solid #8884; overflow-wrap: anywhere; }
.error { font-weight: 700; } .why { opacity: .75; }
</style></head><body>
<h1>${escaped(title)}</h1>
${reports.map(deviceHtml).join('\n')}
</body></html>
`;
}

function deviceHtml(report: CheckReport): string {
  const counts = tally(report.findings);
  const order: Outcome[] = ['error', 'issue', 'slow', 'info', 'skipped'];
  const shown = report.findings
    .filter(({ outcome }) => outcome !== 'ok')
    .sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const rows = shown.map((finding) => {
    const rule = rules[finding.rule];
    return `<tr><td class="${finding.outcome}">${finding.outcome}</td><td>${escaped(finding.subject)}</td><td>${escaped(finding.found)}</td><td>${escaped(rule.title)}.<br><span class="why">${escaped(rule.why)} <a href="${definitionOf(report, finding)}">Definition</a></span></td></tr>`;
  });
  const verdict =
    counts.error + counts.issue === 0 ? 'It conforms.' : `${counts.error} errors, ${counts.issue} issues.`;
  return `<h2>${escaped(deviceTypes[report.type].name)} ${report.number}: ${escaped(report.name)}</h2>
<p>${verdict} ${report.findings.length} checks, ${counts.ok} in order, ${counts.slow} slow, ${counts.skipped} skipped.</p>
<table>${rows.join('\n')}</table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
