/**
 * Which contracts are held where: the tests register what stands here (`holdContracts`), and the reference page of the
 * contracts is made from it. Plain data, so that a script can read it without a test runner.
 */
export const contractRoles = {
  camera: 'Camera',
  mount: 'Mount',
  focuser: 'Focuser',
  filterWheel: 'Filter wheel',
  rotator: 'Rotator',
  dome: 'Dome',
  coverCalibrator: 'Cover and flat panel',
  weather: 'Weather',
  safety: 'Safety',
  switches: 'Switches',
  gps: 'GPS',
} as const;
export type ContractRole = keyof typeof contractRoles;

export interface ContractPath {
  /** How the device is reached, for people. */
  readonly title: string;
  /** The test file, for who wants to see. */
  readonly file: string;
  readonly devices: Readonly<Partial<Record<ContractRole, readonly string[]>>>;
}

const simulatedAlpaca = {
  camera: ['Simulated camera', 'Simulated guide camera'],
  mount: ['Simulated mount'],
  focuser: ['Simulated focuser'],
  filterWheel: ['Simulated filter wheel'],
  rotator: ['Simulated rotator'],
  dome: ['Simulated dome'],
  coverCalibrator: ['Simulated cover and flat panel'],
  weather: ['Simulated weather station'],
  safety: ['Simulated safety monitor'],
  switches: ['Simulated power box'],
} as const;
/** The simulators that play each role; Alpaca knows no receivers. */
export const simulated = { ...simulatedAlpaca, gps: ['Simulated GPS'] } as const;

/** One that knows where it stands, one that knows only steps, and one whose motor only runs for a time. */
const focusers = ['Simulated focuser', 'Simulated relative focuser', 'Simulated timed focuser'] as const;

/** After the name of a camera: its guide head is meant. */
export const SECOND_SENSOR = ' (second sensor)';

export const contractPaths = {
  alpacaMemory: {
    title: 'Alpaca, in memory',
    file: 'alpaca/simulators.test.ts',
    devices: { ...simulatedAlpaca, focuser: ['Simulated focuser', 'Simulated relative focuser'] },
  },
  olderAlpaca: {
    title: 'Alpaca before Platform 7, in memory',
    file: 'alpaca/simulators.test.ts',
    devices: { ...simulatedAlpaca, focuser: ['Simulated focuser', 'Simulated relative focuser'] },
  },
  alpacaLoopback: {
    title: 'Alpaca, TCP',
    file: 'alpaca/simulators.test.ts',
    devices: { ...simulatedAlpaca, focuser: ['Simulated focuser', 'Simulated relative focuser'] },
  },
  indiMemory: {
    title: 'INDI, in memory',
    file: 'indi/simulators.test.ts',
    devices: { ...simulated, camera: [...simulated.camera, 'Simulated DSLR'], focuser: focusers },
  },
  indiLoopback: {
    title: 'INDI, TCP',
    file: 'indi/simulators.test.ts',
    devices: { ...simulated, focuser: focusers },
  },
  indiServer: {
    title: "INDI, under Debian's indiserver",
    file: 'indi/underIndiserver.test.ts',
    devices: simulated,
  },
  debianDevices: {
    title: "Debian's INDI drivers",
    file: 'indi/debianDevices.test.ts',
    devices: {
      camera: ['CCD Simulator', `CCD Simulator${SECOND_SENSOR}`],
      focuser: ['Focuser Simulator'],
      // The camera has one inside.
      filterWheel: ['Filter Simulator', 'CCD Simulator'],
    },
  },
  debianMount: {
    title: "Debian's INDI drivers",
    file: 'indi/debianMount.test.ts',
    devices: { mount: ['Telescope Simulator'] },
  },
  debianAccessories: {
    title: "Debian's INDI drivers",
    file: 'indi/debianAccessories.test.ts',
    devices: {
      rotator: ['Rotator Simulator'],
      dome: ['Dome Simulator'],
      coverCalibrator: ['Light Panel Simulator'],
      weather: ['Weather Simulator', 'SQM Simulator'],
      safety: ['Weather Simulator'],
      // A light panel is a switch and a slider to whoever takes it for switches.
      switches: ['Light Panel Simulator'],
      gps: ['GPS Simulator'],
    },
  },
} as const satisfies Record<string, ContractPath>;
