/** Exposure times that people use, seconds: what the buttons beside the field step through. */
const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420,
  600, 900, 1200, 1800, 3600,
];

/** The next longer (1) or shorter (-1) usual exposure; beyond the list as it is. */
export function stepExposure(seconds: number, direction: 1 | -1): number {
  const near = seconds * 1e-9;
  if (direction === 1) return STEPS.find((step) => step > seconds + near) ?? seconds;
  return STEPS.findLast((step) => step < seconds - near) ?? seconds;
}
