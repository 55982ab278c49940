/** A number and its unit, the unit fainter. "2 s" may come as one text: what follows the last space is the unit. */
export function Quantity({ text, unit, large }: { text: string; unit?: string; large?: boolean }) {
  const cut = unit === undefined ? text.lastIndexOf(' ') : -1;
  const shownUnit = unit ?? (cut > 0 ? text.slice(cut + 1) : '');
  return (
    <span className={`whitespace-nowrap ${large ? 'text-2xl font-light' : ''}`}>
      {cut > 0 ? text.slice(0, cut) : text}
      {shownUnit && <span className={`text-faint ${large ? 'text-base' : ''}`}> {shownUnit}</span>}
    </span>
  );
}
