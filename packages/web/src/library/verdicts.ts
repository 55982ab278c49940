import type { FrameSummary, Verdict } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { run } from '../observatory/command.ts';
import { observatoryState, subscribe } from '../observatory/observatory.ts';
import { notify } from '../shell/notices.ts';

/** What was said in this page, the last at the end, to be taken back. */
const said: { id: string; before: Verdict | null }[] = [];

// Keys come faster than answers: each waits for the one before it, so that taking back finds what was just said.
let lastKey: Promise<unknown> = Promise.resolve();
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = lastKey.then(act);
  lastKey = mine.catch(() => undefined);
  return mine;
}

/** Says it; saying the same again takes it back. */
export function judge(frame: FrameSummary | null, verdict: Verdict): Promise<void> {
  return inTurn(async () => {
    if (!frame) return;
    const before = verdictOf(frame.id, frame.verdict);
    const next = before === verdict ? null : verdict;
    if (!(await run('frame.judge', { frame: frame.id, verdict: next }))) return;
    said.push({ id: frame.id, before });
    speak(frame.id, next);
  });
}

/** Takes the last verdict back. Answers with the frame it was about. */
export function undoVerdict(): Promise<string | null> {
  return inTurn(async () => {
    const last = said.pop();
    if (!last) {
      notify('info', 'Nothing to take back');
      return null;
    }
    if (await run('frame.judge', { frame: last.id, verdict: last.before })) speak(last.id, last.before);
    return last.id;
  });
}

/** What was said of frames that are too old to be among the newest: the list of them is asked for anew only then and when. */
const spoken = new Map<string, Verdict | null>();
const listeners = new Set<() => void>();
let count = 0;

function speak(id: string, verdict: Verdict | null): void {
  spoken.set(id, verdict);
  count++;
  for (const listener of listeners) listener();
}

let heard = 0;

/** Hears what anybody says, on whatever screen. */
export function followVerdicts(): void {
  const hear = () => {
    const last = observatoryState()?.lastVerdict ?? null;
    const now = last?.count ?? 0;
    if (now === heard) return;
    // While the line was lost more may have been said than is known: the list is what counts then.
    if (now !== heard + 1) spoken.clear();
    heard = now;
    if (last) speak(last.frame, last.verdict);
  };
  subscribe(hear);
  hear();
}

/** Changes with every verdict that is heard. */
export function useSpoken(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => count,
  );
}

/** What is said of a frame now, as far as it is known here; `otherwise` where it is not. */
export function verdictOf(id: string, otherwise: Verdict | null): Verdict | null {
  const frame = observatoryState()?.frames.find((one) => one.id === id);
  return frame ? frame.verdict : (spoken.get(id) ?? (spoken.has(id) ? null : otherwise));
}
