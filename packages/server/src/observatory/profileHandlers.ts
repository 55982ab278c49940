import type { OptionsChange, Profile, ProfileOptions } from '@uraniborg/api';
import { profileOptions } from '@uraniborg/api';
import type { Handlers } from '../http/commandRoutes.ts';
import { emptyProfile } from '../profiles/emptyProfile.ts';
import { importCcdciel } from '../profiles/importCcdciel.ts';
import type { HandlerParts } from './handlerParts.ts';

type Own = Extract<keyof Handlers, `profile.${string}`>;

/** What performs the commands about profiles. */
export function profileHandlers(parts: HandlerParts): Pick<Handlers, Own> {
  const { profiles, activities, equipment, publishProfiles } = parts;
  const nothing = {};
  const create = async (profile: Profile) => {
    const id = await profiles.create(profile);
    await publishProfiles();
    return id;
  };
  return {
    'profile.create': async ({ name, copyOf }) => {
      const model = copyOf === undefined ? emptyProfile(name) : await profiles.read(copyOf);
      return { profile: await create({ ...model, name }) };
    },
    'profile.import': async ({ name, text }) => {
      const { profile, notes } = importCcdciel(text, name);
      return { profile: await create(profile), notes: [...notes] };
    },
    'profile.rename': async ({ profile, name }) => {
      await profiles.rename(profile, name);
      await publishProfiles();
      return nothing;
    },
    'profile.delete': async ({ profile }) => {
      await profiles.remove(profile);
      await publishProfiles();
      return nothing;
    },
    'profile.switch': async ({ profile }) => {
      // Its file may be broken: that is found out before anything is let go of.
      await profiles.read(profile);
      await activities.stop();
      await equipment.disconnectAll();
      await profiles.activate(profile);
      await parts.useProfile();
      return nothing;
    },
    'profile.read': async ({ profile }) => ({ profile: await profiles.read(profile) }),
    'profile.set': async ({ options }) => {
      await profiles.save((profile) => ({ ...profile, options: changed(profile.options, options) }));
      parts.optionsChanged();
      await publishProfiles();
      return nothing;
    },
  };
}

/** Sections are merged; everything in them that is named is replaced. */
function changed(options: ProfileOptions, change: OptionsChange): ProfileOptions {
  const merged = Object.entries(options).map(([name, section]) => {
    const given = change[name as keyof OptionsChange];
    if (given === undefined) return [name, section];
    const merges = isRecord(section) && isRecord(given) && name !== 'site';
    return [name, merges ? { ...section, ...given } : given];
  });
  return profileOptions.parse(Object.fromEntries(merged));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
