/** "05h35m17s" with its letters fainter than its digits. */
export function Sexagesimal({ text }: { text: string }) {
  return (
    <span className="whitespace-nowrap">
      {text.split(/([^\d.+\-−]+)/).map((part, place) =>
        place % 2 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
          <span key={place} className="pr-1 text-[0.7em] text-faint">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}
