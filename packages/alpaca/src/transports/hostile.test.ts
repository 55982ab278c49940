/** Servers that hang, break off, lie about lengths or speak something else: each ends in an error that says what it was. */
import {
  AbortedError,
  type Clock,
  scaledClock,
  sentenceOf,
  systemClock,
  TimeoutError,
  TransportError,
} from '@uraniborg/core';
import { afterEach, expect, test } from 'vitest';
import { encodeImageBytes } from '../imageBytes/encode.ts';
import { type AlpacaClient, alpacaClient, type HttpTransport, httpTransport } from '../index.ts';
import { httpAnswer, type RawServer, rawServer } from '../testing/rawServer.ts';

const image = encodeImageBytes(
  { width: 100, height: 80, planes: 1, data: Uint16Array.from({ length: 8000 }, (_, i) => i) },
  { clientTransactionId: 1, serverTransactionId: 1 },
);
const imageBytes = 'application/imagebytes';
const ok = httpAnswer('{"Value":5,"ErrorNumber":0}');
const clean: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0)) await step();
});

async function setUp(
  answer: Parameters<typeof rawServer>[0],
  clock: Clock = systemClock,
): Promise<{ server: RawServer; transport: HttpTransport; camera: AlpacaClient<'camera'> }> {
  const server = await rawServer(answer);
  const transport = httpTransport(server.url, { clock });
  clean.push(() => transport.close(), server.close);
  return { server, transport, camera: alpacaClient('camera', 0, { transport }) };
}

/** For servers that hang: nobody waits for the 10 s and the 10 minutes that a read and an image are given. */
const fast = scaledClock(1000);
const failed = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('nobody listens', async () => {
  const { server, camera } = await setUp(() => {});
  await server.close();
  const error = await failed(camera.binX());
  expect(error).toBeInstanceOf(TransportError);
  expect(String(error)).toContain(`${server.url}: nobody listens there`);
  expect(sentenceOf(error)).not.toContain('ECONNREFUSED');
  expect(String(await failed(camera.imageArray()))).toContain('nobody listens there');
});

test('no such computer', async () => {
  const camera = alpacaClient('camera', 0, { transport: httpTransport('http://no-such-computer.invalid:1') });
  expect(String(await failed(camera.binX()))).toContain('there is no computer of that name');
});

test.each(['', 'ftp://a', 'http://', 'a:1', 'http://a:0', 'http://a:99999', 'http://a/b', 'http://a b'])(
  '"%s" is no address',
  (url) => {
    expect(() => httpTransport(url)).toThrow('is not the address of a server, such as http://192.168.1.5:11111');
  },
);

test('a server that hangs', async () => {
  const { camera } = await setUp(() => {}, fast);
  const error = await failed(camera.binX());
  expect(error).toEqual(new TimeoutError('GET /api/v1/camera/0/binx was not answered in 10 s'));
  expect(await failed(camera.imageArray())).toEqual(
    new TimeoutError('GET /api/v1/camera/0/imagearray was not answered in 600 s'),
  );
});

test('a server that hangs in the middle of an image', async () => {
  const { camera } = await setUp((socket) => socket.write(httpAnswer(image, imageBytes).subarray(0, 9000)), fast);
  expect(await failed(camera.imageArray())).toBeInstanceOf(TimeoutError);
});

test('giving up', async () => {
  const { camera } = await setUp(() => {});
  for (const call of [camera.binX, camera.imageArray]) {
    const giveUp = new AbortController();
    const error = failed(call({ signal: giveUp.signal }));
    giveUp.abort();
    expect(await error).toBeInstanceOf(AbortedError);
    expect(await failed(call({ signal: giveUp.signal }))).toBeInstanceOf(AbortedError);
  }
});

test('a connection that breaks off, within a number and within an image', async () => {
  const { camera } = await setUp((socket, line) => {
    const answer = line.includes('imagearray') ? httpAnswer(image, imageBytes) : ok;
    socket.end(answer.subarray(0, answer.length - 3));
  });
  expect(String(await failed(camera.binX()))).toContain('broke');
  const error = await failed(camera.imageArray());
  expect(error).toBeInstanceOf(TransportError);
  expect(String(error)).toContain('broke off after 16041 of 16044 bytes');
});

test('a web page, a greeting of another protocol, and noise', async () => {
  const page = '<!DOCTYPE html><html><body>It works!</body></html>';
  const web = await setUp((socket) => socket.write(httpAnswer(page, 'text/html')));
  expect(String(await failed(web.camera.binX()))).toContain('a web page came (status 200); is that an Alpaca server?');
  expect(String(await failed(web.camera.imageArray()))).toContain('a web page came');
  for (const greeting of ['SSH-2.0-OpenSSH_9.2\r\n\r\n', '\u0000\u0001\u0002\u0003'.repeat(30000)]) {
    const other = await setUp((socket) => socket.end(greeting));
    expect(await failed(other.camera.binX())).toBeInstanceOf(TransportError);
    expect(await failed(other.camera.imageArray())).toBeInstanceOf(TransportError);
  }
});

