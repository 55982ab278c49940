export type { Blob, BlobEvent, BlobSubscription } from './blobLink.ts';
export { blobsOver } from './blobsOver.ts';
export type { ByteListener, ByteStream, Connect } from './byteStream.ts';
export {
  type ChangeOptions,
  type DriverMessage,
  IndiClient,
  type IndiClientOptions,
  type IndiEvent,
} from './client.ts';
export { type DriverInterface, driverInterfaceBits, driverInterfaces } from './driverInterface.ts';
export { discoverDevices, type IndiDevice, indiDevices } from './indiDevices.ts';
export type { Backoff } from './link.ts';
export { memoryPair } from './memoryPair.ts';
export type * from './message.ts';
export { type BlobProgress, MessageReader, type ReaderLimits } from './messageReader.ts';
export type { ConnectMessages, MessageStream, MessageStreamListener } from './messageStream.ts';
export { formatNumber, parseNumber } from './number.ts';
export { type NewValues, type OutgoingBlob, PropertyServer, type PropertyServerOptions } from './propertyServer.ts';
export { record } from './record.ts';
export type { RecordedLine } from './recording.ts';
export { replay } from './replay.ts';
export type { Report } from './report.ts';
export { serveStdio } from './serveStdio.ts';
export { serveTcp, type TcpService } from './serveTcp.ts';
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
