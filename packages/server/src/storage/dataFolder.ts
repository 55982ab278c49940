import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything of one observatory lies. */
export interface DataFolder {
  readonly root: string;
  readonly frames: string;
  /** Master darks and flats, for frames that are stacked as they come. */
  readonly masters: string;
  readonly database: string;
  /** Files that were opened to be looked at; emptied when the program starts and ends. */
  readonly opened: string;
  /** A JSON file each. */
  readonly profiles: string;
  /** Names and passwords of Alpaca servers; for its owner's eyes only. */
  readonly logins: string;
  readonly password: string;
  /** The certificate that was made here, and its key; for its owner's eyes only. */
  readonly certificate: string;
}

/** @param root default: Uraniborg in the person's home */
export function dataFolder(root = join(homedir(), 'Uraniborg')): DataFolder {
  const full = resolve(root);
  return {
    root: full,
    frames: join(full, 'frames'),
    masters: join(full, 'masters'),
    database: join(full, 'library.sqlite'),
    opened: join(full, 'opened'),
    profiles: join(full, 'profiles'),
    logins: join(full, 'logins.json'),
    password: join(full, 'password'),
    certificate: join(full, 'certificate.pem'),
  };
}
