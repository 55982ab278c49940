/** The simulated dome behind ASCOM's IDomeV3. */
import { type AlpacaDriver, alpacaError } from '@uraniborg/alpaca';
import { signedDegrees } from '@uraniborg/core';
import type { World } from '../world.ts';
import { checkRange } from './refusals.ts';

const HOME = 0;

export function createDomeDriver({ clock, dome }: World): AlpacaDriver<'dome'> {
  const now = () => clock.now();
  let parkAzimuth = 180;
  let goal: 'home' | 'park' | undefined; // where it was last sent, if by name
  const stands = (name: 'home' | 'park', azimuth: number) =>
    goal === name && !dome.slewing(now()) && Math.abs(signedDegrees(dome.azimuth(now()) - azimuth)) < 0.1;
  const free = () => {
    if (dome.slaved())
      throw alpacaError('invalidWhileSlaved', 'The dome follows the telescope: switch Slaved off to turn it by hand');
  };
  const turn = (azimuth: number, name?: 'home' | 'park') => {
    free();
    goal = name;
    dome.turnTo(azimuth, now());
  };
  return {
    description: () => 'Simulated dome with one slit',
    azimuth: () => dome.azimuth(now()),
    slewing: () => dome.slewing(now()),
    shutterStatus: () => dome.shutter(now()),
    slaved: () => dome.slaved(),
    canSlave: () => true,
    putSlaved(on) {
      if (on) goal = undefined;
      dome.setSlaved(on, now());
    },
    atHome: () => stands('home', HOME),
    atPark: () => stands('park', parkAzimuth),
    openShutter: () => dome.moveShutter(true, now()),
    closeShutter: () => dome.moveShutter(false, now()),
    findHome: () => turn(HOME, 'home'),
    park: () => turn(parkAzimuth, 'park'),
    setPark() {
      parkAzimuth = dome.azimuth(now());
      goal = 'park';
    },
    slewToAzimuth(azimuth) {
      checkRange('Azimuth', azimuth, 0, 360);
      turn(azimuth);
    },
    syncToAzimuth(azimuth) {
      checkRange('Azimuth', azimuth, 0, 360);
      free();
      dome.sync(azimuth, now());
    },
    abortSlew() {
      goal = undefined;
      dome.setSlaved(false, now());
      dome.stop(now());
    },
  };
}
