import type { Property } from '@uraniborg/api';
import type { Setting } from './useSetting.ts';

type Switches = Extract<Property, { type: 'switch' }>;

/** Buttons that stay down as the rule allows: exactly one, one or none, any number. What is pressed is set at once. */
export function SwitchValues({ property, setting }: { property: Switches; setting: Setting }) {
  const { rule, elements, writable, label } = property;
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-wrap gap-1">
      {elements.map(({ name, label: called, on }) => (
        <button
          key={name}
          type="button"
          {...{ role: rule === 'one' ? 'radio' : 'switch', 'aria-checked': on }}
          disabled={!writable || setting.pending}
          onClick={() => {
            // The one that is chosen cannot be let go of where one has to be; drivers take it again (park, abort ...).
            void setting.set({ [name]: rule === 'one' ? true : !on });
          }}
          className={`flex min-h-(--control) min-w-(--control) items-center gap-2 rounded-control px-3 py-1 text-left disabled:cursor-default ${
            on
              ? 'bg-hover text-accent shadow-[inset_0_-2px_0_var(--accent)]'
              : `bg-raised text-soft enabled:hover:text-ink ${writable ? '' : 'opacity-60'}`
          }`}
        >
          <Sign round={rule === 'one'} on={on} />
          {called}
        </button>
      ))}
    </fieldset>
  );
}

/** A dot in a ring where one excludes the others, a filled square where it does not. */
function Sign({ round, on }: { round: boolean; on: boolean }) {
  const shape = round ? 'rounded-full' : 'rounded-xs';
  return (
    <span
      aria-hidden="true"
      className={`flex size-3.5 flex-none items-center justify-center border border-current ${shape}`}
    >
      {on && <span className={`size-2 bg-current ${shape}`} />}
    </span>
  );
}
