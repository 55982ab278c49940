import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followFrames } from './image/shownFrame.ts';
import './look.css';
import { openObservatory } from './observatory/observatory.ts';
import { App } from './shell/App.tsx';
import { followNight } from './shell/night.ts';

followNight();
openObservatory();
followFrames();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
