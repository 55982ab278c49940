import type { MarkedStar } from '@uraniborg/api';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { onFoundAgain } from '../observatory/observatory.ts';
import { useRemembered } from '../remembered.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { DropTarget } from './DropTarget.tsx';
import { type ImagePlane, imagePlane } from './drawing/imagePlane.ts';
import { createImageScreen, type ImageScreen, type ReadOut } from './drawing/imageScreen.ts';
import { LensFrame, type LensFrameHandle } from './drawing/LensFrame.tsx';
import { FileGroup } from './FileGroup.tsx';
import { FirstLook } from './FirstLook.tsx';
import { FrameCaption } from './FrameCaption.tsx';
import { ImageEmpty } from './ImageEmpty.tsx';
import { ImageToolbar } from './ImageToolbar.tsx';
import {
  bullsEye,
  clippingMarks,
  crosshair,
  inverted,
  magnifier,
  mirrorX,
  mirrorY,
  starMarks,
  stretchMode,
} from './imageLook.ts';
import { MeasureGroup } from './MeasureGroup.tsx';
import { useToolsShown } from './measuring/floating.ts';
import { inspectionPicture, useInspection } from './measuring/inspection.ts';
import { ToolPanel } from './measuring/ToolPanel.tsx';
import { changeTools } from './measuring/tools.ts';
import { CollimationOverlay } from './overlay/CollimationOverlay.tsx';
import { DrawOverlay } from './overlay/DrawOverlay.tsx';
import { InspectOverlay } from './overlay/InspectOverlay.tsx';
import { Overlay } from './overlay/Overlay.tsx';
import { PhotometryOverlay } from './overlay/PhotometryOverlay.tsx';
import { StarMarks } from './overlay/StarMarks.tsx';
import { PixelReadOut, type PixelReadOutHandle } from './PixelReadOut.tsx';
import { settled, stepFrame, useShown } from './shownFrame.ts';
import { skyText } from './skyText.ts';
import { starAt, starMeant, starsOf } from './starsOf.ts';
import { usePainted } from './usePainted.ts';
import { ZoomControls, type ZoomHandle } from './ZoomControls.tsx';

interface Props {
  /**
   * What another room lays over the image: it fills the view, above the image and below the controls, and gets pointer
   * events where its elements have the class `pointer-events-auto`; everywhere else the image keeps them.
   */
  overlay?: ComponentType<{ plane: ImagePlane }>;
}

const next: Record<ReturnType<typeof magnifier.get>, ReturnType<typeof magnifier.get>> = {
  off: 'pointer',
  pointer: 'corner',
  corner: 'off',
};

