import { useObservatory } from '../observatory/observatory.ts';
import { useSpoken } from './verdicts.ts';

/** Changes when a frame of the library comes, is measured or is judged, and not with every preview of a loop. */
export function useFiled(): string {
  const frames = useObservatory((state) => state.frames) ?? [];
  const filed = frames.filter(({ fileName }) => fileName !== null);
  const told = filed.map(({ id, verdict, quality }) => `${id} ${verdict} ${quality?.flags ?? '-'}`);
  return [useSpoken(), ...told].join();
}
