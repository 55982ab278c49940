import type { ProfileOptions } from '@uraniborg/api';
import { useObservatory } from '../observatory/observatory.ts';
import { Needs } from '../parts/Needs.tsx';
import { goTo } from '../shell/places.ts';
import { SettingLine } from './SettingLine.tsx';
import { settingGroups } from './settings.ts';

/** Every option of the profile in use. What is changed counts at once and is kept in its file. */
export function SettingsPlace() {
  const profile = useObservatory(({ profiles }) => profiles.profile);
  if (!profile) return null;
  const options: ProfileOptions = profile.options;
  return (
    <div className="h-full overflow-y-auto bg-panel p-3 md:p-4">
      <header className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-medium text-lg">Settings</h1>
        <p className="text-faint text-sm">
          of the profile{' '}
          <button type="button" className="min-h-(--control) text-soft underline" onClick={() => goTo('equipment')}>
            {profile.name}
          </button>
        </p>
      </header>
      <Needs access="owner">
        <div className="columns-1 gap-10 lg:columns-2 2xl:columns-3">
          {settingGroups.map(({ name, settings }) => (
            <section key={name} aria-label={name} className="mb-6 break-inside-avoid">
              <h2 className="mb-1 text-faint text-sm">{name}</h2>
              <div className="flex flex-col gap-2">
                {settings.map((setting) => (
                  <SettingLine key={setting.at} setting={setting} options={options} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </Needs>
    </div>
  );
}
