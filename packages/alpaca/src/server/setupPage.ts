import type { Clock } from '@uraniborg/core';
import { deviceTypes } from '../deviceTypes.ts';
import type { OpenDevice } from './callMember.ts';
import { deviceStateEntries } from './deviceState.ts';
import type { ServerDescription } from './management.ts';
import { plainText, type ServerRequest, type ServerResponse } from './message.ts';

/** The pages for people: one for the server, one per device. They show; there is nothing to set. */
export async function setupPage(
  request: ServerRequest,
  server: ServerDescription,
  devices: ReadonlyMap<string, OpenDevice>,
  clock: Clock,
): Promise<ServerResponse> {
  if (request.path === '/setup' || request.path === '/setup/') return page(server.name, serverPage(server, devices));
  const match = /^\/setup\/v1\/([a-z]+)\/(\d{1,10})\/setup$/.exec(request.path);
  const open = match ? devices.get(`${match[1]}/${Number(match[2])}`) : undefined;
  if (!open) return plainText(400, `There is no device behind ${request.path}`);
  return page(open.device.name, await devicePage(open, clock));
}

function serverPage(server: ServerDescription, devices: ReadonlyMap<string, OpenDevice>): string {
  const rows = [...devices].map(
    ([path, { device }]) =>
      `<tr><td><a href="/setup/v1/${path}/setup">${escaped(device.name)}</a><td>${deviceTypes[device.type].name}<td>${device.number}`,
  );
  return (
    `<p>${escaped(server.manufacturer)} ${escaped(server.version)}, ${escaped(server.location)}</p>` +
    `<table><tr><th>Device<th>Type<th>Number${rows.join('')}</table>`
  );
}

async function devicePage(open: OpenDevice, clock: Clock): Promise<string> {
  const { device, connection } = open;
  const connected = await connection.connected();
  const state = connected ? await deviceStateEntries(open, clock) : [];
  const rows = state.map(({ Name, Value }) => `<tr><td>${escaped(Name)}<td>${escaped(String(Value))}`);
  return (
    `<p>${deviceTypes[device.type].name} number ${device.number}, unique ID ${escaped(device.uniqueId)}</p>` +
    `<p>${connected ? 'Connected' : 'Not connected'}</p><table>${rows.join('')}</table><p><a href="/setup">All devices</a></p>`
  );
}

function page(title: string, body: string): ServerResponse {
  const html =
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(title)}</title><style>body{font:16px system-ui;margin:2rem;background:#111;color:#ccc}a{color:#9cf}` +
    `td,th{padding:.25rem 1rem .25rem 0;text-align:left}</style><h1>${escaped(title)}</h1>${body}</html>`;
  return { status: 200, contentType: 'text/html; charset=utf-8', body: new TextEncoder().encode(html) };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
