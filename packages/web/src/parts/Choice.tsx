import { Check, ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';

interface Props {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  disabled?: boolean;
  onChange: (value: string) => void;
}

/** One of many. Not the browser's own list, which would be drawn outside of the page and its colours. */
export function Choice({ label, value, options, disabled, onChange }: Props) {
  return (
    <Select.Root value={value} onValueChange={onChange} disabled={disabled}>
      <Select.Trigger
        aria-label={label}
        className="flex h-(--control) w-full min-w-0 items-center justify-between gap-2 rounded-control bg-raised px-2.5 text-left enabled:hover:bg-hover disabled:opacity-40"
      >
        <span className="truncate">
          <Select.Value />
        </span>
        <ChevronDown size={16} className="flex-none text-faint" aria-hidden="true" />
      </Select.Trigger>
      <Select.Portal>
        <Select.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-control bg-hover"
        >
          <Select.Viewport className="p-1">
            {options.map((option) => (
              <Select.Item
                key={option.value}
                value={option.value}
                className="flex h-(--control) select-none items-center justify-between gap-3 rounded px-2.5 outline-none data-[highlighted]:bg-accent data-[highlighted]:text-onaccent"
              >
                <Select.ItemText>{option.label}</Select.ItemText>
                <Select.ItemIndicator>
                  <Check size={16} aria-hidden="true" />
                </Select.ItemIndicator>
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
