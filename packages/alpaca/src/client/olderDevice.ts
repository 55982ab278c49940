import { DeviceError } from '@uraniborg/core';
import { alpacaErrors } from '../alpacaError.ts';
import type { DeviceType } from '../deviceTypes.ts';
import { type Member, membersByPath, methodName, sinceVersion } from '../memberIndex.ts';
import type { Methods } from './platform7.ts';

/**
 * Gives a device of an older interface version what can be told without it: a cover calibrator of version 1 moves while
 * its CoverState says so, a switch of version 2 is not asynchronous. The device is asked first; once it has refused a
 * member that its version does not have, the table answers.
 */
export function completeOlderDevice(type: DeviceType, client: Methods): Methods {
  const complete = { ...client };
  let version: number | undefined;
  const versionOf = async (options: unknown) => {
    try {
      version ??= Number(await client.interfaceVersion?.(options));
    } catch (error) {
      // The first versions did not have the member.
      if (!isUnknownMember(error)) throw error;
      version = 1;
    }
    return version;
  };

  for (const member of membersByPath(type).values()) {
    const since = sinceVersion(type, member.row);
    const told = since > 1 ? toldByTable(member, complete) : undefined;
    const ask = client[member.method];
    if (!told || !ask) continue;
    let absent = false;
    complete[member.method] = async (...given) => {
      if (absent) return told(given);
      try {
        return await ask(...given);
      } catch (error) {
        if (!isUnknownMember(error) || (await versionOf(given.at(-1))) >= since) throw error;
        absent = true;
        return told(given);
      }
    };
  }
  return complete;
}

/** What is read of a member whose default needs nothing but other members. */
function toldByTable({ row }: Member, client: Methods): ((given: unknown[]) => unknown) | undefined {
  const fallback = row.default;
  if (fallback === undefined || row.access === 'command') return undefined;
  if (typeof fallback !== 'object' || Array.isArray(fallback)) return () => fallback;
  if ('same' in fallback) return (given) => client[methodName(fallback.same)]?.(...given);
  if (!('when' in fallback)) return undefined;
  return async (given) => (await client[methodName(fallback.when)]?.(...given)) === fallback.is;
}

function isUnknownMember(error: unknown): boolean {
  if (!(error instanceof DeviceError)) return false;
  return error.code === alpacaErrors.notImplemented || /^HTTP 4\d\d$/.test(String(error.code));
}
