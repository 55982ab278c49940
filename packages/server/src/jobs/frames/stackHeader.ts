import { type Clock, type Instant, instantText } from '@uraniborg/core';
import { cardNumber, cardText, type Header, withCard, withoutCard, withRemark } from '@uraniborg/formats/fits';
import type { StackMethod } from '@uraniborg/imaging';

const OPERATIONS: Record<StackMethod['kind'], string> = {
  mean: 'MEAN',
  sum: 'ADD',
  median: 'MEDIAN',
  kappaSigma: 'KAPPA-SIGMA',
  winsorised: 'WINSORISED',
};

export interface StackFacts {
  readonly method: StackMethod;
  /** Names and headers of the frames in it, the reference first. */
  readonly frames: readonly { readonly name: string; readonly header: Header }[];
  /** It has colour now. */
  readonly debayered: boolean;
  /** Whether they were laid onto the first by their stars. Default true; else it is a master. */
  readonly aligned?: boolean;
  readonly software: string;
  /** What was done to the frames before, as remarks. */
  readonly remarks: readonly string[];
}

/**
 * The header of a stack: that of the reference frame, on which all others lie, with how many there are, the time of each
 * (STACKEXP) and of all (LIVETIME). EXPTIME stays that of one frame, whose brightness the stack has, except in a sum.
 */
export function stackHeader({ method, frames, ...facts }: StackFacts, clock: Pick<Clock, 'now'>): Header {
  const seconds = frames.flatMap(({ header }) => cardNumber(header, 'EXPTIME') ?? cardNumber(header, 'EXPOSURE') ?? []);
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const known = seconds.length === frames.length;
  const first = frames.flatMap(({ header }) => cardText(header, 'DATE-OBS') ?? []).sort()[0];
  const written: Pick<Instant, 'ns'> = { ns: BigInt(Math.round(clock.now())) * 1_000_000n };
  let header: Header = frames[0]?.header ?? [];
  header = withoutCard(header, 'DATAMIN', 'DATAMAX', 'CHECKSUM', 'DATASUM', 'GUIDEX', 'GUIDEY');
  if (facts.debayered) header = withoutCard(header, 'BAYERPAT', 'XBAYROFF', 'YBAYROFF', 'COLORTYP');
  const set = (keyword: string, value: string | number | boolean | undefined, comment: string) => {
    if (value !== undefined) header = withCard(header, keyword, value, comment);
  };
  set('DATE', instantText(written, 0), '[UTC] when this file was made');
  set('SWCREATE', facts.software, 'program that made the stack');
  set('DATE-OBS', first, '[UTC] start of the first exposure');
  if (first !== cardText(frames[0]?.header ?? [], 'DATE-OBS')) header = withoutCard(header, 'MJD-OBS');
  if (known && method.kind === 'sum') set('EXPTIME', total, '[s] exposure time of all');
  set('STACKCNT', frames.length, 'number of stacked exposures');
  if (known) set('STACKEXP', total / frames.length, '[s] time of each');
  if (known) set('LIVETIME', total, '[s] time of all');
  set('STACKOP', OPERATIONS[method.kind], 'how they were joined');
  const { aligned = true } = facts;
  set('STACKALN', aligned, 'whether they were aligned');
  const kind = /bias|dark ?flat|dark|flat/i.exec(cardText(header, 'IMAGETYP') ?? '')?.[0];
  if (!aligned && kind !== undefined) set('IMAGETYP', `Master ${kind}`, 'type of image');
  for (const text of facts.remarks) header = withRemark(header, 'HISTORY', text);
  for (const { name } of frames) header = withRemark(header, 'HISTORY', `stacked ${name}`);
  return header;
}
