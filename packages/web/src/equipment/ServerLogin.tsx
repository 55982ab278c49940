import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';

interface Props {
  /** "http://host:port" */
  server: string;
  known: boolean;
  onDone?: () => void;
}

/** Name and password for a server. They are kept by the observatory, and never come back from it. */
export function ServerLogin({ server, known, onDone = () => {} }: Props) {
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const field = 'h-(--control) min-w-32 flex-1 rounded-control bg-raised px-2.5';
  return (
    <form
      aria-label={`Login for ${server}`}
      className="flex flex-col gap-2 rounded-control bg-ground p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void run('server.login', { server, user, password }).then((done) => {
          if (!done) return;
          setUser('');
          setPassword('');
          onDone();
        });
      }}
    >
      <p className="text-soft">
        {known ? `A login is kept for ${server}.` : `Who has to log in at ${server}:`} It is kept on the observatory’s
        computer, in a file that only its owner can read, and shown to nobody.
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          aria-label="User"
          placeholder="User"
          value={user}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setUser(event.target.value)}
          className={field}
        />
        <input
          aria-label="Password"
          type="password"
          placeholder="Password"
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.target.value)}
          className={field}
        />
      </div>
      <div className="flex justify-end gap-2">
        {known && (
          <Button
            kind="quiet"
            onClick={() =>
              void run('server.login', { server, user: '', password: '' }).then((done) => done && onDone())
            }
          >
            Forget it
          </Button>
        )}
        <Button type="submit" kind="primary" disabled={user === ''}>
          Keep login
        </Button>
      </div>
    </form>
  );
}
