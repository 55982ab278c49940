import { AbortedError, type Clock, DeviceError, HouseError, InvalidInput, sentenceOf } from '@uraniborg/core';
import { alpacaErrors } from '../alpacaError.ts';
import type { DriverImage } from '../deviceInterface.ts';
import { type Member, memberParameters } from '../memberIndex.ts';
import { parseParameter } from '../wire/parameter.ts';
import { valueToJson, WrongValue } from '../wire/value.ts';
import { callMember, type OpenDevice, writeMember } from './callMember.ts';
import { requireConnected } from './connection.ts';
import { deviceStateEntries } from './deviceState.ts';
import { imageAnswer } from './imageAnswer.ts';
import { json, plainText, type ServerRequest, type ServerResponse } from './message.ts';
import type { Parameters, Transaction } from './transaction.ts';

/** A request that has found its device and its member. */
export interface MemberRequest {
  readonly open: OpenDevice;
  readonly member: Member;
  readonly request: ServerRequest;
  readonly parameters: Parameters;
  readonly transaction: Transaction;
}

/**
 * Answers it: status 400 and a sentence when the request is wrong, else 200 and the envelope, errors of the device
 * inside.
 *
 * @param onFault told of what is a fault of the driver and no refusal
 */
export async function deviceAnswer(
  asked: MemberRequest,
  clock: Clock,
  onFault: (error: unknown) => void,
): Promise<ServerResponse> {
  const { member, request, transaction } = asked;
  const { row } = member;
  const writes = row.access === 'readWrite' && request.method === 'PUT';
  if ((request.method === 'PUT') !== (writes || row.access === 'command'))
    return plainText(400, `${member.name} is not used with ${request.method}`);
  try {
    const values = parseParameters(asked, writes);
    return await perform(asked, writes, values, clock);
  } catch (error) {
    if (error instanceof BadRequest) return plainText(400, error.message);
    const code = codeOf(error);
    if (code === undefined) onFault(error);
    return envelope(transaction, undefined, code ?? alpacaErrors.unspecified, sentenceOf(error));
  }
}

/** What every JSON answer is wrapped in. */
export function envelope(
  transaction: Transaction,
  value?: unknown,
  errorNumber = 0,
  errorMessage = '',
): ServerResponse {
  return json({
    ...(value === undefined ? {} : { Value: value }),
    ClientTransactionID: transaction.clientTransactionId,
    ServerTransactionID: transaction.serverTransactionId,
    ErrorNumber: errorNumber,
    ErrorMessage: errorMessage,
  });
}

async function perform(
  { open, member, request, transaction }: MemberRequest,
  writes: boolean,
  values: readonly unknown[],
  clock: Clock,
): Promise<ServerResponse> {
  const { row, name } = member;
  if (writes) {
    await writeMember(open, member, values[0]);
    return envelope(transaction);
  }
  if (row.type === 'deviceState') {
    await requireConnected(open.connection, open.device.name);
    return envelope(transaction, await deviceStateEntries(open, clock));
  }
  const value = await callMember(open, member, values);
  if (row.type === undefined) return envelope(transaction);
  if (row.type === 'image') return imageAnswer(request, value as DriverImage, transaction);
  try {
    return envelope(transaction, valueToJson(row.type, value));
  } catch (error) {
    if (error instanceof WrongValue)
      throw new Error(`The driver of ${open.device.name} is wrong about ${name}: ${error.message}`);
    throw error;
  }
}

/** The request cannot be understood: HTTP 400. */
class BadRequest extends Error {}

function parseParameters({ member, parameters }: MemberRequest, writes: boolean): unknown[] {
  const { name } = member;
  return memberParameters(member, writes).map((parameter) => {
    const text = parameters(parameter.name);
    if (text === undefined) throw new BadRequest(`${name} needs the parameter ${parameter.name}, spelt so`);
    try {
      return parseParameter(parameter.name, parameter.type, text);
    } catch (error) {
      throw error instanceof InvalidInput ? new BadRequest(`${name}: ${error.message}`) : error;
    }
  });
}

/** The ASCOM number of what a driver threw; undefined for what it did not throw on purpose. */
function codeOf(error: unknown): number | undefined {
  if (error instanceof DeviceError) {
    const ascom = typeof error.code === 'number' && error.code >= 0x400 && error.code <= 0xfff;
    return ascom ? Number(error.code) : alpacaErrors.unspecified;
  }
  if (error instanceof InvalidInput) return alpacaErrors.invalidValue;
  if (error instanceof AbortedError) return alpacaErrors.operationCancelled;
  return error instanceof HouseError ? alpacaErrors.unspecified : undefined;
}
