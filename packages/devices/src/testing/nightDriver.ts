#!/usr/bin/env node
/**
 * The simulated night as a driver that an indiserver starts. It runs NIGHT_FACTOR times as fast as time, and began at
 * NIGHT_BEGUN (ms since the Unix epoch), so that a test has the same clock. NIGHT_DEVICE is one that it shall have.
 */
import { scaledClock, systemClock } from '@uraniborg/core';
import { PropertyServer, serveStdio } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { NIGHT, simulatedNight } from './simulatedNight.ts';

const factor = Number(process.env.NIGHT_FACTOR);
const late = systemClock.now() - Number(process.env.NIGHT_BEGUN);
const clock = scaledClock(factor, NIGHT + late * factor);
const properties = new PropertyServer({ clock });
offerOverIndi(properties, simulatedNight(clock, process.env.NIGHT_DEVICE));
await serveStdio(properties);
process.exit(0);
