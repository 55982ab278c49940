import type { Collimation, NoCollimation } from '@uraniborg/api';
import { Move } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCaptureSettings } from '../../capture/captureSettings.ts';
import { stepExposure } from '../../capture/exposureSteps.ts';
import { HandPad } from '../../mount/HandPad.tsx';
import { run } from '../../observatory/command.ts';
import { useObservatory, useReading } from '../../observatory/observatory.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Needs } from '../../parts/Needs.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { numberText } from '../../parts/quantities.ts';
import { Segments } from '../../parts/Segments.tsx';
import { Toggle } from '../../parts/Toggle.tsx';
import { useRemembered } from '../../remembered.ts';
import { bullsEye, lentStretch, mirrorX, mirrorY } from '../imageLook.ts';
import { useShown } from '../shownFrame.ts';
import {
  type CollimationStep,
  circles,
  collimationStep,
  following,
  type RingLight,
  ringLight,
  ringSeconds,
  useCollimating,
  useRings,
} from './collimating.ts';
import { Numbers, PanelNote } from './Numbers.tsx';
import { useRingLoop } from './useRingLoop.ts';

const reasons: Record<NoCollimation, string> = {
  nothing: 'No bright star out of focus is in this frame. Point at one, and move the focuser until it is a disc.',
  small: 'The star is in focus, or nearly. Move the focuser until it is a ring, some 50 pixels wide or more.',
  cut: 'The star reaches beyond the frame. Take a larger window, or go nearer to the focus.',
  ragged: 'The star has no clear round outline. Expose longer against the seeing, or go farther from the focus.',
};

/** The rings of a star out of focus: how far the shadow of the secondary lies from the middle, and which way. */
export function CollimationPanel({ frame }: { frame: string }) {
  useRings(frame);
  useRingStretch(frame);
  const step = useRemembered(collimationStep);
  const { found, why, failure, image } = useCollimating();
  const busy = image !== frame;
  return (
    <div className="flex flex-col gap-2">
      <Segments<CollimationStep>
        label="Step"
        wide
        value={step}
        options={[
          { value: 'centre', label: 'Centre' },
          { value: 'rings', label: 'Rings' },
        ]}
        onChange={(next) => {
          collimationStep.set(next);
          // What the star is to be brought into.
          bullsEye.set(next === 'centre');
        }}
      />
      {found ? (
        step === 'centre' ? (
          <FromMiddle found={found} />
        ) : (
          <Rings found={found} />
        )
      ) : (
        <PanelNote failure={failure} busy={busy && why === null}>
          {why ? reasons[why] : 'Tap a star that is out of focus.'}
        </PanelNote>
      )}
      <Needs access="operator">
        <Loop />
      </Needs>
      {found && step === 'rings' && <Details found={found} />}
    </div>
  );
}

