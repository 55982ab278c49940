import type { Profile, Seat } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { Handlers } from '../http/commandRoutes.ts';
import { choiceOf, withChoice } from '../profiles/choices.ts';
import { serverOf } from '../profiles/serverLogins.ts';
import { loginOfAddress } from '../rig/loginOfAddress.ts';
import { onServer } from '../rig/onServer.ts';
import type { HandlerParts } from './handlerParts.ts';

type Own = Extract<keyof Handlers, `equipment.${string}` | `server.${string}`>;

/** What performs the commands about who plays which part. What is chosen is written to the active profile. */
export function equipmentHandlers(parts: HandlerParts): Pick<Handlers, Own> {
  const { equipment, activities, profiles, logins, publishProfiles, clock, signal } = parts;
  const nothing = {};
  const save = async (change: (profile: Profile) => Profile) => {
    await profiles.save(change);
    await publishProfiles();
  };
  const setLogin = async (...login: Parameters<typeof logins.set>) => {
    await logins.set(...login);
    parts.forgetServer(login[0]);
    await publishProfiles();
  };
  const warmThen = (letGo: () => Promise<void>) =>
    parts.cooling.warmThen(profiles.active.options.cooling.degreesPerMinute, letGo);
  /** The address without its login, which goes where logins are kept. */
  const assign = async (seat: Seat, text: string) => {
    const { address, login } = text === '' ? { address: '', login: undefined } : loginOfAddress(text);
    const link = equipment.link(seat);
    if (login) await setLogin(login.server, { user: login.user, password: login.password });
    await link.assign(address);
    await save((profile) => withChoice(profile, seat, { address }));
  };
  return {
    'equipment.assign': async ({ address, ...seat }) => {
      await assign(seat, address.trim());
      return nothing;
    },
    'equipment.connect': async (seat) => {
      await equipment.link(seat).connect();
      return nothing;
    },
    'equipment.disconnect': async ({ warmFirst = false, ...seat }) => {
      const link = equipment.link(seat);
      if (seat.role === 'camera' && warmFirst && link.device) await warmThen(() => link.disconnect());
      else await link.disconnect();
      return nothing;
    },
    'equipment.connectAll': async () => {
      await equipment.connectAll();
      return nothing;
    },
    'equipment.disconnectAll': async ({ warmFirst = false }) => {
      const letGo = async () => {
        await activities.stop();
        await equipment.disconnectAll();
      };
      if (warmFirst && equipment.link({ role: 'camera' }).device) await warmThen(letGo);
      else await letGo();
      return nothing;
    },
    'equipment.discover': async ({ indiHost }) => {
      const { devices, problems } = await parts.discover({ indiHost, clock, signal });
      return { devices: [...devices], problems: [...problems] };
    },
    'equipment.setServer': async ({ protocol, server, from }) => {
      const changes = equipment.links.flatMap(({ seat, state: { address } }) => {
        const moved = address === '' ? undefined : onServer(address, { protocol, server, from });
        return moved === undefined ? [] : [{ seat, address: moved }];
      });
      for (const { seat, address } of changes) {
        await equipment.link(seat).assign(address);
        // It is the same device: what was said of it stays.
        await save((profile) => withChoice(profile, seat, { ...choiceOf(profile, seat), address }));
      }
      return { changed: changes.length };
    },
    'equipment.addSwitches': async ({ nickname, address = '' }) => {
      equipment.addSwitches(nickname);
      await save((profile) => ({ ...profile, switches: [...profile.switches, { nickname, address: '' }] }));
      if (address !== '') await assign({ role: 'switches', nickname }, address);
      return nothing;
    },
    'equipment.renameSwitches': async ({ nickname, to }) => {
      const { address } = equipment.link({ role: 'switches', nickname }).state;
      if (nickname === to) return nothing;
      const made = equipment.addSwitches(to);
      await equipment.removeSwitches(nickname);
      await made.assign(address);
      await save((profile) => renamed(profile, nickname, to));
      return nothing;
    },
    'equipment.removeSwitches': async ({ nickname }) => {
      await equipment.removeSwitches(nickname);
      await save((profile) => ({
        ...profile,
        switches: profile.switches.filter((one) => one.nickname !== nickname),
      }));
      return nothing;
    },
    'equipment.set': async ({ role, nickname, power, loadConfiguration, frameFolder }) => {
      const seat = { role, nickname };
      if (equipment.link(seat).state.address === '')
        throw new InvalidInput('Choose a device for it first', nickname === undefined ? 'role' : 'nickname');
      if (power) equipment.link({ role: 'switches', nickname: power.switches });
      if (frameFolder && !(/camera/i.test(role) && equipment.link(seat).state.address.startsWith('indi://')))
        throw new InvalidInput('Only cameras of INDI write their frames into a folder', 'frameFolder');
      await save((profile) =>
        withChoice(profile, seat, {
          ...(power !== undefined && { power: power ?? undefined }),
          ...(loadConfiguration !== undefined && { loadConfiguration }),
          ...(frameFolder !== undefined && { frameFolder: frameFolder ?? undefined }),
        }),
      );
      return nothing;
    },
    'server.login': async ({ server, user, password, certificate }) => {
      const login = { user, password, ...(certificate !== undefined && { certificate }) };
      await setLogin(serverOf(server), user === '' && certificate === undefined ? undefined : login);
      return nothing;
    },
  };
}

/** What takes its power from switches names them too. */
function renamed(profile: Profile, from: string, to: string): Profile {
  const follow = <C extends { power?: { switches: string; switch: string } | undefined }>(choice: C): C =>
    choice.power?.switches === from ? { ...choice, power: { ...choice.power, switches: to } } : choice;
  return {
    ...profile,
    devices: Object.fromEntries(Object.entries(profile.devices).map(([role, choice]) => [role, follow(choice)])),
    switches: profile.switches.map((one) => follow(one.nickname === from ? { ...one, nickname: to } : one)),
  };
}
