import type { Role } from '@uraniborg/api';

/** The rig in the order in which light and hands meet it. Every role is in one group. */
export const groups: readonly { name: string; roles: readonly Role[] }[] = [
  { name: 'Cameras', roles: ['camera', 'guideCamera', 'finderCamera'] },
  { name: 'Mount', roles: ['mount'] },
  { name: 'Guiding', roles: ['guider'] },
  { name: 'Focus and filters', roles: ['focuser', 'filterWheel', 'rotator'] },
  { name: 'Dome', roles: ['dome'] },
  { name: 'Cover and flat panel', roles: ['coverCalibrator'] },
  { name: 'Weather and safety', roles: ['weather', 'safety', 'watchdog'] },
  { name: 'Switches', roles: ['switches'] },
  { name: 'Time and place', roles: ['gps'] },
];
