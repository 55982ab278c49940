import { Switch } from 'radix-ui';

/** On or off. */
export function Toggle(props: { label: string; on: boolean; disabled?: boolean; onChange: (on: boolean) => void }) {
  const { label, on, disabled, onChange } = props;
  return (
    // The whole line is the target, not only the small switch.
    <Switch.Root
      checked={on}
      disabled={disabled}
      onCheckedChange={onChange}
      aria-label={label}
      className="group flex h-(--control) w-full min-w-0 flex-none items-center justify-between gap-3 rounded-control disabled:opacity-40"
    >
      <span className="text-left text-soft group-data-[state=checked]:text-ink">{label}</span>
      <span className="flex h-5 w-9 flex-none items-center rounded-full bg-hover p-0.5 group-data-[state=checked]:bg-accent">
        <Switch.Thumb className="block size-4 rounded-full bg-soft data-[state=checked]:translate-x-4 data-[state=checked]:bg-onaccent" />
      </span>
    </Switch.Root>
  );
}
