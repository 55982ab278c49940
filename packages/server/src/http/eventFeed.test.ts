import type { ServerEvent } from '@uraniborg/api';
import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { stateStore } from '../observatory/stateStore.ts';
import { sampleState } from '../testing/sampleState.ts';
import { testApp } from '../testing/testApp.ts';
import { feedEvents } from './eventFeed.ts';

function listen(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/events`);
  const events: ServerEvent[] = [];
  const waiting: { until: (event: ServerEvent) => boolean; resolve: (event: ServerEvent) => void }[] = [];
  socket.on('message', (data) => {
    const event = JSON.parse(String(data)) as ServerEvent;
    events.push(event);
    for (const one of waiting) if (one.until(event)) one.resolve(event);
  });
  const seen = (until: (event: ServerEvent) => boolean) =>
    new Promise<ServerEvent>((resolve, reject) => {
      const already = events.find(until);
      if (already) resolve(already);
      waiting.push({ until, resolve });
      socket.on('error', reject);
    });
  return { socket, events, seen };
}

test('first the whole state, then the parts that change, without a gap', async () => {
  const { url, store } = await testApp();
  const { socket, events, seen } = listen(url);
  await seen((event) => event.type === 'state');
  store.change({ time: 5 });
  await seen((event) => event.type === 'parts' && event.parts.time === 5);
  store.change({ notice: 'clouds' });
  await seen((event) => event.type === 'parts' && event.parts.notice === 'clouds');
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, i) => i));
  expect(events.slice(1).every((event) => event.type === 'parts' && !('log' in event.parts))).toBe(true);
  socket.close();
});

test('many changes between two moments are sent as one, and the last one wins', async () => {
  const clock = new VirtualClock(0);
  const store = stateStore(sampleState);
  const over = new AbortController();
  const sent: ServerEvent[] = [];
  const socket = { bufferedAmount: 0, send: (text: string) => sent.push(JSON.parse(text)), terminate: () => {} };
  const feed = feedEvents(socket, store, { clock, signal: over.signal });
  await clock.run(
    (async () => {
      for (let i = 1; i <= 1000; i++) {
        store.change({ time: i });
        await clock.sleep(1);
      }
      await clock.sleep(200);
      over.abort();
      await feed;
    })(),
  );
  expect(sent.length).toBeGreaterThan(8);
  expect(sent.length).toBeLessThan(13);
  expect(sent.at(-1)).toMatchObject({ parts: { time: 1000 } });
});

test('a client that does not read holds back no memory, gets the truth when it reads again, and is cut off in the end', async () => {
  const clock = new VirtualClock(0);
  const store = stateStore(sampleState);
  const over = new AbortController();
  const sent: ServerEvent[] = [];
  let terminated = false;
  const socket = {
    bufferedAmount: 2 ** 21,
    send: (text: string) => sent.push(JSON.parse(text)),
    terminate: () => {
      terminated = true;
    },
  };
  const feed = feedEvents(socket, store, { clock, signal: over.signal });
  await clock.run(
    (async () => {
      for (let i = 1; i <= 300; i++) {
        store.change({ time: i });
        await clock.sleep(100);
      }
      expect(sent).toHaveLength(1);
      socket.bufferedAmount = 0;
      await clock.sleep(200);
      expect(sent).toHaveLength(2);
      expect(sent[1]).toMatchObject({ sequence: 1, parts: { time: 300 } });
      socket.bufferedAmount = 2 ** 21;
      store.change({ time: 301 });
      await clock.sleep(90_000);
      await feed;
    })(),
  );
  expect(terminated).toBe(true);
});
