import { z } from 'zod';

/** A part that one device plays at a time. */
export const singleRole = z.enum([
  'camera',
  'guideCamera',
  'finderCamera',
  'mount',
  'focuser',
  'filterWheel',
  'rotator',
  'dome',
  'coverCalibrator',
  'weather',
  'safety',
  'gps',
  'watchdog',
  'guider',
]);
export type SingleRole = z.infer<typeof singleRole>;

/** Every part there is. Of switches (power boxes, dew heaters ...) there may be several, told apart by nicknames. */
export const role = z.enum([...singleRole.options, 'switches']);
export type Role = z.infer<typeof role>;

export const nickname = z.string().trim().min(1).max(40);

/** Which place in the rig is meant: a role, and for switches which of them. */
export const seat = z
  .strictObject({ role, nickname: nickname.optional() })
  .refine(({ role: name, nickname: nick }) => (name === 'switches') === (nick !== undefined), {
    message: 'switches are named by a nickname, and nothing else is',
    path: ['nickname'],
  });
export type Seat = z.infer<typeof seat>;
