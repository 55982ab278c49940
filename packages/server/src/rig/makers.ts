import { alpacaClient, type ClientOptions, type DeviceType } from '@uraniborg/alpaca';
import type { Role } from '@uraniborg/api';
import {
  alpacaCamera,
  alpacaCoverCalibrator,
  alpacaDome,
  alpacaFilterWheel,
  alpacaFocuser,
  alpacaMount,
  alpacaRotator,
  alpacaSafety,
  alpacaSwitches,
  alpacaWeather,
  type Camera,
  type DecodeFile,
  type IndiSensor,
  indiCamera,
  indiCoverCalibrator,
  indiDome,
  indiFilterWheel,
  indiFocuser,
  indiGps,
  indiMount,
  indiRotator,
  indiSafety,
  indiSwitches,
  indiWatchdog,
  indiWeather,
  phd2Guider,
} from '@uraniborg/devices';
import { type IndiClient, tcp } from '@uraniborg/indi';
import type { DeviceOf } from '../observatory/readings.ts';
import { frameFolder } from '../storage/frameFolder.ts';

interface AlpacaPlace {
  readonly number: number;
  readonly options: ClientOptions;
  readonly address: string;
}

/** What is said of a camera of INDI besides its name. */
interface IndiCameraPlace {
  readonly sensor: IndiSensor;
  /** Where its driver writes frames. */
  readonly folder: string | undefined;
  /** What reads the frames it sends. */
  readonly decode: DecodeFile | undefined;
}

/** How a device of a kind is made, over either protocol. */
interface Maker<D> {
  /** Its type in Alpaca; undefined where Alpaca knows no such thing. */
  readonly type: DeviceType | undefined;
  readonly alpaca: ((at: AlpacaPlace) => D) | undefined;
  /** undefined where it is no device of INDI's. */
  readonly indi: ((client: IndiClient, device: string, address: string, camera: IndiCameraPlace) => D) | undefined;
  /** As a program of its own. */
  readonly phd2?: (place: { readonly host: string; readonly port: number }, address: string) => D;
}

const camera: Maker<Camera> = {
  type: 'camera',
  alpaca: ({ number, options, address }) => alpacaCamera(alpacaClient('camera', number, options), address),
  indi: (client, device, address, { sensor, folder, decode }) =>
    indiCamera(client, device, address, {
      ...(decode && { decode }),
      folder: folder ? frameFolder(folder) : undefined,
      sensor,
    }),
};

const PHD2 = { name: 'PHD2', hint: 'is it running, and is its server enabled in its Tools menu?' };

export const makers: { readonly [R in Role]: Maker<DeviceOf[R]> } = {
  camera,
  guideCamera: camera,
  finderCamera: camera,
  mount: {
    type: 'telescope',
    alpaca: ({ number, options, address }) => alpacaMount(alpacaClient('telescope', number, options), address),
    indi: indiMount,
  },
  focuser: {
    type: 'focuser',
    alpaca: ({ number, options, address }) => alpacaFocuser(alpacaClient('focuser', number, options), address),
    indi: indiFocuser,
  },
  filterWheel: {
    type: 'filterWheel',
    alpaca: ({ number, options, address }) => alpacaFilterWheel(alpacaClient('filterWheel', number, options), address),
    indi: indiFilterWheel,
  },
  rotator: {
    type: 'rotator',
    alpaca: ({ number, options, address }) => alpacaRotator(alpacaClient('rotator', number, options), address),
    indi: indiRotator,
  },
  dome: {
    type: 'dome',
    alpaca: ({ number, options, address }) => alpacaDome(alpacaClient('dome', number, options), address),
    indi: indiDome,
  },
  coverCalibrator: {
    type: 'coverCalibrator',
    alpaca: ({ number, options, address }) =>
      alpacaCoverCalibrator(alpacaClient('coverCalibrator', number, options), address),
    indi: indiCoverCalibrator,
  },
  weather: {
    type: 'observingConditions',
    alpaca: ({ number, options, address }) =>
      alpacaWeather(alpacaClient('observingConditions', number, options), address),
    indi: indiWeather,
  },
  safety: {
    type: 'safetyMonitor',
    alpaca: ({ number, options, address }) => alpacaSafety(alpacaClient('safetyMonitor', number, options), address),
    indi: indiSafety,
  },
  gps: { type: undefined, alpaca: undefined, indi: indiGps },
  watchdog: { type: undefined, alpaca: undefined, indi: indiWatchdog },
  guider: {
    type: undefined,
    alpaca: undefined,
    indi: undefined,
    phd2: ({ host, port }, address) => phd2Guider({ connect: tcp({ host, port, server: PHD2 }), address }),
  },
  switches: {
    type: 'switch',
    alpaca: ({ number, options, address }) => alpacaSwitches(alpacaClient('switch', number, options), address),
    indi: indiSwitches,
  },
};
