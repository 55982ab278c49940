import { useEffect, useState } from 'react';

/**
 * False until the browser has painted what is there: beginning to draw with the graphics processor takes up to half a second
 * where a program stands in for it, and everything around the image shall be there before that.
 */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    let after: ReturnType<typeof setTimeout> | undefined;
    const before = requestAnimationFrame(() => {
      after = setTimeout(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(before);
      clearTimeout(after);
    };
  }, []);
  return isPainted;
}
