const names: Record<string, string> = { Escape: 'Esc' };

/** Keys to press, one after the other. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(' ').map((key, place) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and the list never changes
          key={place}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded bg-raised px-1.5 font-sans text-soft text-xs"
        >
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
