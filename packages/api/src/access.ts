import { z } from 'zod';
import type { CommandName } from './commands.ts';

/** Who somebody is to an observatory: who looks, who observes, who answers for the instruments. Each may all that the one before may. */
export const access = z.enum(['observer', 'operator', 'owner']);
export type Access = z.infer<typeof access>;

/** Who a client is here. */
export const session = z.object({
  access,
  /** Whether a password was asked for; without one everybody is the owner. */
  login: z.boolean(),
});
export type Session = z.infer<typeof session>;

/** What is not said here is for operators: it moves or exposes something, or changes what the others see. */
const needed: Partial<Record<CommandName, Access>> = {
  'sky.find': 'observer',
  'sky.stars': 'observer',
  'profile.read': 'observer',
  'library.overview': 'observer',
  'library.set': 'observer',
  'library.frames': 'observer',
  'library.points': 'observer',
  'library.find': 'observer',
  'frame.stars': 'observer',
  'frame.star': 'observer',
  'frame.trend': 'observer',
  'frame.spectrum': 'observer',
  'frame.statistics': 'observer',
  'frame.inspect': 'observer',
  'frame.collimation': 'observer',
  'frame.colourBalance': 'observer',
  'frame.photometry': 'observer',
  'frame.calibrate': 'observer',
  'masters.match': 'observer',
  'masters.sets': 'observer',
  'equipment.assign': 'owner',
  'equipment.addSwitches': 'owner',
  'equipment.setServer': 'owner',
  'equipment.renameSwitches': 'owner',
  'equipment.removeSwitches': 'owner',
  'equipment.set': 'owner',
  'server.login': 'owner',
  'profile.create': 'owner',
  'profile.import': 'owner',
  'profile.rename': 'owner',
  'profile.delete': 'owner',
  'profile.switch': 'owner',
  'profile.set': 'owner',
  // Whoever sees that something goes wrong may stop it.
  stop: 'observer',
};

/** Who may give a command, at the least. */
export function accessNeeded(command: CommandName): Access {
  return needed[command] ?? 'operator';
}

/** Whether somebody who is `has` may do what needs `wanted`. */
export function mayDo(has: Access, wanted: Access): boolean {
  return access.options.indexOf(has) >= access.options.indexOf(wanted);
}
