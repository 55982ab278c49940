import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { notify } from '../shell/notices.ts';
import type { PropertyPlace } from './useSetting.ts';

const words: Record<string, { does: string; done: string; asks?: string }> = {
  CONFIG_LOAD: { does: 'Load', done: 'has loaded its saved settings' },
  CONFIG_SAVE: { does: 'Save', done: 'has saved its settings' },
  CONFIG_DEFAULT: { does: 'Default', done: 'has its default settings', asks: 'Back to the defaults of the driver?' },
  CONFIG_PURGE: { does: 'Forget', done: 'has forgotten its saved settings', asks: 'Forget what the driver has saved?' },
};

/** The settings that a driver keeps for itself: load, save, defaults. What takes something away asks first. */
export function DriverSettings({ place, offers }: { place: PropertyPlace; offers: readonly string[] }) {
  const [asked, setAsked] = useState('');
  const [busy, setBusy] = useState(false);
  const offered = offers.filter((name) => Object.hasOwn(words, name));
  if (offered.length === 0) return null;
  const perform = async (name: string): Promise<void> => {
    setAsked('');
    setBusy(true);
    const answer = await run('properties.set', { ...place, property: 'CONFIG_PROCESS', values: { [name]: true } });
    setBusy(false);
    if (answer) notify('info', `${place.device} ${words[name]?.done}`);
  };
  if (asked)
    return (
      <fieldset aria-label="Driver settings" className="flex flex-wrap items-center gap-2">
        <span>{words[asked]?.asks}</span>
        <Button onClick={() => void perform(asked)}>{words[asked]?.does}</Button>
        <Button kind="quiet" onClick={() => setAsked('')}>
          Keep
        </Button>
      </fieldset>
    );
  return (
    <fieldset aria-label="Driver settings" className="flex items-center gap-1 max-md:-ml-3">
      <span className="pr-1 text-faint text-sm max-md:hidden">Driver settings</span>
      {offered.map((name) => (
        <Button
          key={name}
          kind="quiet"
          disabled={busy}
          onClick={() => (words[name]?.asks ? setAsked(name) : void perform(name))}
        >
          {words[name]?.does}
        </Button>
      ))}
    </fieldset>
  );
}