/** The image, what is known of it, and what can be done with it. */
export function ImageView({ overlay: Laid }: Props) {
  const shown = useShown();
  const canvas = useRef<HTMLCanvasElement>(null);
  const screen = useRef<ImageScreen>(null);
  const [plane] = useState(() => imagePlane(() => canvas.current?.getBoundingClientRect() ?? { x: 0, y: 0 }));
  const readOut = useRef<PixelReadOutHandle>(null);
  const zoom = useRef<ZoomHandle>(null);
  const lens = useRef<LensFrameHandle>(null);
  const over = useRef<HTMLDivElement>(null);
  /** Those of the image, as far as they were asked for. */
  const stars = useRef<{ id: string; list: readonly MarkedStar[] }>({ id: '', list: [] });
  const [marked, setMarked] = useState<readonly MarkedStar[]>([]);
  const areMarked = useRemembered(starMarks);
  const tools = useToolsShown();
  const inspected = useInspection(tools.has('inspect') && shown.image ? shown.image.id : null);
  const isMosaic = useRemembered(inspectionPicture) === 'panels' && tools.has('inspect');
  /** A large cross, while the pointer is held down with Alt. */
  const [cross, setCross] = useState<{ x: number; y: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  /** The image that is on the canvas, and how much of the view is as sharp as it will be, for the page to say so. */
  const [onScreen, setOnScreen] = useState<{ id: string; share: number } | null>(null);
  const { image, frame } = shown;

  const isPainted = usePainted();
  useEffect(() => {
    if (!canvas.current || !isPainted) return;
    let drawnId = '';
    let pointedAt: ReadOut | null = null;
    try {
      screen.current = createImageScreen(canvas.current, {
        drawn(now, view, size, dpr, fitted, pane) {
          plane.move(now, view, size, dpr);
          zoom.current?.tell(view.scale * 100, fitted);
          lens.current?.tell(pane, dpr);
          if (drawnId === now.id) return;
          drawnId = now.id;
          setFailure(null);
          setOnScreen({ id: now.id, share: 0 });
        },
        pointed(at: ReadOut | null) {
          const now = plane.image();
          pointedAt = at;
          // The pointer may have gone on by the time the stars are here.
          const tell = (found: readonly MarkedStar[]) =>
            readOut.current?.tell(pointedAt, {
              sky: pointedAt && skyText(now?.wcs ?? null, pointedAt),
              star: pointedAt && starAt(found, pointedAt),
            });
          tell(stars.current.id === now?.id ? stars.current.list : []);
          if (!at?.exact || !now || stars.current.id === now.id) return;
          stars.current = { id: now.id, list: [] };
          void starsOf(now.id).then((list) => {
            stars.current = { id: now.id, list };
            if (plane.image()?.id === now.id) tell(list);
          });
        },
        crossed: setCross,
        tapped(at, reach) {
          const now = plane.image();
          if (!now) return;
          const place = { x: at.x - 0.5, y: at.y - 0.5 };
          void starsOf(now.id).then((found) => {
            const { x, y } = starMeant(found, place, reach) ?? place;
            changeTools({ star: { x, y } });
          });
        },
        sharp(now, here, wanted) {
          if (here === wanted) settled();
          setOnScreen({ id: now.id, share: wanted === 0 ? 1 : here / wanted });
        },
        failed: setFailure,
      });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      return;
    }
    return () => {
      screen.current?.dispose();
      screen.current = null;
    };
  }, [plane, isPainted]);

  useEffect(() => {
    if (image && isPainted) screen.current?.show(image);
  }, [image, isPainted]);

  useEffect(
    () =>
      onFoundAgain(() => {
        setFailure(null);
        screen.current?.askAgain();
      }),
    [],
  );

  const id = image?.id ?? null;
  useEffect(() => {
    setMarked([]);
    if (!areMarked || id === null) return;
    let current = true;
    void starsOf(id).then((list) => current && setMarked(list));
    return () => {
      current = false;
    };
  }, [areMarked, id]);
  const panels = inspected.value?.panels;
  useEffect(() => {
    if (isPainted) screen.current?.mosaic(isMosaic && panels ? panels : null);
  }, [isMosaic, panels, isPainted]);

  useShortcut('fit', () => screen.current?.fit());
  useShortcut('oneToOne', () => screen.current?.zoomTo(1));
  useShortcut('zoomIn', () => screen.current?.zoomBy(1.5));
  useShortcut('zoomOut', () => screen.current?.zoomBy(1 / 1.5));
  useShortcut('auto', () => stretchMode.set(stretchMode.get() === 'auto' ? 'linear' : 'auto'));
  useShortcut('invert', () => inverted.set(!inverted.get()));
  useShortcut('crosshair', () => crosshair.set(!crosshair.get()));
  useShortcut('bullsEye', () => bullsEye.set(!bullsEye.get()));
  useShortcut('starMarks', () => starMarks.set(!starMarks.get()));
  useShortcut('clipping', () => clippingMarks.set(!clippingMarks.get()));
  useShortcut('magnifier', () => magnifier.set(next[magnifier.get()]));
  useShortcut('mirrorX', () => mirrorX.set(!mirrorX.get()));
  useShortcut('mirrorY', () => mirrorY.set(!mirrorY.get()));
  useShortcut('older', () => stepFrame(1));
  useShortcut('newer', () => stepFrame(-1));

  const first = shown.loading ?? frame?.id;
  const problem = failure ?? shown.failure;
  return (
    <section className="@container flex h-full min-h-0 flex-col bg-panel" aria-label="Image">
      <div className="flex min-h-0 flex-1 @max-xl:flex-col">
        <div
          className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-ground"
          data-frame={onScreen?.id ?? ''}
          data-sharp={onScreen?.share === 1}
        >
          <canvas
            ref={canvas}
            tabIndex={0}
            onKeyDown={(event) => {
              const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
              if (!way) return;
              event.preventDefault();
              screen.current?.panBy((way[0] ?? 0) / 10, (way[1] ?? 0) / 10);
            }}
            className={`absolute inset-0 size-full cursor-crosshair touch-none outline-faint -outline-offset-1 focus-visible:outline-1 ${image ? '' : 'invisible'}`}
            aria-label="Frame"
          />
          <div ref={over} className="pointer-events-none absolute inset-0">
            {image && !isMosaic && <Overlay image={image} frame={frame} plane={plane} />}
            {image && areMarked && !isMosaic && <StarMarks plane={plane} stars={marked} />}
            {image && tools.has('inspect') && !isMosaic && <InspectOverlay image={image} plane={plane} />}
            {image && tools.has('photometry') && !isMosaic && <PhotometryOverlay image={image} plane={plane} />}
            {image && tools.has('collimation') && <CollimationOverlay image={image} plane={plane} />}
            {cross && (
              <svg className="absolute inset-0 size-full text-accent" data-mark="cross" aria-hidden="true">
                <g stroke="currentColor" strokeWidth="1.5">
                  <line x1="0" x2="100%" y1={cross.y} y2={cross.y} />
                  <line x1={cross.x} x2={cross.x} y1="0" y2="100%" />
                </g>
              </svg>
            )}
            {image && Laid && <Laid plane={plane} />}
          </div>
          <LensFrame ref={lens} over={over} />
          <DrawOverlay plane={plane} />
          {first && !onScreen && <FirstLook id={first} />}
          {!image && <ImageEmpty loading={shown.loading !== null} />}
          {image && (
            // The upper panels are what it would hide on a phone.
            <div className={isMosaic ? '@max-md:hidden' : 'contents'}>
              <FrameCaption />
            </div>
          )}
          {image && (shown.loading !== null || (onScreen && onScreen.share < 1)) && (
            <div
              className="absolute inset-x-0 top-0 h-0.5 origin-left bg-accent"
              style={{ transform: `scaleX(${shown.loading === null ? (onScreen?.share ?? 0) : 0.05})` }}
            />
          )}
          {problem && (
            <p role="alert" className="absolute inset-x-3 bottom-12 rounded-control bg-panel/90 px-3 py-2 text-bad">
              {problem}
            </p>
          )}
          <DropTarget />
          <PixelReadOut ref={readOut} />
        </div>
        {image && <ToolPanel frame={image.id} />}
      </div>
      <ImageToolbar
        image={image}
        tools={
          <>
            <MeasureGroup disabled={!image} />
            <FileGroup />
          </>
        }
      >
        <ZoomControls
          ref={zoom}
          disabled={!image}
          onFit={() => screen.current?.fit()}
          onZoomTo={(scale) => screen.current?.zoomTo(scale)}
          onZoom={(factor) => screen.current?.zoomBy(factor)}
        />
      </ImageToolbar>
    </section>
  );
}
