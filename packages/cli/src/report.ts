import type { Terminal } from './terminal.ts';

/** Plain data, sent as JSON. */
export interface Event {
  readonly event: string;
  readonly [key: string]: unknown;
}

/** How a command tells what happens: for a person or, with --json, for a program. */
export interface Report {
  /** Something happened: one JSON object on standard output, or `text` for a person. */
  event(event: Event, text?: string): void;
  /** A result on standard output, for a person or the next program of a pipe; nothing with --json. */
  result(line: string): void;
  /** How it is going on: a line that changes on a screen, a new line where `text` without its numbers is new. */
  progress(text: string, event?: Event): void;
}

export function report({ out, err, live }: Terminal, json: boolean): Report {
  let showing = false;
  let last = '';
  const clear = () => {
    if (showing) err('\r\u001b[K');
    showing = false;
  };
  return {
    event(event, text) {
      clear();
      if (json) out(`${JSON.stringify(event)}\n`);
      else if (text !== undefined) err(`${text}\n`);
    },
    result(line) {
      clear();
      if (!json) out(`${line}\n`);
    },
    progress(text, event) {
      if (json) {
        if (event) out(`${JSON.stringify(event)}\n`);
        return;
      }
      if (live) {
        err(`\r\u001b[K${text}`);
        showing = true;
        return;
      }
      const words = text.replace(/\d+(\.\d+)? ?(s|%)( left)?/g, '');
      if (words !== last) err(`${text}\n`);
      last = words;
    },
  };
}
