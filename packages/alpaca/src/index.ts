export { type AlpacaErrorName, alpacaError, alpacaErrors } from './alpacaError.ts';
export { alpacaClient, type ClientOptions } from './client/client.ts';
export { type ImageForm, type ImageSource, imagesOver } from './client/images.ts';
export {
  type ConfiguredDevice,
  type DescribedServer,
  type ManagementClient,
  managementClient,
} from './client/management.ts';
export { type CheckOptions, type CheckReport, checkDevice } from './conform/checkDevice.ts';
export type { Finding, Outcome } from './conform/finding.ts';
export { definitionOf, reportJson, reportText, type Tally, tally } from './conform/report.ts';
export { reportHtml } from './conform/reportHtml.ts';
export { type Rule, type RuleName, rules as conformanceRules } from './conform/rules.ts';
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
export { type DiscoverOptions, discoverAlpaca, type FoundServer } from './discovery/discover.ts';
export { type AlpacaServer, type FindOptions, findAlpacaDevices, findByUniqueId } from './discovery/findDevices.ts';
export { answerDiscovery, type DiscoveryResponder, type ResponderOptions } from './discovery/responder.ts';
export { type AlpacaEnumeration, type Enumerated, enumerations } from './enumerations.ts';
export { type ElementType, elementTypes } from './imageBytes/elementType.ts';
export { turnAhead } from './imageBytes/encodePieces.ts';
export { commonMembers } from './members/commonMembers.ts';
export type { Members, Row } from './members/row.ts';
export type { Authorisation } from './server/authorisation.ts';
export type { ServedDevice } from './server/device.ts';
export { createAlpacaHandler, type HandlerOptions } from './server/handler.ts';
export type { ServerDescription } from './server/management.ts';
export type { AlpacaHandler, ServerRequest, ServerResponse } from './server/message.ts';
export { type ListeningServer, type ServeOptions, serveAlpaca } from './server/serve.ts';
export type { AlpacaRequest, AlpacaResponse, Transport } from './transport.ts';
export { withDeadline } from './transports/deadline.ts';
export { type HttpTransport, type HttpTransportOptions, httpTransport } from './transports/http.ts';
export { memoryTransport } from './transports/memory.ts';
export { type RecordedExchange, recordingTransport } from './transports/recorder.ts';
export { replayingTransport } from './transports/replayer.ts';
