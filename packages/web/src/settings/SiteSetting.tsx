import type { ProfileSite } from '@uraniborg/api';
import { useState } from 'react';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useWhole } from './useWhole.ts';

/** Where the observatory stands: written here whole, or not at all. */
export function SiteSetting(props: { site: ProfileSite | null; send: (site: ProfileSite | null) => Promise<unknown> }) {
  const { site, send } = props;
  const place = useObservatory((state) => state.place);
  const set = useWhole<ProfileSite | null>(site, send);
  const [draft, setDraft] = useState<{ latitude?: number; longitude?: number }>({});
  // Whether there is a site is known by what was sent last: `site` may be the one that was forgotten a moment ago.
  const change = (part: Partial<ProfileSite>): void =>
    set((last) => {
      if (last) return { ...last, ...part };
      const next = { ...draft, ...part };
      setDraft(next);
      const { latitude, longitude } = next;
      return latitude === undefined || longitude === undefined
        ? null
        : { name: '', elevation: 0, ...part, latitude, longitude };
    });
  const numbers = [
    { key: 'latitude', label: 'Latitude', unit: '° north', most: 90 },
    { key: 'longitude', label: 'Longitude', unit: '° east', most: 180 },
  ] as const;
  return (
    <>
      {numbers.map(({ key, label, unit, most }) => (
        <SettingRow key={key} label={label}>
          <NumberField
            label={label}
            unit={unit}
            min={-most}
            max={most}
            value={site?.[key] ?? draft[key] ?? null}
            placeholder={key === 'latitude' ? 'south is negative' : 'west is negative'}
            onChange={(next) => change({ [key]: next })}
          />
        </SettingRow>
      ))}
      {site && (
        <>
          <SettingRow label="Elevation">
            <NumberField
              label="Elevation"
              unit="m"
              min={-500}
              max={9000}
              value={site.elevation}
              onChange={(elevation) => change({ elevation })}
            />
          </SettingRow>
          <SettingRow label="Name of the site">
            <TextField
              label="Name of the site"
              value={site.name}
              maxLength={68}
              onChange={(name) => change({ name: name.trim() })}
            />
          </SettingRow>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {place && (
          <Button
            onClick={() => {
              const { name, latitude, longitude, elevation } = place;
              set(() => ({ name: name.slice(0, 68), latitude, longitude, elevation }));
            }}
          >
            Take the place it has now
          </Button>
        )}
        {site && (
          <Button
            kind="quiet"
            onClick={() => {
              setDraft({});
              set(() => null);
            }}
          >
            Forget the site
          </Button>
        )}
      </div>
    </>
  );
}
