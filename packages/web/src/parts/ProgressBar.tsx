/** How much of it is done; null when nobody can tell, and then the bar is hatched. */
export function ProgressBar({ fraction, label }: { fraction: number | null; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.round(fraction * 100)}
      className="h-1 w-full overflow-hidden rounded-full bg-hover"
    >
      {fraction === null ? (
        <div className="size-full bg-[repeating-linear-gradient(115deg,var(--accent)_0_6px,transparent_6px_14px)] opacity-70" />
      ) : (
        <div
          className="size-full origin-left bg-accent transition-transform duration-300 ease-linear"
          style={{ transform: `scaleX(${Math.min(Math.max(fraction, 0), 1)})` }}
        />
      )}
    </div>
  );
}