test('images that are too short, too long, of a wrong DataStart, or announced as endless', async () => {
  const moved = Buffer.from(image);
  moved.writeInt32LE(4, 16);
  const wide = Buffer.from(image);
  wide.writeInt32LE(1_000_000, 32);
  const answers: [Buffer, string][] = [
    [
      httpAnswer(image.subarray(0, 9000), imageBytes),
      'the image is cut off: 100 x 80 pixels of type uint16 need 16044 bytes, and 9000 came',
    ],
    [httpAnswer(Buffer.concat([image, image]), imageBytes), 'the image is too long'],
    [httpAnswer(moved, imageBytes), 'begin at byte 4, inside its own header'],
    [httpAnswer(wide, imageBytes), 'the image is cut off: 1000000 x 80'],
    [
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/imagebytes\r\nContent-Length: 99999999999\r\n\r\n'),
      'is longer than 1073741824 bytes',
    ],
    [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n'), 'says that it is "-5" bytes long'],
    [Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'), 'has a chunk of "zz" bytes'],
  ];
  for (const [answer, sentence] of answers) {
    const { camera } = await setUp((socket) => socket.write(answer));
    const error = await failed(camera.imageArray());
    expect(error).toBeInstanceOf(TransportError);
    expect(String(error)).toContain(sentence);
  }
});

test('an answer without an end is cut off', async () => {
  const { camera } = await setUp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n');
    const more = () => (socket.write(Buffer.alloc(1 << 20, 32)) ? setImmediate(more) : socket.once('drain', more));
    more();
  });
  expect(String(await failed(camera.binX()))).toContain('is longer than 16777216 bytes');
});

test('an image in chunks, until the end of the connection, or after "100 Continue" is an image all the same', async () => {
  const chunks = [image.subarray(0, 1), image.subarray(1, 50), image.subarray(50)];
  const chunked = chunks.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)};x=y\r\n`),
    piece,
    Buffer.from('\r\n'),
  ]);
  const answers = [
    Buffer.concat([
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/imagebytes\r\nTransfer-Encoding: chunked\r\n\r\n'),
      ...chunked,
      Buffer.from('0\r\nTrailer: x\r\n\r\n'),
    ]),
    Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\nContent-Type: application/imagebytes\r\n\r\n'), image]),
    Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), httpAnswer(image, 'application/imagebytes')]),
  ];
  for (const answer of answers)
    for (const step of [answer.length, 1000, 7]) {
      const { camera } = await setUp((socket) => {
        for (let at = 0; at < answer.length; at += step) socket.write(answer.subarray(at, at + step));
        socket.end();
      });
      const { width, height, data } = await camera.imageArray();
      expect([width, height, data[99], data[7999]]).toEqual([100, 80, 99, 7999]);
    }
});

test('progress of a download', async () => {
  const { camera } = await setUp((socket) => socket.write(httpAnswer(image, imageBytes)));
  const seen: [number, number | undefined][] = [];
  await camera.imageArray({ onProgress: (bytes, total) => seen.push([bytes, total]) });
  expect(seen.at(-1)).toEqual([image.length, image.length]);
});

test('HTTP/1.0 servers that close after each answer', async () => {
  const { server, camera } = await setUp((socket) =>
    socket.end('HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"Value":7}'),
  );
  expect([await camera.binX(), await camera.binX()]).toEqual([7, 7]);
  expect(server.connections()).toBe(2);
});

test('connections are kept, but what must not be sent twice has its own', async () => {
  const { server, camera } = await setUp((socket) => socket.write(ok));
  for (let i = 0; i < 5; i++) await camera.binX();
  await camera.putBinX(2);
  expect(server.connections()).toBe(1);
  await camera.startExposure(1, true);
  expect(server.connections()).toBe(2);
});

test('a kept connection that the server has closed is replaced: reads are sent again, commands are never', async () => {
  const reads = await setUp((socket, _, count) => (count === 2 ? socket.resetAndDestroy() : socket.write(ok)));
  expect([await reads.camera.binX(), await reads.camera.binX()]).toEqual([5, 5]);
  expect(reads.server.requests).toHaveLength(3);

  const commands = await setUp((socket) => socket.resetAndDestroy());
  expect(String(await failed(commands.camera.startExposure(1, true)))).toContain('the connection broke off');
  expect(commands.server.requests).toHaveLength(1);
});

test('a slow image delays nobody', async () => {
  const { camera } = await setUp((socket, line) => {
    if (!line.includes('imagearray')) socket.write(ok);
  });
  const giveUp = new AbortController();
  const download = failed(camera.imageArray({ signal: giveUp.signal }));
  expect(await camera.binX()).toBe(5);
  giveUp.abort();
  expect(await download).toBeInstanceOf(AbortedError);
});
