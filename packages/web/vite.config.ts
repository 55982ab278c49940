import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Desktops need the docked panels at once: they are fetched with the page, not when the program asks for them. */
const earlyPanels: Plugin = {
  name: 'early-panels',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      const panels = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'DockedFrame');
      if (!panels) return [];
      const attrs = {
        rel: 'modulepreload',
        href: `/${panels.fileName}`,
        media: '(min-width: 768px)',
        crossorigin: true,
      };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
  },
};

export default defineConfig({
  plugins: [react(), tailwindcss(), earlyPanels],
  build: { target: 'es2024', chunkSizeWarningLimit: 2000, emptyOutDir: true },
});
