import { instantText } from '@uraniborg/core';
import { card, type Frame, type Recording } from '@uraniborg/formats';

/** One frame of a recording, with what the recording says of it as a header. */
export async function frameOfRecording(recording: Recording, index: number): Promise<Frame> {
  const { notes, bayer } = recording;
  const time = await recording.time(index);
  const text = (keyword: string, value: string | undefined, comment: string) =>
    value === undefined || value === '' ? [] : [card(keyword, value, comment)];
  return {
    pixels: await recording.pixels(index),
    header: [
      ...text('OBSERVER', notes.observer, 'observer'),
      ...text('TELESCOP', notes.telescope, 'telescope'),
      ...text('INSTRUME', notes.instrument, 'camera'),
      ...text('DATE-OBS', time && instantText(time), '[UTC] as the recording says'),
      ...text('BAYERPAT', bayer, 'colours of the first pixels'),
    ],
  };
}
