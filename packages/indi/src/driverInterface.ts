/** What a driver can be, by the bits of DRIVER_INFO.DRIVER_INTERFACE (INDI's basedevice.h, DRIVER_INTERFACE). */
const bits = {
  telescope: 0,
  ccd: 1,
  guider: 2,
  focuser: 3,
  filter: 4,
  dome: 5,
  gps: 6,
  weather: 7,
  adaptiveOptics: 8,
  dustCap: 9,
  lightBox: 10,
  detector: 11,
  rotator: 12,
  spectrograph: 13,
  correlator: 14,
  auxiliary: 15,
} as const;
export type DriverInterface = keyof typeof bits;

/** The interfaces that a DRIVER_INTERFACE number stands for. */
export function driverInterfaces(interfaceBits: number): DriverInterface[] {
  return (Object.keys(bits) as DriverInterface[]).filter((name) => interfaceBits & (1 << bits[name]));
}

/** The DRIVER_INTERFACE number of a device that can be used as all of these. */
export function driverInterfaceBits(interfaces: readonly DriverInterface[]): number {
  return interfaces.reduce((sum, name) => sum | (1 << bits[name]), 0);
}
