import type { ApiError } from '@uraniborg/api';
import { HouseError, InvalidInput, sentenceOf } from '@uraniborg/core';
import type { z } from 'zod';

const STATUS: Record<HouseError['tag'], number> = {
  InvalidInput: 400,
  DeviceError: 409,
  AbortedError: 409,
  TransportError: 502,
  TimeoutError: 504,
  StorageError: 507,
};

/** Any thrown thing as an HTTP status and a sentence for a person; what is not of the house is a fault of ours. */
export function apiErrorOf(error: unknown): { status: number; body: ApiError } {
  if (error instanceof HouseError) {
    const where = error instanceof InvalidInput ? error.where : undefined;
    const body = { tag: error.tag, message: sentenceOf(error), ...(where === undefined ? {} : { where }) };
    return { status: STATUS[error.tag], body: { error: body } };
  }
  const status = statusOf(error);
  const message = status < 500 ? sentenceOf(error) : `Something went wrong inside the server: ${sentenceOf(error)}`;
  return { status, body: { error: { tag: status < 500 ? 'InvalidInput' : 'InternalError', message } } };
}

/** Fastify's own refusals (body too large, not JSON ...) carry their status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** The first thing that is wrong with an input, in words: "seconds" must be at least 0. */
export function invalidInputOf(error: z.ZodError): InvalidInput {
  const issue = deepest(error.issues);
  if (!issue) return new InvalidInput('The input is not valid');
  const where = issue.path.join('.');
  return new InvalidInput(`${where ? `"${where}"` : 'The input'} ${wordsOf(issue)}`, where || undefined);
}

/** A union fails with one list for each choice: the choice that came closest failed latest. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const issue = issues[0];
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const choices = issue.errors.map((choice) => deepest(choice)).filter((choice) => choice !== undefined);
  const known = choices.find((choice) => choice.path.length > 0 && !missing(choice)) ?? choices[0];
  return known ? { ...known, path: [...issue.path, ...known.path] } : issue;
}

function missing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters long' : '';
  switch (issue.code) {
    case 'too_small':
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit}`;
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit}`;
    case 'invalid_type':
      return missing(issue) ? 'is missing' : `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => String(value)).join(', ')}`;
    default:
      return `is not valid: ${issue.message}`;
  }
}

function article(expected: string): string {
  const word = expected === 'int' ? 'integer' : expected === 'object' ? 'JSON object' : expected;
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;
}
