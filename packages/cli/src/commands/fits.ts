import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { fitsBadPixelsCommand } from './fitsBadPixels.ts';
import { fitsConvertCommand } from './fitsConvert.ts';
import { fitsHeaderCommand } from './fitsHeader.ts';
import { fitsPackCommand, fitsUnpackCommand } from './fitsPack.ts';
import { fitsVerifyCommand } from './fitsVerify.ts';

export function fitsCommand(terminal: Terminal): Command {
  const fits = new Command('fits').description('Looks into files of frames, and makes other files of them.');
  for (const command of [
    fitsHeaderCommand,
    fitsVerifyCommand,
    fitsConvertCommand,
    fitsPackCommand,
    fitsUnpackCommand,
    fitsBadPixelsCommand,
  ]) {
    fits.addCommand(command(terminal));
  }
  return fits;
}
