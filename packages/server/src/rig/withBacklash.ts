import type { Waiting } from '@uraniborg/core';
import type { Focuser } from '@uraniborg/devices';

export interface Backlash {
  /** Steps of play in the mechanics; 0 for none. */
  readonly backlash: number;
  /** The direction in which every move ends: 'in' towards smaller positions. */
  readonly approach: 'in' | 'out';
}

/**
 * The same focuser, which ends every move in one direction, so that the play of its mechanics is always taken up on the
 * same side: a move the other way goes too far by the play first, as far as the range allows.
 *
 * @param settings is asked at every move
 */
export function withBacklash(focuser: Focuser, settings: () => Backlash): Focuser {
  return Object.create(focuser, {
    moveTo: {
      async value(position: number, waiting: Waiting) {
        const { backlash, approach } = settings();
        const { maxPosition } = focuser.capabilities();
        const inRange = position >= 0 && position <= maxPosition;
        if (backlash > 0 && inRange) {
          const { position: from } = await focuser.read(waiting);
          const endsWrong = approach === 'in' ? position > from : position < from;
          const beyond =
            approach === 'in' ? Math.min(maxPosition, position + backlash) : Math.max(0, position - backlash);
          if (endsWrong && beyond !== position) await focuser.moveTo(beyond, waiting);
        }
        await focuser.moveTo(position, waiting);
      },
    },
  }) as Focuser;
}
