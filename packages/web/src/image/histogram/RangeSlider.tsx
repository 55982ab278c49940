import { Slider } from '../../parts/Slider.tsx';
import { useRemembered } from '../../remembered.ts';
import { lentStretch, rangePart, rangeParts, stretchMode } from '../imageLook.ts';

/** How much of the histogram lies between black and white: less of it shows the faint. It takes over the stretch. */
export function RangeSlider() {
  const part = useRemembered(rangePart);
  const isOn = useRemembered(stretchMode) === 'range';
  return (
    <div className="flex min-w-36 flex-1 items-center gap-2 @3xl:max-w-56">
      <span className="text-soft">Range</span>
      <Slider
        label="Range of the histogram"
        min={0}
        max={rangeParts.length - 1}
        step={1}
        value={(rangeParts as readonly number[]).indexOf(part)}
        valueText={(at) => `${rangeParts[at]} %`}
        onChange={(at) => {
          rangePart.set(rangeParts[at] ?? 100);
          lentStretch.set(null);
          stretchMode.set('range');
        }}
      />
      <span className={`w-15 flex-none text-right ${isOn ? 'text-accent' : 'text-faint'}`}>{part} %</span>
    </div>
  );
}
