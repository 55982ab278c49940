import { Aperture } from 'lucide-react';
import { useCapture } from '../capture/runningCapture.ts';
import { useDevice } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { goTo } from '../shell/places.ts';

/** Before the first image: what to do to get one. */
export function ImageEmpty({ loading }: { loading: boolean }) {
  const camera = useDevice('camera');
  const running = useCapture();
  if (loading) return <EmptyState icon={Aperture} title="The frame is on its way" />;
  if (camera?.link !== 'on') {
    return (
      <EmptyState icon={Aperture} title="No camera is connected">
        <Button kind="primary" onClick={() => goTo('equipment')}>
          Go to Equipment
        </Button>
      </EmptyState>
    );
  }
  if (running) return <EmptyState icon={Aperture} title="The first exposure is under way" />;
  return (
    <EmptyState icon={Aperture} title="No frame yet">
      Choose an exposure and take one.
    </EmptyState>
  );
}