/** An arrow the way things lie on the screen, which may be mirrored. */
function Arrow({ dx, dy }: { dx: number; dy: number }) {
  const [mx, my] = [useRemembered(mirrorX), useRemembered(mirrorY)];
  const angle = (Math.atan2(my ? -dy : dy, mx ? -dx : dx) * 180) / Math.PI;
  return (
    <svg viewBox="-12 -12 24 24" className="size-11 flex-none text-accent" role="img" aria-label="towards">
      <path
        d="M-9 0H8M2 -6L8 0L2 6"
        transform={`rotate(${angle})`}
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function Rings({ found: { shadow, saturatedPixels, outer } }: { found: Collimation }) {
  const full = saturatedPixels > 0.02 * Math.PI * outer.radius ** 2;
  return (
    <>
      {shadow ? (
        <div className="flex items-center gap-3 py-1">
          <div className="min-w-0 flex-1">
            <p className="font-light text-4xl leading-none" data-testid="collimation">
              {numberText(shadow.percent, 1)}
              <span className="text-faint text-xl"> ± {numberText(shadow.percentError, 1)} %</span>
            </p>
            <p className="pt-1 text-soft">
              {shadow.certain
                ? `The shadow is ${numberText(shadow.distance, 1)} px off the middle.`
                : 'In the middle, as far as this frame can tell.'}
            </p>
          </div>
          {shadow.certain && <Arrow dx={shadow.dx} dy={shadow.dy} />}
        </div>
      ) : (
        <p className="py-1 text-soft">
          The outline is round, and no shadow is in it: go farther from the focus. A refractor has none.
        </p>
      )}
      {full && <p className="text-warn">Pixels are full: expose shorter, or the circles lie off.</p>}
      {shadow?.certain && (
        <p className="text-soft">
          Move the star with the mount until both circles have one centre, mostly the way of the arrow. Then bring it
          back to the middle with the screws alone.
        </p>
      )}
    </>
  );
}

function FromMiddle({ found: { outer } }: { found: Collimation }) {
  const { image } = useShown();
  if (!image) return null;
  const dx = (image.width - 1) / 2 - outer.x;
  const dy = (image.height - 1) / 2 - outer.y;
  const away = Math.hypot(dx, dy);
  return (
    <div className="flex items-center gap-3 py-1">
      <div className="min-w-0 flex-1">
        <p className="font-light text-4xl leading-none" data-testid="from-middle">
          {numberText(away)}
          <span className="text-faint text-xl"> px</span>
        </p>
        <p className="pt-1 text-soft">from the star to the middle of the frame</p>
      </div>
      {away > 2 && <Arrow dx={dx} dy={dy} />}
    </div>
  );
}

function Loop() {
  const camera = useReading('camera');
  const mount = useReading('mount');
  const form = useCaptureSettings();
  const side = useObservatory((state) => state.profiles.profile.options.focus.window) ?? 400;
  const seconds = useRemembered(ringSeconds);
  const follows = useRemembered(following);
  const light = useRemembered(ringLight);
  const count = useRemembered(circles);
  const [pad, setPad] = useState(false);
  const loop = useRingLoop();
  if (!camera || !form) return null;
  const expose = async (next: number) => {
    ringSeconds.set(next);
    if (loop.running !== 'ours') return;
    await loop.stop();
    await loop.start();
  };
  return (
    <div className="flex flex-col gap-2">
      {loop.running === 'ours' ? (
        <Button className="h-12 text-base" onClick={() => void loop.stop()}>
          Stop the loop
        </Button>
      ) : (
        <Button
          kind="primary"
          className="h-12 text-base"
          disabled={loop.running === 'other'}
          onClick={() => void loop.start()}
        >
          {loop.running === 'other' ? 'The camera is at work' : 'Start a loop'}
        </Button>
      )}
      <Field label="Exposure">
        <NumberField
          label="Exposure of the loop"
          unit="s"
          value={seconds ?? form.seconds}
          min={camera.exposureMin}
          max={camera.exposureMax}
          step={stepExposure}
          onChange={(next) => void expose(next)}
        />
      </Field>
      <Segments<RingLight>
        label="Light of the picture"
        wide
        value={light}
        options={[
          { value: 'asSet', label: 'As set' },
          { value: 'bright', label: 'Bright' },
          { value: 'even', label: 'Even' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChange={ringLight.set}
      />
      {/* An option of the profile. */}
      <Needs access="owner" silent>
        <Field label="Window">
          <NumberField
            label="Window"
            unit="px"
            whole
            value={side}
            min={40}
            max={4000}
            step={(now, direction) => now + 40 * direction}
            onChange={(window) => void run('profile.set', { options: { focus: { window } } })}
          />
        </Field>
      </Needs>
      <Field label="Circles">
        <NumberField
          label="Circles"
          whole
          value={count}
          min={0}
          max={12}
          step={(now, direction) => now + direction}
          onChange={circles.set}
        />
      </Field>
      <Toggle label="The window follows the star" on={follows} onChange={following.set} />
      {mount && (
        <>
          <Button aria-pressed={pad} className="justify-start aria-pressed:text-accent" onClick={() => setPad(!pad)}>
            <Move size={16} aria-hidden="true" /> Move the star
          </Button>
          {pad && (
            <HandPad rates={mount.moveRates} disabled={mount.parked}>
              {mount.parked && <p className="text-soft">The mount is parked.</p>}
            </HandPad>
          )}
        </>
      )}
    </div>
  );
}

function Details({ found: { outer, shadow, light, background, saturatedPixels } }: { found: Collimation }) {
  const px = (value: number) => numberText(value, 1);
  return (
    <Numbers
      rows={[
        shadow && ['Offset', `${px(shadow.distance)} ± ${numberText(shadow.distanceError, 2)}`, 'px'],
        shadow && ['Offset in x, y', `${px(shadow.dx)}, ${px(shadow.dy)}`, 'px'],
        ['Outer radius', px(outer.radius), 'px'],
        shadow && ['Shadow, radius', px(shadow.radius), 'px'],
        shadow && ['Shadow, of the light', numberText((100 * shadow.radius) / outer.radius), '%'],
        ['Longer than round', numberText(100 * outer.elongation, 1), '%'],
        ['Light of the ring', numberText(light), 'ADU'],
        ['Background', numberText(background), 'ADU'],
        ['Full pixels', saturatedPixels === 0 ? 'none' : numberText(saturatedPixels)],
      ]}
    />
  );
}

/** Of the light of the rings, what is white. */
const whites: Record<Exclude<RingLight, 'asSet'>, number> = { bright: 0.6, even: 1.5, dark: 4 };

/** Shows the rings as bright as chosen, for as long as they are looked at. */
function useRingStretch(frame: string): void {
  const { image } = useShown();
  const { found, image: measured } = useCollimating();
  const light = useRemembered(ringLight);
  useEffect(() => {
    if (light === 'asSet') lentStretch.set(null);
    if (light === 'asSet' || !found || image?.id !== frame || measured !== frame) return;
    const stored = (value: number) => (value - image.zero) / image.scale;
    const [black, white] = [-0.15, whites[light]].map((part) => stored(found.background + part * found.light));
    if (black !== undefined && white !== undefined)
      lentStretch.set({ black, midtones: 0.5, white: Math.max(white, black + 1) });
  }, [light, found, image, measured, frame]);
  useEffect(() => () => lentStretch.set(null), []);
}
