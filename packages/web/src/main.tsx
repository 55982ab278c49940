import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followFrames } from './image/shownFrame.ts';
import './look.css';
import { openObservatory } from './observatory/observatory.ts';
import { App } from './shell/App.tsx';
import { followNight } from './shell/night.ts';
import { isWide } from './shell/useWide.ts';

followNight();
openObservatory();
followFrames();

// The docked panels come with the page where there is room for them; nothing is shown before they are there.
if (isWide()) await import('./frame/DockedFrame.tsx');

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
