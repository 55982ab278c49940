import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useShortcut } from '../shell/shortcuts.ts';
import { FirstLook } from './FirstLook.tsx';
import { FrameCaption } from './FrameCaption.tsx';
import { ImageEmpty } from './ImageEmpty.tsx';
import { ImageToolbar } from './ImageToolbar.tsx';
import { crosshair, inverted, stretchMode } from './imageLook.ts';
import { type ImagePlane, imagePlane } from './imagePlane.ts';
import { createImageScreen, type ImageScreen, type ReadOut } from './imageScreen.ts';
import { Overlay } from './Overlay.tsx';
import { PixelReadOut, type PixelReadOutHandle } from './PixelReadOut.tsx';
import { pickFrame, stepFrame, useShown } from './shownFrame.ts';
import { ZoomControls, type ZoomHandle } from './ZoomControls.tsx';

interface Props {
  /**
   * What another room lays over the image: it fills the view, above the image and below the controls, and gets pointer
   * events where its elements have the class `pointer-events-auto`; everywhere else the image keeps them.
   */
  overlay?: ComponentType<{ plane: ImagePlane }>;
}

/** The image, what is known of it, and what can be done with it. */
export function ImageView({ overlay: Laid }: Props) {
  const shown = useShown();
  const canvas = useRef<HTMLCanvasElement>(null);
  const screen = useRef<ImageScreen>(null);
  const [plane] = useState(() => imagePlane(() => canvas.current?.getBoundingClientRect() ?? { x: 0, y: 0 }));
  const readOut = useRef<PixelReadOutHandle>(null);
  const zoom = useRef<ZoomHandle>(null);
  const [failure, setFailure] = useState<string | null>(null);
  /** The image that is on the canvas, for the page to say so. */
  const [onScreen, setOnScreen] = useState<string | null>(null);
  const { image, frame } = shown;

  useEffect(() => {
    if (!canvas.current) return;
    try {
      screen.current = createImageScreen(canvas.current, {
        drawn(image, view, size, dpr, fitted) {
          plane.move(image, view, size, dpr);
          zoom.current?.tell(view.scale * 100, fitted);
        },
        pointed: (at: ReadOut | null) => readOut.current?.tell(at),
      });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      return;
    }
    return () => {
      screen.current?.dispose();
      screen.current = null;
    };
  }, [plane]);

  const id = frame?.id ?? null;
  useEffect(() => {
    let current = true;
    if (image) {
      void screen.current?.show(image).then(() => {
        if (current) setOnScreen(id);
      });
    }
    return () => {
      current = false;
    };
  }, [image, id]);

  useShortcut('fit', () => screen.current?.fit());
  useShortcut('oneToOne', () => screen.current?.oneToOne());
  useShortcut('zoomIn', () => screen.current?.zoomBy(1.5));
  useShortcut('zoomOut', () => screen.current?.zoomBy(1 / 1.5));
  useShortcut('auto', () => stretchMode.set(stretchMode.get() === 'auto' ? 'linear' : 'auto'));
  useShortcut('invert', () => inverted.set(!inverted.get()));
  useShortcut('crosshair', () => crosshair.set(!crosshair.get()));
  useShortcut('older', () => stepFrame(1));
  useShortcut('newer', () => stepFrame(-1));

  const first = shown.loading?.id ?? id;
  const problem = failure ?? shown.failure;
  return (
    <section className="@container flex h-full min-h-0 flex-col bg-panel" aria-label="Image">
      <div className="relative min-h-0 flex-1 overflow-hidden bg-ground" data-frame={onScreen ?? ''}>
        <canvas
          ref={canvas}
          className={`absolute inset-0 size-full cursor-crosshair touch-none ${image ? '' : 'invisible'}`}
          aria-label="Frame"
        />
        {image && <Overlay plane={plane} />}
        {image && Laid && (
          <div className="pointer-events-none absolute inset-0">
            <Laid plane={plane} />
          </div>
        )}
        {first && !onScreen && <FirstLook id={first} />}
        {!image && <ImageEmpty loading={shown.loading} />}
        {image && <FrameCaption frame={frame} picked={shown.picked !== null} onNewest={() => pickFrame(null)} />}
        {image && shown.loading && (
          <div
            className="absolute inset-x-0 top-0 h-0.5 origin-left bg-accent"
            style={{ transform: `scaleX(${shown.loading.fraction})` }}
          />
        )}
        {problem && (
          <p role="alert" className="absolute inset-x-3 bottom-12 rounded-control bg-panel/90 px-3 py-2 text-bad">
            {problem}
          </p>
        )}
        <PixelReadOut ref={readOut} colour={image?.planes === 3} />
      </div>
      <ImageToolbar colour={image?.planes === 3}>
        <ZoomControls
          ref={zoom}
          disabled={!image}
          onFit={() => screen.current?.fit()}
          onOneToOne={() => screen.current?.oneToOne()}
          onZoom={(factor) => screen.current?.zoomBy(factor)}
        />
      </ImageToolbar>
    </section>
  );
}
