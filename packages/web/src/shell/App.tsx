import { Tooltip } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { EquipmentPlace } from '../equipment/EquipmentPlace.tsx';
import { BeforePanels } from '../frame/BeforePanels.tsx';
import { PhoneFrame } from '../frame/PhoneFrame.tsx';
import { FloatingTools } from '../image/measuring/FloatingTools.tsx';
import { LibraryPlace } from '../library/LibraryPlace.tsx';
import { MastersSheet } from '../masters/MastersSheet.tsx';
import { SkyPlace } from '../mount/SkyPlace.tsx';
import { useLink, useObservatory } from '../observatory/observatory.ts';
import { SettingsPlace } from '../settings/SettingsPlace.tsx';
import { Banners } from './Banners.tsx';
import { Connecting } from './Connecting.tsx';
import { LostLine } from './LostLine.tsx';
import { night } from './night.ts';
import { Prompts } from './Prompts.tsx';
import { goTo, type PlaceId, usePlace } from './places.ts';
import { Rail } from './Rail.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useShortcut } from './shortcuts.ts';
import { Toasts } from './Toasts.tsx';
import { useWakeLock } from './useWakeLock.ts';
import { useWide } from './useWide.ts';

/** A phone never loads the docking. */
const DockedFrame = lazy(() => import('../frame/DockedFrame.tsx'));

/** The frame around everything: what is always in view, and one place of the night inside. */
export function App() {
  const place = usePlace();
  const wide = useWide();
  const link = useLink();
  const known = useObservatory(() => true) ?? false;
  useWakeLock(useObservatory(({ activities }) => activities.some(({ kind }) => kind === 'capture')) ?? false);
  useShortcut('equipment', () => goTo('equipment'));
  useShortcut('frame', () => goTo('frame'));
  useShortcut('sky', () => goTo('sky'));
  useShortcut('library', () => goTo('library'));
  useShortcut('settings', () => goTo('settings'));
  useShortcut('night', () => night.set(!night.get()));
  return (
    <Tooltip.Provider delayDuration={500}>
      <div className="flex h-dvh flex-col gap-1 bg-ground">
        <Banners />
        <Prompts />
        <StatusBar />
        <div className="flex min-h-0 flex-1 gap-1">
          {wide && <Rail />}
          <main className="relative min-h-0 min-w-0 flex-1">
            {known ? <Place place={place} wide={wide} /> : <Connecting />}
            {link === 'lost' && <LostLine />}
          </main>
        </div>
        {!wide && <Rail />}
      </div>
      <FloatingTools />
      <Toasts />
      <ShortcutSheet />
      <MastersSheet />
    </Tooltip.Provider>
  );
}

function Place({ place, wide }: { place: PlaceId; wide: boolean }) {
  switch (place) {
    case 'equipment':
      return <EquipmentPlace />;
    case 'frame':
      return wide ? (
        <Suspense fallback={<BeforePanels />}>
          <DockedFrame />
        </Suspense>
      ) : (
        <PhoneFrame />
      );
    case 'sky':
      return <SkyPlace />;
    case 'library':
      return <LibraryPlace />;
    case 'settings':
      return <SettingsPlace />;
  }
}
