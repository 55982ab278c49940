import { type Profile, profile } from '@uraniborg/api';

/** A profile without equipment, every option at its default. */
export function emptyProfile(name: string): Profile {
  return profile.parse({ version: 1, name });
}
