import { normaliseDegrees } from '@uraniborg/core';
import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, numbers, quantity, switches } from '../property.ts';

/** As far as a dome turns on when it is told a direction only, degrees: the short way must stay the same. */
const ON_AND_ON = 170;

/** A dome with a shutter, which may follow the telescope. */
export function domeTable(driver: Driver<'dome'>): DeviceTable {
  return {
    interfaces: ['dome'],
    properties() {
      let turning: 'DOME_CW' | 'DOME_CCW' | undefined;
      let relative = 0;
      let asked: 'park' | 'home' | undefined;
      let unparked = false;
      const shutterMoves = async () => ['opening', 'closing'].includes(await driver.shutterStatus());
      const turns = async () => (await driver.slewing()) && !(await shutterMoves());
      const turnTo = async (azimuth: number) => {
        await driver.slewToAzimuth(normaliseDegrees(azimuth));
        asked = undefined;
      };
      return [
        switches('DOME_SHUTTER', {
          label: 'Shutter',
          rule: 'AtMostOne',
          elements: { SHUTTER_OPEN: 'Open', SHUTTER_CLOSE: 'Close' },
          async read() {
            const status = await driver.shutterStatus();
            const on = status === 'open' || status === 'opening' ? 'SHUTTER_OPEN' : 'SHUTTER_CLOSE';
            return { state: (await shutterMoves()) ? 'Busy' : 'Ok', on };
          },
          write: (on) => (on === 'SHUTTER_OPEN' ? driver.openShutter() : driver.closeShutter()),
        }),
        switches('DOME_MOTION', {
          label: 'Motion',
          rule: 'AtMostOne',
          elements: { DOME_CW: 'Dome CW', DOME_CCW: 'Dome CCW' },
          async read() {
            if (!(await turns())) turning = undefined;
            return { state: turning ? 'Busy' : 'Ok', on: turning };
          },
          async write(on) {
            if (on) await turnTo((await driver.azimuth()) + (on === 'DOME_CW' ? ON_AND_ON : -ON_AND_ON));
            else await driver.abortSlew();
            turning = on;
          },
        }),
        numbers('REL_DOME_POSITION', {
          label: 'Relative',
          elements: { DOME_RELATIVE_POSITION: quantity('Degrees', -180, 180, 10, '%6.2f') },
          read: async () => ({
            state: (await turns()) ? 'Busy' : 'Ok',
            values: { DOME_RELATIVE_POSITION: relative },
          }),
          async write({ DOME_RELATIVE_POSITION: degrees }) {
            await turnTo((await driver.azimuth()) + degrees);
            relative = degrees;
          },
        }),
        numbers('ABS_DOME_POSITION', {
          label: 'Absolute',
          elements: { DOME_ABSOLUTE_POSITION: quantity('Degrees', 0, 360, 1, '%6.2f') },
          read: async () => ({
            state: (await turns()) ? 'Busy' : 'Ok',
            values: { DOME_ABSOLUTE_POSITION: await driver.azimuth() },
          }),
          write: ({ DOME_ABSOLUTE_POSITION: azimuth }) => turnTo(azimuth),
        }),
        buttons('DOME_ABORT_MOTION', {
          label: 'Abort Motion',
          elements: { ABORT: 'Abort' },
          async press() {
            await driver.abortSlew();
            asked = undefined;
          },
        }),
        switches('DOME_PARK', {
          label: 'Parking',
          elements: { PARK: 'Park', UNPARK: 'UnPark' },
          async read() {
            const parked = await driver.atPark();
            const onItsWay = asked === 'park' && !parked && (await turns());
            if (!parked && !onItsWay) unparked = false;
            return { state: onItsWay ? 'Busy' : 'Ok', on: (parked && !unparked) || onItsWay ? 'PARK' : 'UNPARK' };
          },
          async write(on) {
            if (on === 'PARK') {
              await driver.park();
              [asked, unparked] = ['park', false];
            } else {
              // A dome that parks does so until it is stopped; one that is parked stays where it is.
              if (asked === 'park' && (await turns())) await driver.abortSlew();
              unparked = true;
            }
          },
        }),
        buttons('DOME_PARK_OPTION', {
          label: 'Park Options',
          group: 'Site Management',
          elements: { PARK_CURRENT: 'Current' },
          press: () => driver.setPark(),
        }),
        switches('DOME_HOME', {
          label: 'Home',
          rule: 'AtMostOne',
          elements: { DOME_FIND: 'Find', DOME_GO: 'Go' },
          async read() {
            return { state: asked === 'home' && (await turns()) ? 'Busy' : 'Ok', on: undefined };
          },
          async write(on) {
            if (!on) return;
            await driver.findHome();
            asked = 'home';
          },
        }),
        numbers('DOME_SYNC', {
          label: 'Sync',
          elements: { DOME_SYNC_VALUE: quantity('Degrees', 0, 360, 1, '%.2f') },
          write: ({ DOME_SYNC_VALUE: azimuth }) => driver.syncToAzimuth(normaliseDegrees(azimuth)),
        }),
        switches('DOME_AUTOSYNC', {
          label: 'Slaving',
          group: 'Slaving',
          elements: { DOME_AUTOSYNC_ENABLE: 'Enable', DOME_AUTOSYNC_DISABLE: 'Disable' },
          read: async () => ({ on: (await driver.slaved()) ? 'DOME_AUTOSYNC_ENABLE' : 'DOME_AUTOSYNC_DISABLE' }),
          write: (on) => driver.putSlaved(on === 'DOME_AUTOSYNC_ENABLE'),
        }),
      ];
    },
  };
}
