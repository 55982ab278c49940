/**
 * A process of its own for benches: it sends the same frame in every way in which cameras send theirs. Its arguments are
 * the width and height; it prints the ports of its HTTP and its INDI server as JSON and ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { type PixelArray, seededRandom, systemClock } from '@uraniborg/core';
import { encodeFits, encodePackedFits, writeDng } from '@uraniborg/formats';
import { PropertyServer, serveTcp } from '@uraniborg/indi';
import { encodeImageBytes } from '../../alpaca/src/imageBytes/encode.ts';
import { encodeImageJson } from '../../alpaca/src/imageJson/encode.ts';
import { type AlpacaWay, alpacaWays, type IndiWay, indiWays } from './ways.ts';

const [width = 0, height = 0] = process.argv.slice(2).map(Number);
const random = seededRandom(1576);
const sky = Uint16Array.from({ length: width * height }, () => 800 + 30 * random.normal());
const transaction = { clientTransactionId: 1, serverTransactionId: 1 };
const grey = <T extends PixelArray>(data: T) => ({ width, height, planes: 1, data }) as const;
const colour = { width, height, planes: 3, data: new Uint16Array(3 * sky.length) } as const;
for (let plane = 0; plane < 3; plane++) colour.data.set(sky, plane * sky.length);

/** The same bytes said to be 64-bit integers. */
function asInt64(): Uint8Array {
  const bytes = encodeImageBytes(grey(new Float64Array(sky.length)), transaction);
  const values = new BigInt64Array(sky.length);
  for (const [i, value] of sky.entries()) values[i] = BigInt(value);
  bytes.set(new Uint8Array(values.buffer), 44);
  new DataView(bytes.buffer, bytes.byteOffset).setInt32(24, 7, true);
  return bytes;
}
const json = () => Buffer.concat([...encodeImageJson(grey(sky), transaction)]);
const alpaca: Record<AlpacaWay, () => Uint8Array> = {
  'ImageBytes, 16 bits': () => encodeImageBytes(grey(sky), transaction),
  'ImageBytes, 32 bits': () => encodeImageBytes(grey(Int32Array.from(sky)), transaction),
  'ImageBytes, floating point': () => encodeImageBytes(grey(Float32Array.from(sky)), transaction),
  'ImageBytes, 64-bit integers': asInt64,
  'ImageBytes, three colours': () => encodeImageBytes(colour, transaction),
  'ImageBytes of unknown length': () => encodeImageBytes(grey(sky), transaction),
  JSON: json,
  'JSON of unknown length': json,
};
const fits = () => encodeFits({ pixels: grey(sky), header: [] });
const indi: Record<IndiWay, () => { format: string; bytes: Uint8Array; size?: number }> = {
  FITS: () => ({ format: '.fits', bytes: fits() }),
  'FITS in three colours': () => ({ format: '.fits', bytes: encodeFits({ pixels: colour, header: [] }) }),
  'FITS, floating point': () => ({
    format: '.fits',
    bytes: encodeFits({ pixels: grey(Float32Array.from(sky)), header: [] }),
  }),
  'FITS packed by tiles (.fits.fz)': () => ({
    format: '.fits.fz',
    bytes: encodePackedFits({ pixels: grey(sky), header: [] }),
  }),
  'FITS packed by zlib (.fits.z)': () => {
    const plain = fits();
    return { format: '.fits.z', bytes: deflateSync(plain, { level: 1 }), size: plain.length };
  },
  'raw file of a DSLR': () => ({
    format: '.dng',
    bytes: writeDng(grey(sky), { make: 'M', model: 'C', pattern: 'RGGB', black: 512, white: 65_535 }),
  }),
};

const web = createServer((request, response) => {
  const way = alpacaWays[Number(/camera\/(\d+)\//.exec(request.url ?? '')?.[1])] ?? 'JSON';
  const body = alpaca[way]();
  response.setHeader('content-type', way.startsWith('JSON') ? 'application/json' : 'application/imagebytes');
  if (!way.endsWith('unknown length')) response.setHeader('content-length', body.length);
  response.write(body);
  response.end();
}).listen(0, '127.0.0.1');
const properties = new PropertyServer({ clock: systemClock });
const base = { device: 'Sky', label: '', group: '', timeoutSeconds: 60, timestamp: undefined } as const;
const way = { name: 'WAY', label: '', format: '%g', min: 0, max: 99, step: 1, value: 0 };
properties.define(
  { ...base, type: 'number', name: 'SEND', state: 'Idle', permission: 'rw', elements: new Map([['WAY', way]]) },
  async (values) => {
    properties.set('Sky', 'SEND', { state: 'Ok', values });
    const chosen = indiWays[Number(values.WAY)] ?? 'FITS';
    await properties.sendBlob('Sky', 'CCD1', 'CCD1', indi[chosen]());
  },
);
const element = new Map([['CCD1', { name: 'CCD1', label: '' }]]);
properties.define({ ...base, type: 'blob', name: 'CCD1', state: 'Idle', permission: 'ro', elements: element });
const served = await serveTcp(properties, { port: 0 });
if (!web.listening) await new Promise((resolve) => web.once('listening', resolve));
console.log(JSON.stringify({ alpaca: (web.address() as AddressInfo).port, indi: served.port }));
process.stdin.resume().on('end', () => process.exit());
