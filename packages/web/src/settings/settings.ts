import type { OptionPath } from './optionPath.ts';

/** One line of the form. Numbers are in the unit named; `empty` says what a number that may be left out then means. */
export type Setting = { at: OptionPath; label: string; hint?: string } & (
  | { kind: 'number'; unit: string; min: number; max: number; whole?: boolean; empty?: string }
  | { kind: 'text'; longest: number; placeholder?: string }
  | { kind: 'toggle' }
  | { kind: 'choice'; choices: readonly { value: string; label: string }[] }
  | { kind: 'site' | 'horizon' | 'filters' | 'areas' | 'hosts' | 'flags' }
);

export interface SettingGroup {
  name: string;
  settings: readonly Setting[];
}

/** Every option of a profile, in the order in which a person sets up an observatory. */
export const settingGroups: readonly SettingGroup[] = [
  {
    name: 'Where it stands',
    settings: [
      {
        at: 'siteFrom',
        kind: 'choice',
        label: 'Place is told by',
        choices: [
          { value: 'profile', label: 'This form' },
          { value: 'mount', label: 'The mount' },
          { value: 'gps', label: 'A GPS receiver' },
        ],
        hint: 'While the mount or the receiver says nothing, what is written here counts.',
      },
      { at: 'site', kind: 'site', label: 'Site' },
      { at: 'mount.setSite', kind: 'toggle', label: 'Tell the mount the place when it connects' },
      { at: 'mount.setTime', kind: 'toggle', label: 'Set the clock of the mount when it connects' },
    ],
  },
  {
    name: 'Where it may look',
    settings: [
      { at: 'horizon.lowest', kind: 'number', label: 'Never lower than', unit: '°', min: -5, max: 89 },
      { at: 'horizon.sunDistance', kind: 'number', label: 'Away from the Sun', unit: '°', min: 0, max: 180 },
      { at: 'horizon.points', kind: 'horizon', label: 'Trees and walls' },
    ],
  },
  {
    name: 'Telescope and observer',
    settings: [
      { at: 'telescope.name', kind: 'text', label: 'Telescope', longest: 68 },
      {
        at: 'telescope.focalLengthMm',
        kind: 'number',
        label: 'Focal length',
        unit: 'mm',
        min: 1,
        max: 200_000,
        empty: 'not known',
      },
      {
        at: 'telescope.apertureMm',
        kind: 'number',
        label: 'Aperture',
        unit: 'mm',
        min: 1,
        max: 50_000,
        empty: 'not known',
      },
      { at: 'observer', kind: 'text', label: 'Observer', longest: 68, hint: 'Written into the header of every frame.' },
    ],
  },
  {
    name: 'Camera',
    settings: [
      { at: 'camera.name', kind: 'text', label: 'Name in headers', longest: 68, placeholder: 'as the driver says' },
      {
        at: 'camera.gain',
        kind: 'number',
        label: 'Usual gain',
        unit: '',
        min: 0,
        max: 1_000_000,
        whole: true,
        empty: 'as it is',
      },
      {
        at: 'camera.offset',
        kind: 'number',
        label: 'Usual offset',
        unit: '',
        min: 0,
        max: 1_000_000,
        whole: true,
        empty: 'as it is',
      },
      {
        at: 'cooling.onConnect',
        kind: 'number',
        label: 'Cool when connected',
        unit: '°C',
        min: -100,
        max: 50,
        empty: 'no',
      },
      {
        at: 'cooling.degreesPerMinute',
        kind: 'number',
        label: 'Cool and warm by',
        unit: '°/min',
        min: 0.1,
        max: 60,
        empty: 'as fast as it can',
      },
      {
        at: 'files.format',
        kind: 'choice',
        label: 'Frames are filed as',
        choices: [
          { value: 'fits', label: 'FITS' },
          { value: 'fits.fz', label: 'FITS, packed' },
          { value: 'tif', label: 'Astro-TIFF' },
        ],
      },
      {
        at: 'files.picture',
        kind: 'choice',
        label: 'With a picture beside it',
        choices: [
          { value: 'none', label: 'No' },
          { value: 'jpg', label: 'JPEG, stretched' },
          { value: 'bmp', label: 'BMP, stretched' },
          { value: 'png', label: 'PNG, 16 bits as measured' },
          { value: 'tif', label: 'TIFF, 16 bits as measured' },
        ],
      },
      { at: 'camera.keepNative', kind: 'toggle', label: 'Keep the raw files of a DSLR beside the FITS files' },
      {
        at: 'camera.keepCalibrated',
        kind: 'toggle',
        label: 'Keep a calibrated copy of every light that has its masters',
      },
      { at: 'camera.flip', kind: 'toggle', label: 'Turn images upside down' },
      {
        at: 'camera.sensorBits',
        kind: 'number',
        label: 'Restore the range of a sensor with',
        unit: 'bit',
        min: 8,
        max: 15,
        whole: true,
        empty: 'as it is sent',
      },
      {
        at: 'camera.startFrom',
        kind: 'choice',
        label: 'The start of an exposure is told by',
        choices: [
          { value: 'camera', label: 'The camera, where it does' },
          { value: 'computer', label: 'This computer' },
        ],
      },
      { at: 'camera.areas', kind: 'areas', label: 'Named frame areas' },
    ],
  },
  {
    name: 'Focuser and filters',
    settings: [
      {
        at: 'focus.window',
        kind: 'number',
        label: 'Window around a star',
        unit: 'px',
        min: 40,
        max: 4000,
        whole: true,
      },
      { at: 'focuser.backlash', kind: 'number', label: 'Backlash', unit: 'steps', min: 0, max: 100_000, whole: true },
      {
        at: 'focuser.approach',
        kind: 'choice',
        label: 'Moves end going',
        choices: [
          { value: 'in', label: 'Inwards' },
          { value: 'out', label: 'Outwards' },
        ],
      },
      {
        at: 'focuser.stationTemperature',
        kind: 'toggle',
        label: 'Without a thermometer of its own, the weather station’s',
      },
      { at: 'filters', kind: 'filters', label: 'Filters' },
    ],
  },
  {
    name: 'Grading of lights',
    settings: [
      {
        at: 'grading.reject',
        kind: 'flags',
        label: 'Rejected by itself when',
        hint: 'Against the frames around it that same night, three at least. What most of them have rejects none, and what you say of a frame stands.',
      },
      {
        at: 'grading.retakesPercent',
        kind: 'number',
        label: 'Taken again',
        unit: '%',
        min: 0,
        max: 1000,
        hint: 'So many more exposures a series takes at most, of its count, in place of rejected ones; 0 for none.',
      },
    ],
  },
  {
    name: 'When something breaks',
    settings: [
      {
        at: 'recovery.heartbeatSeconds',
        kind: 'number',
        label: 'Ask devices every',
        unit: 's',
        min: 1,
        max: 300,
        hint: 'Whether they are still there.',
      },
      {
        at: 'recovery.attempts',
        kind: 'number',
        label: 'Try again',
        unit: 'times',
        min: 1,
        max: 20,
        whole: true,
        hint: 'What failed with its device; 1 gives up at once.',
      },
      { at: 'recovery.outageSeconds', kind: 'number', label: 'Wait each time for', unit: 's', min: 0, max: 86_400 },
      {
        at: 'recovery.thenMount',
        kind: 'choice',
        label: 'After giving up',
        choices: [
          { value: 'nothing', label: 'Leave the mount as it is' },
          { value: 'stopTracking', label: 'Stop tracking' },
          { value: 'park', label: 'Park the mount' },
        ],
      },
      {
        at: 'recovery.powerOffSeconds',
        kind: 'number',
        label: 'Power off for',
        unit: 's',
        min: 1,
        max: 600,
        hint: 'A device whose switch is named under Equipment is switched off and on as the last resort.',
      },
      { at: 'recovery.powerBootSeconds', kind: 'number', label: 'Then wait', unit: 's', min: 0, max: 600 },
      {
        at: 'recovery.indiFifo',
        kind: 'text',
        label: 'FIFO of indiserver',
        longest: 1000,
        placeholder: 'its option -f, if any',
        hint: 'Drivers that hang are started anew by it.',
      },
      {
        at: 'recovery.indiServers',
        kind: 'hosts',
        label: 'Other INDI servers',
        hint: 'That may have a device when its own cannot be reached any more.',
      },
    ],
  },
  {
    name: 'Watchdog',
    settings: [
      {
        at: 'watchdog.minutes',
        kind: 'number',
        label: 'It waits for',
        unit: 'min',
        min: 0.1,
        max: 60,
        hint: 'INDI’s watchdog driver, when nothing is heard of this program any more.',
      },
      { at: 'watchdog.parkMount', kind: 'toggle', label: 'Then it parks the mount' },
      { at: 'watchdog.parkDome', kind: 'toggle', label: 'Then it parks the dome' },
    ],
  },
];
