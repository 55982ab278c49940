import type { Card } from '@uraniborg/formats';
import { Command } from 'commander';
import { partArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface HeaderOptions {
  hdu?: number | string;
  search?: string;
  json?: boolean;
}

export function fitsHeaderCommand(terminal: Terminal): Command {
  return new Command('header')
    .description('Shows the headers of a file, of every part of a FITS or XISF file.')
    .argument('<file>', FRAME_FILE)
    .option('--hdu <part>', 'only this part of a FITS or XISF file, by number or name', partArgument)
    .option('--search <text>', 'only cards with this in their keyword, value or comment')
    .option('--json', 'one JSON object for each part of the file')
    .action((file: string, options: HeaderOptions) => show(file, options, terminal));
}

async function show(file: string, options: HeaderOptions, terminal: Terminal): Promise<void> {
  const { readHeaders } = await import('@uraniborg/server/frames');
  const { cardLine } = await import('@uraniborg/formats');
  const { event, result } = report(terminal, options.json ?? false);
  const parts = await readHeaders(file, { hdu: options.hdu });
  const wanted = options.search?.toLowerCase();
  const shown = (each: Card) => wanted === undefined || cardLine(each).toLowerCase().includes(wanted);
  let found = 0;
  for (const { index, kind, name, axes, header } of parts) {
    const cards = header.filter(shown);
    found += cards.length;
    const size = axes.length === 0 ? 'no data' : axes.join(' x ');
    event(
      { event: 'part', index, kind, name, axes, cards: cards.map(plain) },
      parts.length > 1 && cards.length > 0 ? `Part ${index}${name ? ` ${name}` : ''}: ${kind}, ${size}` : undefined,
    );
    for (const each of cards) result(cardLine(each));
  }
  if (found === 0) event({ event: 'nothing' }, wanted === undefined ? 'It has no header' : `No card has "${wanted}"`);
}

/** JSON has no whole numbers beyond 2^53: those are sent as text, with every digit. */
function plain({ keyword, value, comment }: Card) {
  return { keyword, value: typeof value === 'bigint' ? String(value) : value, comment };
}
