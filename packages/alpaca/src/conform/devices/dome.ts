import { enumerations } from '../../enumerations.ts';
import type { Examination } from '../examination.ts';

const { shutterState } = enumerations;

export async function examineDome(x: Examination): Promise<void> {
  const slaved = (await x.value('Slaved')) === true;
  if (slaved) await x.does('write.error', 'Slaved', { Slaved: false });
  if (await offered(x, 'CanSetShutter', 'OpenShutter', {})) await examineShutter(x);
  if (await offered(x, 'CanSetAzimuth', 'SlewToAzimuth', { Azimuth: 0 })) {
    for (const azimuth of [0, 45, 200, 330])
      await move(x, 'SlewToAzimuth', { Azimuth: azimuth }, 'Azimuth', azimuth, 360);
    for (const bad of [-10, 370]) await x.refuses('command.refuses', 'SlewToAzimuth', { Azimuth: bad });
    await x.does('command.works', 'AbortSlew');
    await x.until('AbortSlew', 'Slewing', false, 10_000);
  }
  if (await offered(x, 'CanSetAltitude', 'SlewToAltitude', { Altitude: 45 })) {
    for (const altitude of [15, 60]) await move(x, 'SlewToAltitude', { Altitude: altitude }, 'Altitude', altitude);
    for (const bad of [-10, 100]) await x.refuses('command.refuses', 'SlewToAltitude', { Altitude: bad });
  }
  if (await offered(x, 'CanSyncAzimuth', 'SyncToAzimuth', { Azimuth: 0 })) {
    const azimuth = (await x.number('Azimuth')) ?? 0;
    const shifted = (azimuth + 2) % 360;
    if (await x.does('command.works', 'SyncToAzimuth', { Azimuth: shifted })) {
      await x.arrives(`SyncToAzimuth(${shifted})`, 'Azimuth', shifted, 1, 360);
      await x.does('command.works', 'SyncToAzimuth', { Azimuth: azimuth });
    }
    for (const bad of [-10, 370]) await x.refuses('command.refuses', 'SyncToAzimuth', { Azimuth: bad });
  }
  await examineSlaved(x);
  if (await offered(x, 'CanFindHome', 'FindHome', {})) await finish(x, 'FindHome', 'AtHome');
  if (await offered(x, 'CanPark', 'Park', {})) await finish(x, 'Park', 'AtPark');
  if (await offered(x, 'CanSetPark', 'SetPark', {})) await x.does('command.works', 'SetPark');
}

async function examineSlaved(x: Examination): Promise<void> {
  if (!(await x.flag('CanSlave')) || !(await x.does('write.error', 'Slaved', { Slaved: true }))) return;
  for (const [can, member, parameters] of [
    ['CanSetAzimuth', 'SlewToAzimuth', { Azimuth: 90 }],
    ['CanSyncAzimuth', 'SyncToAzimuth', { Azimuth: 90 }],
    ['CanFindHome', 'FindHome', {}],
    ['CanPark', 'Park', {}],
  ] as const)
    if (await x.flag(can))
      await x.refuses('dome.slaved', member, parameters, ['invalidWhileSlaved', 'invalidOperation']);
  if (await x.does('command.works', 'AbortSlew')) {
    await x.until('AbortSlew', 'Slewing', false, 10_000);
    x.judge('dome.slaved', 'AbortSlew', !(await x.flag('Slaved')), `Slaved is ${await x.flag('Slaved')}`);
  }
  await x.does('write.error', 'Slaved', { Slaved: false });
}

/** Judges that a member that is denied is refused; true when it is offered. */
async function offered(
  x: Examination,
  can: string,
  member: string,
  parameters: Record<string, unknown>,
): Promise<boolean> {
  if (await x.flag(can)) return true;
  await x.refuses('can.false', member, parameters, ['notImplemented']);
  return false;
}

async function move(
  x: Examination,
  member: string,
  parameters: Record<string, number>,
  reads: string,
  target: number,
  wrap?: number,
): Promise<void> {
  const subject = `${member}(${target})`;
  if (!(await x.does('can.true', member, parameters))) return;
  if (await x.until(subject, 'Slewing', false)) await x.arrives(subject, reads, target, 2, wrap);
}

async function finish(x: Examination, member: string, flag: string): Promise<void> {
  if (!(await x.does('can.true', member)) || !(await x.until(member, 'Slewing', false))) return;
  x.judge('command.arrives', member, await x.flag(flag), `${flag} is ${String(await x.value(flag))}`);
}

async function examineShutter(x: Examination): Promise<void> {
  const wasOpen = (await x.number('ShutterStatus')) === shutterState.open;
  const both = [
    ['OpenShutter', shutterState.open],
    ['CloseShutter', shutterState.closed],
  ] as const;
  for (const [member, wanted] of wasOpen ? [...both].reverse() : both)
    if (await x.does('can.true', member)) await x.until(member, 'ShutterStatus', wanted);
}
