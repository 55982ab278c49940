import { type QualityFlag, qualityFlag, qualityFlagText } from '@uraniborg/api';
import { Toggle } from '../parts/Toggle.tsx';

interface Props {
  label: string;
  hint: string | undefined;
  flags: readonly QualityFlag[];
  onChange: (flags: readonly QualityFlag[]) => void;
}

/** Some of what can be remarkable of a frame. */
export function FlagsSetting({ label, hint, flags, onChange }: Props) {
  return (
    <fieldset aria-label={label} className="m-0 border-0 p-0">
      <p className="text-soft">{label}</p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-6 pl-3">
        {qualityFlag.options.map((flag) => (
          <Toggle
            key={flag}
            label={qualityFlagText[flag]}
            on={flags.includes(flag)}
            onChange={(on) => onChange(qualityFlag.options.filter((one) => (one === flag ? on : flags.includes(one))))}
          />
        ))}
      </div>
      {hint && <p className="pt-0.5 text-faint text-sm">{hint}</p>}
    </fieldset>
  );
}
