import { systemClock } from '@uraniborg/core';
import { PropertyServer } from '../propertyServer.ts';
import { serveStdio } from '../serveStdio.ts';
import { exampleDevice } from './exampleDevice.ts';

/** The example device as a program that indiserver can start. */
const properties = new PropertyServer({ clock: systemClock });
exampleDevice(properties, systemClock);
await serveStdio(properties);
