import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followFrames } from './image/shownFrame.ts';
import { followVerdicts } from './library/verdicts.ts';
import './look.css';
import { openObservatory } from './observatory/observatory.ts';
import { App } from './shell/App.tsx';
import { followNight } from './shell/night.ts';

followNight();
openObservatory();
followFrames();
followVerdicts();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );

// For the page that says that nobody answers. A browser that came by plain http from another computer has none of this.
if (window.isSecureContext && 'serviceWorker' in navigator) {
  // Where it is refused (a private window) a page that cannot be reached is the browser's own.
  navigator.serviceWorker.register('/offline.js').catch(() => undefined);
}
