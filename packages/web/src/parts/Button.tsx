import type { ComponentProps } from 'react';

const kinds = {
  plain: 'bg-raised text-ink enabled:hover:bg-hover',
  primary: 'bg-accent text-onaccent font-semibold enabled:hover:brightness-110',
  quiet: 'text-soft enabled:hover:bg-raised enabled:hover:text-ink',
};

/** Every button there is. A finger finds 44 px, a mouse 34 (--control). */
export function Button({
  kind = 'plain',
  className = '',
  ...rest
}: ComponentProps<'button'> & { kind?: keyof typeof kinds }) {
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex h-(--control) min-w-(--control) select-none items-center justify-center gap-2 whitespace-nowrap rounded-control px-3 disabled:opacity-40 ${kinds[kind]} ${className}`}
    />
  );
}
