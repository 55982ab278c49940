import { Contrast } from 'lucide-react';
import type { ReactNode } from 'react';
import { Choice } from '../parts/Choice.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { useRemembered } from '../remembered.ts';
import { CalibratedSwitch } from './CalibratedSwitch.tsx';
import type { FrameImage } from './frameImage.ts';
import { inverted, type StretchMode, stretchMode } from './imageLook.ts';
import { MarksGroup } from './MarksGroup.tsx';
import { StretchGroup } from './StretchGroup.tsx';

const modes: Record<StretchMode, string> = {
  auto: 'Auto',
  linear: 'Linear',
  log: 'Logarithm',
  sqrt: 'Square root',
  asinh: 'Asinh',
  range: 'Range',
  manual: 'By hand',
};

interface Props {
  image: FrameImage | null;
  /** What is measured and opened. */
  tools?: ReactNode;
  /** How close it is shown: ZoomControls. */
  children: ReactNode;
}

/** How the image is shown, and what is done with it. On a phone the rest is behind four buttons. */
export function ImageToolbar({ image, tools, children }: Props) {
  const mode = useRemembered(stretchMode);
  const isInverted = useRemembered(inverted);
  const names = Object.keys(modes) as StretchMode[];
  return (
    <div role="toolbar" aria-label="Image" className="flex flex-none items-center px-1.5 py-1 @sm:gap-0.5">
      <div className="w-20 flex-none @sm:w-24 @lg:w-32">
        <Choice
          label="Stretch"
          value={mode}
          options={names
            .filter((name) => name !== 'manual' || mode === 'manual')
            .map((name) => ({ value: name, label: modes[name] }))}
          onChange={(value) => stretchMode.set(value as StretchMode)}
        />
      </div>
      <StretchGroup image={image} />
      <span className="hidden @xl:flex">
        <IconButton
          icon={Contrast}
          label="Invert"
          shortcut="invert"
          pressed={isInverted}
          onClick={() => inverted.set(!isInverted)}
        />
      </span>
      <MarksGroup image={image} />
      <span className="hidden @xl:flex">
        <CalibratedSwitch />
      </span>
      {tools}
      <span className="flex-1" />
      {children}
    </div>
  );
}
