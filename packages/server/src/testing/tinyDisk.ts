import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const mount = (folder: string, options: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;

/** Whether this machine lets us mount a disk of our own (it takes root). */
export const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  const probe = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return probe.status === 0;
})();

/** A real disk of its own, at most `kilobytes` large, unmounted when the test has finished. */
export function tinyDisk(kilobytes: number): { folder: string; remount: (how: 'ro' | 'rw') => void } {
  const folder = temporaryFolder();
  if (!mount(folder, `size=${kilobytes}k`)) throw new Error('a tmpfs cannot be mounted here');
  onTestFinished(() => {
    spawnSync('umount', [folder]);
  });
  return {
    folder,
    remount(how) {
      if (!mount(folder, `remount,${how}`)) throw new Error(`the tmpfs cannot be made ${how}`);
    },
  };
}
