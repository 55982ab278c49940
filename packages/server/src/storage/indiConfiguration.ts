import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import { MessageReader, type NewVector, type Values, writeMessage } from '@uraniborg/indi';
import type { Configuration, Settings } from '@uraniborg/simulators';
import { makeFolder } from './makeFolder.ts';
import { storageError } from './storageError.ts';

/** Settings of a device weigh a few kilobytes. */
const LARGEST_BYTES = 1 << 20;

/**
 * Settings of INDI devices where INDI's own drivers keep theirs, and as they write them: `<device>_config.xml` in
 * `folder`, an INDIDriver element around the requests that set the device up.
 */
export function indiConfiguration(folder: string): Configuration {
  const fileOf = (device: string) => join(folder, `${device.replaceAll(/[/\\]/g, '_')}_config.xml`);
  return {
    async load(device) {
      const file = fileOf(device);
      const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw storageError(`The settings ${file} cannot be read`, error);
      });
      return bytes && settingsOf(bytes, device, file);
    },
    async save(device, settings) {
      const file = fileOf(device);
      await makeFolder(folder);
      try {
        await writeFile(`${file}.new`, fileText(device, settings), { flush: true });
        await rename(`${file}.new`, file);
      } catch (error) {
        throw storageError(`The settings ${file} cannot be written`, error);
      }
    },
    purge: (device) => rm(fileOf(device), { force: true }),
  };
}

function fileText(device: string, settings: Settings): string {
  const requests = Object.entries(settings).flatMap(([name, values]) => [
    ...writeMessage(request(device, name, values)),
  ]);
  return `<INDIDriver>\n${Buffer.concat(requests).toString()}</INDIDriver>\n`;
}

/** A number, switch or text property by what its values are. */
function request(device: string, name: string, values: Values): NewVector {
  const head = { tag: 'new', device, name, timestamp: undefined, message: undefined } as const;
  const elements = Object.entries(values);
  const [first] = Object.values(values);
  if (typeof first === 'number')
    return { ...head, type: 'number', elements: elements.map(([e, value]) => ({ name: e, value: Number(value) })) };
  if (typeof first === 'boolean')
    return { ...head, type: 'switch', elements: elements.map(([e, value]) => ({ name: e, value: value === true })) };
  return { ...head, type: 'text', elements: elements.map(([e, value]) => ({ name: e, value: String(value) })) };
}

function settingsOf(bytes: Uint8Array, device: string, file: string): Settings {
  const settings: Record<string, Values> = {};
  const broken = (cause?: unknown) =>
    new InvalidInput(`The settings ${file} are not those of an INDI device; remove the file`, undefined, { cause });
  const inside = /^\s*<INDIDriver>(.*)<\/INDIDriver>\s*$/s.exec(Buffer.from(bytes).toString())?.[1];
  if (inside === undefined || bytes.length > LARGEST_BYTES) throw broken();
  const reader = new MessageReader({
    message(message) {
      if (message.tag !== 'new' || message.type === 'blob' || message.device !== device) return;
      settings[message.name] = Object.fromEntries(message.elements.map(({ name, value }) => [name, value]));
    },
  });
  try {
    reader.push(Buffer.from(inside));
  } catch (error) {
    throw broken(error);
  }
  return settings;
}
