import type { Access } from '@uraniborg/api';
import { Eye, type LucideIcon, UserRound, UserRoundKey } from 'lucide-react';
import { Popover } from 'radix-ui';
import { logOut, useSession } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';

const people: Record<Access, { icon: LucideIcon; name: string; may: string }> = {
  observer: {
    icon: Eye,
    name: 'Observer',
    may: 'You may look at everything, and stop what runs. All else is for others.',
  },
  operator: {
    icon: UserRound,
    name: 'Operator',
    may: 'You may observe: move, expose, connect. Which devices there are and how they are set up is for the owner.',
  },
  owner: { icon: UserRoundKey, name: 'Owner', may: 'You may do everything.' },
};

/** Who is here, where the observatory asks for a password. */
export function WhoButton() {
  const { access, login } = useSession();
  if (!login) return null;
  const { icon: Icon, name, may } = people[access];
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`You are the ${name.toLowerCase()}`}
        className="flex h-11 min-w-11 items-center justify-center gap-2 rounded-control text-soft hover:bg-raised md:px-2"
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        <span className="max-lg:hidden">{name}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          role="dialog"
          aria-label="Who you are"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 flex w-[min(20rem,calc(100vw-1rem))] flex-col gap-3 rounded-control bg-raised p-4 shadow-lg outline-none"
        >
          <p>
            <span className="block font-medium">{name}</span>
            <span className="text-soft">{may}</span>
          </p>
          <Button className="bg-hover" onClick={() => void logOut()}>
            Log out, or in as somebody else
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
