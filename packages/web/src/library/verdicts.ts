import type { FrameSummary, Verdict } from '@uraniborg/api';
import { run } from '../observatory/command.ts';
import { observatoryState } from '../observatory/observatory.ts';
import { notify } from '../shell/notices.ts';

/** What was said in this page, the last at the end, to be taken back. */
const said: { id: string; before: Verdict | null }[] = [];

/** Says it; saying the same again takes it back. */
export async function judge(frame: FrameSummary | null, verdict: Verdict): Promise<void> {
  if (!frame) return;
  if (await run('frame.judge', { frame: frame.id, verdict: frame.verdict === verdict ? null : verdict }))
    said.push({ id: frame.id, before: frame.verdict });
}

/** Takes the last verdict back. Answers with the frame it was about. */
export async function undoVerdict(): Promise<string | null> {
  const last = said.pop();
  if (!last) {
    notify('info', 'Nothing to take back');
    return null;
  }
  const known = observatoryState()?.frames.some(({ id }) => id === last.id);
  if (!known) return null;
  await run('frame.judge', { frame: last.id, verdict: last.before });
  return last.id;
}
