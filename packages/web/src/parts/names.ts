import type { FrameType, Role } from '@uraniborg/api';

/** The field's words as they stand on the screen. */
export const frameTypeName: Record<FrameType, string> = {
  light: 'Light',
  dark: 'Dark',
  bias: 'Bias',
  flat: 'Flat',
  darkFlat: 'Dark flat',
};

export const roleName: Record<Role, string> = {
  camera: 'Camera',
  mount: 'Mount',
  focuser: 'Focuser',
  filterWheel: 'Filter wheel',
  guideCamera: 'Guide camera',
  finderCamera: 'Finder camera',
  rotator: 'Rotator',
  dome: 'Dome',
  coverCalibrator: 'Cover and panel',
  weather: 'Weather',
  safety: 'Safety',
  gps: 'GPS',
  watchdog: 'Watchdog',
  guider: 'Guider',
  switches: 'Switches',
};

/** In the order in which a night wants them. */
export const frameTypes: readonly FrameType[] = ['light', 'dark', 'bias', 'flat', 'darkFlat'];
