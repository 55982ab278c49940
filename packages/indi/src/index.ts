export type { Blob, BlobEvent, BlobSubscription } from './blobLink.ts';
export type { ByteListener, ByteStream, Connect } from './byteStream.ts';
export {
  type ChangeOptions,
  type DriverMessage,
  IndiClient,
  type IndiClientOptions,
  type IndiEvent,
} from './client.ts';
export { type DriverInterface, driverInterfaces, type IndiDevice, indiDevices } from './driverInterface.ts';
export type { Backoff } from './link.ts';
export { memoryPair } from './memoryPair.ts';
export type * from './message.ts';
export { type BlobProgress, MessageReader, type ReaderLimits } from './messageReader.ts';
export { formatNumber, parseNumber } from './number.ts';
export { acceptedSocket, INDI_PORT, type TcpOptions, tcp } from './tcp.ts';
export {
  type BlobElement,
  type BlobVector,
  chosen,
  isOn,
  type LightElement,
  type LightVector,
  type NumberElement,
  type NumberVector,
  numberOf,
  type Permission,
  type PropertyState,
  type SwitchElement,
  type SwitchRule,
  type SwitchVector,
  type TextElement,
  type TextVector,
  textOf,
  type Values,
  type Vector,
  type VectorType,
} from './vector.ts';
export type { WaitOptions } from './waitUntil.ts';
export { writeMessage } from './writeMessage.ts';
