import { useSyncExternalStore } from 'react';
import { isNumber, oneOf, remembered } from '../remembered.ts';
import type { DrawnPicture, Look, Renderer } from './drawing/renderer.ts';
import type { Size, Viewport } from './drawing/viewport.ts';

/** An earlier picture of the same field, laid over the image until the two match. */
export interface Reference {
  readonly name: string;
  readonly picture: ImageBitmap;
}

/** Half of each; one after the other; what differs, in greys around the middle; only what is bright, in one colour. */
export type ReferenceMode = 'blend' | 'blink' | 'difference' | 'stars';
export const referenceMode = remembered<ReferenceMode>(
  'image.reference',
  'blend',
  oneOf('blend', 'blink', 'difference', 'stars'),
);

const BLINK_MS = 700;
/** Brightness in the stretched picture above which it is a star, percent; and the colour of those. */
export const referenceLevel = remembered<number>(
  'image.referenceLevel',
  55,
  (value): value is number => isNumber(value) && value >= 5 && value <= 95,
);
export type ReferenceColour = 'red' | 'green' | 'blue';
export const referenceColour = remembered<ReferenceColour>(
  'image.referenceColour',
  'red',
  oneOf('red', 'green', 'blue'),
);
const colours: Record<ReferenceColour, readonly [number, number, number]> = {
  red: [1, 0.3, 0.25],
  green: [0.3, 1, 0.45],
  blue: [0.35, 0.6, 1],
};

let reference: Reference | null = null;
let blinkedOut = false;
let blinking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

function follow(): void {
  clearInterval(blinking);
  blinkedOut = false;
  if (reference && referenceMode.get() === 'blink')
    blinking = setInterval(() => {
      blinkedOut = !blinkedOut;
      tell();
    }, BLINK_MS);
  tell();
}
referenceMode.subscribe(follow);
referenceLevel.subscribe(tell);
referenceColour.subscribe(tell);

export function layReference(next: Reference | null): void {
  reference = next;
  follow();
}

export function subscribeReference(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReference = (): Reference | null => useSyncExternalStore(subscribeReference, () => reference);

/** Draws the reference over the image, as large as it fits into it. */
export function referenceLayer(): {
  draw(renderer: Renderer, image: Size, view: Viewport, look: Look): void;
  /** The card has forgotten its texture. */
  forget(): void;
} {
  let on: { renderer: Renderer; reference: Reference; texture: WebGLTexture } | null = null;
  return {
    forget() {
      on = null;
    },
    draw(renderer, image, view, { invert, night }) {
      if (on && on.reference !== reference) {
        on.renderer.free(on.texture);
        on = null;
      }
      if (!reference) return;
      on ??= { renderer, reference, texture: renderer.pictureTexture(reference.picture) };
      const { width, height } = reference.picture;
      const scale = Math.min(image.width / width, image.height / height);
      const drawn: DrawnPicture = {
        texture: on.texture,
        x: (image.width - width * scale) / 2,
        y: (image.height - height * scale) / 2,
        width: width * scale,
        height: height * scale,
      };
      const mode = referenceMode.get();
      if (mode === 'blend') renderer.drawPicture(drawn, view, { invert, night, opacity: 0.5 });
      // Half of one and half of the other's negative: grey where they are alike.
      if (mode === 'difference') renderer.drawPicture(drawn, view, { invert: !invert, night, opacity: 0.5 });
      if (mode === 'blink' && !blinkedOut) renderer.drawPicture(drawn, view, { invert, night, opacity: 1 });
      if (mode === 'stars') {
        const above = { level: referenceLevel.get() / 100, colour: colours[referenceColour.get()] };
        renderer.drawPicture(drawn, view, { invert: false, night, opacity: 0.8, above });
      }
    },
  };
}
