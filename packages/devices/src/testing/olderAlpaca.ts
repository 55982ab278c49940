import { commonMembers, type DeviceType, deviceTypes, memoryTransport, type Transport } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';

type Handler = Parameters<typeof memoryTransport>[0];

/** The interfaces that drivers had before ASCOM Platform 7. */
const versions = {
  camera: 3,
  coverCalibrator: 1,
  dome: 2,
  filterWheel: 2,
  focuser: 3,
  observingConditions: 1,
  rotator: 3,
  safetyMonitor: 1,
  switch: 2,
  telescope: 3,
} as const satisfies Record<DeviceType, number>;

/**
 * A server as it was before ASCOM Platform 7: it knows the members of the older interfaces alone and answers 400 to
 * others; its mount slews, parks and unparks while the client waits, and has no slews that return at once.
 */
export function olderAlpaca(handler: Handler, clock: Clock): Transport {
  const newer = memoryTransport(handler, { clock });
  return async (request) => {
    const [, , , path = '', , member = ''] = request.path.split('/');
    const type = (Object.keys(versions) as DeviceType[]).find((each) => each.toLowerCase() === path);
    if (!type) return newer(request);
    if (member === 'interfaceversion') return answer({ Value: versions[type] });
    if (!known(type).has(member))
      return { status: 400, contentType: 'text/plain', body: new TextEncoder().encode(`no ${member} here`) };
    if (type !== 'telescope') return newer(request);

    if (/^canslew.*async$/.test(member)) return answer({ Value: false });
    if (/^slew.*async$/.test(member)) return answer({ ErrorNumber: 0x400, ErrorMessage: 'It slews and waits' });
    const response = await newer(request);
    if (/^(?:park|unpark|findhome)$/.test(member)) {
      const slewing = { ...request, method: 'GET' as const, path: request.path.replace(member, 'slewing') };
      while (/"Value":true/.test(new TextDecoder().decode((await newer(slewing)).body)))
        await clock.sleep(100, request.signal);
    }
    return response;
  };
}

/** The members that the older interface of a type has, as they are spelt in a URL. */
function known(type: DeviceType): ReadonlySet<string> {
  const rows: Readonly<Record<string, { readonly since: number | string }>> = {
    ...commonMembers,
    ...deviceTypes[type].members,
  };
  const old = Object.keys(rows).filter((name) => {
    const since = rows[name]?.since;
    return typeof since === 'number' ? since <= versions[type] : since !== 'platform7';
  });
  return new Set(old.map((name) => name.toLowerCase()));
}

function answer(fields: object) {
  const body = { ClientTransactionID: 0, ServerTransactionID: 1, ErrorNumber: 0, ErrorMessage: '', ...fields };
  return { status: 200, contentType: 'application/json', body: new TextEncoder().encode(JSON.stringify(body)) };
}
