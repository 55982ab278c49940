import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { useRemembered } from '../remembered.ts';
import { type Debayering, debayeringNames, debayerings } from './debayering.ts';
import type { FrameImage } from './frameImage.ts';
import { balance, debayering, linkPlanes } from './imageLook.ts';

/** How colours are made of a mosaic, and which light is white. */
export function ColourControls({ image }: { image: FrameImage }) {
  const method = useRemembered(debayering);
  const isLinked = useRemembered(linkPlanes);
  const factors = useRemembered(balance);
  const [busy, setBusy] = useState(false);
  const hasColours = image.planes === 3 || method !== 'off';
  const find = async () => {
    setBusy(true);
    const found = await run('frame.colourBalance', { frame: image.id });
    setBusy(false);
    if (found) balance.set({ red: round(found.red), blue: round(found.blue) });
  };
  return (
    <>
      {image.bayer !== null && (
        <Field label="Mosaic">
          <Choice
            label="Mosaic"
            value={method}
            options={debayerings.map((value) => ({ value, label: debayeringNames[value] }))}
            onChange={(value) => debayering.set(value as Debayering)}
          />
        </Field>
      )}
      {hasColours && (
        <>
          {!factors && <Toggle label="One stretch for all colours" on={isLinked} onChange={linkPlanes.set} />}
          <Toggle
            label="Balance the colours"
            on={factors !== null}
            onChange={(on) => {
              balance.set(on ? { red: 1, blue: 1 } : null);
              if (on) void find();
            }}
          />
          {factors && (
            <>
              {(['red', 'blue'] as const).map((colour) => (
                <Field key={colour} label={colour === 'red' ? 'Red' : 'Blue'}>
                  <NumberField
                    label={colour === 'red' ? 'Red' : 'Blue'}
                    unit="×"
                    min={0.05}
                    max={20}
                    value={factors[colour]}
                    step={(now, direction) => round(now * 1.02 ** direction)}
                    onChange={(value) => balance.set({ ...factors, [colour]: value })}
                  />
                </Field>
              ))}
              <Button disabled={busy} onClick={() => void find()}>
                {busy ? 'Measuring …' : 'The average star is white'}
              </Button>
            </>
          )}
        </>
      )}
    </>
  );
}

const round = (factor: number): number => Math.round(factor * 1000) / 1000;
