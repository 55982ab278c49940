import type { ProfileOptions } from '@uraniborg/api';
import { run } from '../observatory/command.ts';
import { Choice } from '../parts/Choice.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { AreasSetting } from './AreasSetting.tsx';
import { FiltersSetting } from './FiltersSetting.tsx';
import { FlagsSetting } from './FlagsSetting.tsx';
import { HorizonSetting } from './HorizonSetting.tsx';
import { changeTo, optionAt } from './optionPath.ts';
import { SettingRow } from './SettingRow.tsx';
import { SiteSetting } from './SiteSetting.tsx';
import type { Setting } from './settings.ts';

/** One option: what it is called, its control by its kind, and what a person should know of it. */
export function SettingLine({ setting, options }: { setting: Setting; options: ProfileOptions }) {
  const { at, label, hint } = setting;
  const value = optionAt(options, at);
  const send = (next: unknown) => run('profile.set', { options: changeTo(at, next) });
  const change = (next: unknown): void => void send(next);
  switch (setting.kind) {
    case 'number': {
      const { unit, min, max, whole, empty } = setting;
      return (
        <SettingRow label={label} hint={hint}>
          <NumberField
            label={label}
            value={typeof value === 'number' ? value : null}
            unit={unit}
            min={min}
            max={max}
            whole={whole ?? false}
            placeholder={empty ?? ''}
            onChange={change}
            {...(empty !== undefined && { onEmpty: () => change(null) })}
          />
        </SettingRow>
      );
    }
    case 'text':
      return (
        <SettingRow label={label} hint={hint}>
          <TextField
            label={label}
            value={String(value)}
            maxLength={setting.longest}
            placeholder={setting.placeholder}
            onChange={(next) => change(next.trim())}
          />
        </SettingRow>
      );
    case 'hosts':
      return (
        <SettingRow label={label} hint={hint}>
          <TextField
            label={label}
            value={options.recovery.indiServers.join(' ')}
            placeholder="host or host:port, with blanks between"
            onChange={(next) => change(next.split(/[\s,]+/).filter((host) => host !== ''))}
          />
        </SettingRow>
      );
    case 'choice':
      return (
        <SettingRow label={label} hint={hint}>
          <Choice label={label} value={String(value)} options={setting.choices} onChange={change} />
        </SettingRow>
      );
    case 'toggle':
      return <Toggle label={label} on={value === true} onChange={change} />;
    case 'site':
      return <SiteSetting site={options.site} send={send} />;
    case 'horizon':
      return <HorizonSetting points={options.horizon.points} onChange={change} />;
    case 'filters':
      return <FiltersSetting filters={options.filters} send={send} />;
    case 'flags':
      return <FlagsSetting label={label} hint={hint} flags={options.grading.reject} onChange={change} />;
    case 'areas':
      return <AreasSetting areas={options.camera.areas} onChange={change} />;
  }
}
