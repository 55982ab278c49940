import { InvalidInput } from '@uraniborg/core';

/** The longest line that PHD2 has a reason to send holds an image of a star, some tens of kilobytes. */
const MOST_BYTES = 1 << 20;

/** Lines of UTF-8 out of bytes that are cut anywhere. @returns what takes the bytes; it throws InvalidInput at a line without end */
export function lineReader(line: (text: string) => void, most = MOST_BYTES): (bytes: Uint8Array) => void {
  let begun: Uint8Array[] = [];
  let length = 0;
  const keep = (bytes: Uint8Array) => {
    length += bytes.length;
    if (length > most) throw new InvalidInput(`a line of more than ${most} bytes`);
    begun.push(bytes.slice());
  };
  return (bytes) => {
    let from = 0;
    for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, from)) {
      keep(bytes.subarray(from, end));
      const text = Buffer.concat(begun).toString('utf8').trim();
      begun = [];
      length = 0;
      from = end + 1;
      if (text !== '') line(text);
    }
    if (from < bytes.length) keep(bytes.subarray(from));
  };
}

const NEW_LINE = 10;
