import { Moon } from 'lucide-react';
import { Slider } from 'radix-ui';
import { IconButton } from '../parts/IconButton.tsx';
import { useRemembered } from '../remembered.ts';
import { DIMMEST, glow, night } from './night.ts';

/** Red night mode, one tap; how bright it glows beside it while it is on. */
export function NightButton() {
  const on = useRemembered(night);
  const level = useRemembered(glow);
  return (
    <span className="flex items-center gap-2">
      {on && (
        <Slider.Root
          value={[level]}
          min={DIMMEST}
          max={1}
          step={0.05}
          onValueChange={([value = 1]) => glow.set(value)}
          className="relative flex h-11 w-24 touch-none select-none items-center max-md:hidden"
        >
          <Slider.Track className="relative h-1 flex-1 rounded-full bg-hover">
            <Slider.Range className="absolute h-full rounded-full bg-faint" />
          </Slider.Track>
          <Slider.Thumb aria-label="Brightness" className="block size-4 rounded-full bg-soft" />
        </Slider.Root>
      )}
      <IconButton icon={Moon} label="Red night mode" shortcut="night" pressed={on} onClick={() => night.set(!on)} />
    </span>
  );
}
