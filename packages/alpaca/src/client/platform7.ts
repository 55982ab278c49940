import { DeviceError } from '@uraniborg/core';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { stateMembers } from '../memberIndex.ts';

/** The methods of a client before they are given their types. */
export type Methods = Record<string, (...given: unknown[]) => Promise<unknown>>;

/**
 * Gives devices older than Platform 7 what they lack: Connect and Disconnect begin a write of Connected and return,
 * Connecting tells of it, and DeviceState reads its members one by one. Newer devices are asked themselves.
 */
export function emulatePlatform7(type: DeviceType, client: Methods): Methods {
  const call = async (name: string, ...given: unknown[]) => client[name]?.(...given);
  let modern: boolean | undefined;
  let underWay = false;
  let failure: unknown;

  const isModern = async (options: unknown) => {
    if (modern !== undefined) return modern;
    try {
      modern = Number(await call('interfaceVersion', options)) >= deviceTypes[type].platform7;
      return modern;
    } catch (error) {
      // A server so old that it does not know the member, or a driver that cannot tell before it is connected.
      if (error instanceof DeviceError) return false;
      throw error;
    }
  };
  const begin = (on: boolean, options: unknown) => {
    underWay = true;
    failure = undefined;
    call('putConnected', on, options)
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        underWay = false;
      });
  };
  const readOneByOne = async (options: unknown) => {
    const state: Record<string, unknown> = {};
    const read = async (method: string) => {
      try {
        state[method] = await call(method, options);
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error; // what the device cannot tell is absent
      }
    };
    await Promise.all(stateMembers(type).map(({ method }) => read(method)));
    return state;
  };

  return {
    ...client,
    connect: async (options) => ((await isModern(options)) ? call('connect', options) : begin(true, options)),
    disconnect: async (options) => ((await isModern(options)) ? call('disconnect', options) : begin(false, options)),
    connecting: async (options) => {
      if (await isModern(options)) return call('connecting', options);
      if (!underWay && failure !== undefined) throw failure;
      return underWay;
    },
    deviceState: async (options) => ((await isModern(options)) ? call('deviceState', options) : readOneByOne(options)),
  };
}
