import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { TextField } from '../parts/TextField.tsx';

/** A place for one more box of switches, by the nickname a person calls it. */
export function AddSwitches() {
  const [nickname, setNickname] = useState('');
  const add = async (): Promise<void> => {
    if (await run('equipment.addSwitches', { nickname })) setNickname('');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-center gap-4 py-1.5 md:pl-40">
      <TextField
        label="Nickname of more switches"
        value={nickname}
        maxLength={40}
        placeholder="Nickname of another box"
        onChange={(next) => setNickname(next.trim())}
      />
      <Button disabled={nickname === ''} onClick={() => void add()}>
        Add
      </Button>
    </div>
  );
}
