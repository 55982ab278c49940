import type { OptionsChange, ProfileOptions } from '@uraniborg/api';

type Whole = readonly unknown[] | string | number | boolean | null;
type PathsOf<T, K extends keyof T & string> = T[K] extends Whole ? K : `${K}.${keyof T[K] & string}`;

/** Where an option stands: "siteFrom", "recovery.attempts". The site, null or whole, is one option. */
export type OptionPath =
  | { [K in Exclude<keyof ProfileOptions, 'site'>]: PathsOf<ProfileOptions, K> }[Exclude<keyof ProfileOptions, 'site'>]
  | 'site';

export function optionAt(options: ProfileOptions, path: OptionPath): unknown {
  return path.split('.').reduce<unknown>((within, name) => Reflect.get(Object(within), name), options);
}

/** What is sent to change one option; the others stay. */
export function changeTo(path: OptionPath, value: unknown): OptionsChange {
  const [name = '', inner] = path.split('.');
  return { [name]: inner === undefined ? value : { [inner]: value } };
}
