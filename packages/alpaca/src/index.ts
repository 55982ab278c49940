export { type AlpacaErrorName, alpacaError, alpacaErrors } from './alpacaError.ts';
export type {
  AlpacaClient,
  AlpacaDriver,
  AlpacaImage,
  AxisRate,
  CallOptions,
  DeviceState,
  DownloadOptions,
  DriverImage,
} from './deviceInterface.ts';
export { type DeviceType, deviceTypes } from './deviceTypes.ts';
export { type AlpacaEnumeration, type Enumerated, enumerations } from './enumerations.ts';
export { type ElementType, elementTypes } from './imageBytes/elementType.ts';
export { common as commonMembers } from './members/common.ts';
export type { Members, Row } from './members/row.ts';
export type { AlpacaRequest, AlpacaResponse, Transport } from './transport.ts';
