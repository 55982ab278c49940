/** The outcome of a check as text for people, and as JSON for programs. */
import { deviceTypes } from '../deviceTypes.ts';
import { commonMembers } from '../members/commonMembers.ts';
import type { CheckReport } from './checkDevice.ts';
import type { Finding, Outcome } from './finding.ts';
import { type RuleName, rules } from './rules.ts';

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
  return member in members || member in commonMembers ? `${base}#${name}.${member}` : base;
}

/** What was asked and found of all that is not right; under it, once, the rule, why it matters and where it stands. */
export function reportText(reports: readonly CheckReport[]): string {
  return `${reports.map(deviceText).join('\n\n')}\n`;
}

function deviceText(report: CheckReport): string {
  const counts = tally(report.findings);
  const head = `${deviceTypes[report.type].name} ${report.number}${report.name ? ` (${report.name})` : ''}: ${counted(report.findings.length, 'check')}, ${counted(counts.error, 'error')}, ${counted(counts.issue, 'issue')}, ${counts.slow} slow, ${counts.skipped} skipped`;
  const lines = byRule(report.findings, wrongOutcomes).flatMap(([rule, findings]) => [
    ...findings.map(({ outcome, subject, found }) => `  ${outcome.padEnd(5)} ${subject}: ${found}`),
    `        Rule ${rule}: ${rules[rule].title}. ${rules[rule].why}`,
    ...new Set(findings.map((finding) => `        ${definitionOf(report, finding)}`)),
  ]);
  return [head, ...lines].join('\n');
}

/** The same for a program: every finding, and of what is not right the rule in words and where it is defined. */
export function reportJson(reports: readonly CheckReport[]): string {
  const explained = reports.map((report) => ({
    ...report,
    tally: tally(report.findings),
    findings: report.findings.map((finding) => {
      const { title, why } = rules[finding.rule];
      return wrongOutcomes.includes(finding.outcome)
        ? { ...finding, title, why, definition: definitionOf(report, finding) }
        : finding;
    }),
  }));
  return `${JSON.stringify(explained, null, 1)}\n`;
}

/** What has to be mended, the worst first. */
export const wrongOutcomes: readonly Outcome[] = ['error', 'issue', 'slow'];

/** The findings with one of these outcomes, rule by rule, in the order of the outcomes. */
export function byRule(findings: readonly Finding[], outcomes: readonly Outcome[]): [RuleName, readonly Finding[]][] {
  const groups = new Map<RuleName, Finding[]>();
  for (const wanted of outcomes)
    for (const finding of findings)
      if (finding.outcome === wanted) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return [...groups];
}

/** "It conforms." or what is wrong. */
export function verdictOf({ error, issue }: Tally): string {
  if (error + issue === 0) return 'It conforms.';
  return `It does not conform: ${counted(error, 'error')}, ${counted(issue, 'issue')}.`;
}

/** "1 error", "2 errors". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
