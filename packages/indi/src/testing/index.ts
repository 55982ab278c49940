export { type IndiServerOptions, type RunningIndiServer, startIndiServer, whyNoIndiServer } from './indiServer.ts';
