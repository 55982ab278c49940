import { defineConfig } from 'vitest/config';

// Rooms that only compute: what one file has loaded serves the next, which halves what loading costs.
const computing = ['core', 'formats', 'imaging', 'astrometry', 'operations', 'api'].map(
  (room) => `packages/${room}/src/**/*.test.ts`,
);

export default defineConfig({
  test: {
    // Two shared cores: what hangs is caught late rather than what is slow too early. No test asserts on elapsed time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // More than there are cores: many files wait for a browser or for INDI's drivers, which keep their own time.
    maxWorkers: 4,
    // There a real browser and real drivers share two cores with others: what fails is tried once more, and the report says so.
    retry: process.env.CI ? 1 : 0,
    setupFiles: ['vitest.setup.ts'],
    projects: [
      { extends: true, test: { name: 'computing', include: computing, isolate: false } },
      {
        extends: true,
        test: {
          name: 'observatory',
          include: ['packages/*/{src,test,bench}/**/*.test.{ts,tsx}'],
          exclude: [...computing, '**/node_modules/**'],
        },
      },
    ],
  },
});
