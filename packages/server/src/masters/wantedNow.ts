import type { ObservatoryState, Reading } from '@uraniborg/api';
import type { Wanted } from './whyNot.ts';

/** What the next light of the capture form would be, as far as the camera and the filter wheel are known. */
export function wantedNow({
  capture,
  devices,
  profiles,
}: Pick<ObservatoryState, 'capture' | 'devices' | 'profiles'>): Wanted {
  const { seconds, bin, area } = capture;
  const { camera: usual, filters } = profiles.profile.options;
  const device = (role: Reading['kind']) => devices.find((one) => one.role === role && one.link === 'on');
  const camera = device('camera');
  const reading = camera?.reading?.kind === 'camera' ? camera.reading : undefined;
  const wheel = device('filterWheel')?.reading;
  const slot = capture.filter ?? (wheel?.kind === 'filterWheel' ? wheel.slot : null);
  const named = wheel?.kind === 'filterWheel' && slot !== null ? wheel.filters[slot]?.name : undefined;
  const binned = (pixels: number) => Math.floor(pixels / bin);
  return {
    camera: (usual.name || camera?.name) ?? null,
    filter: named ?? (slot === null ? null : (filters[slot]?.name ?? null)),
    seconds,
    gain: capture.gain ?? usual.gain ?? reading?.gain ?? null,
    offset: capture.offset ?? usual.offset ?? reading?.offset ?? null,
    temperature: reading?.temperature ?? null,
    bin,
    width: area?.width ?? (reading ? binned(reading.width) : null),
    height: area?.height ?? (reading ? binned(reading.height) : null),
    planes: 1,
  };
}
