import type { Curve, Stretch } from '@uraniborg/imaging';
import { type Debayering, debayerings } from '../debayering.ts';
import { pictureFragment, type Texels, tileFragment, tileVertex } from './shaders.ts';
import { type Size, stepsOf, type Viewport } from './viewport.ts';

/** How an image is shown, beside which part of it. */
export interface Look {
  /** One per plane, or one for all. */
  stretches: readonly Stretch[];
  /** Where red stands in the cell of a mosaic, 0 to 3, and how its colours are made; null for all other images. */
  mosaic: { red: number; method: Debayering } | null;
  curve: Curve;
  gamma: number;
  invert: boolean;
  /** Stored values at and beyond which a pixel is marked; null marks none. */
  clip: { low: number; high: number } | null;
  /** Brightness of the red of night mode; 0 is day. */
  night: number;
}

interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part of the image that lies on the graphics card as stored values. */
export interface DrawnTile extends Part {
  texture: WebGLTexture;
  /** Image pixels per texel. */
  shrink: number;
  planes: number;
  /** Its texels are those of a mosaic. */
  mosaic: boolean;
  /** Texels before the part that is drawn. */
  left: number;
  top: number;
}

/** A finished picture on the card, which stands for a part of the image. */
export interface DrawnPicture extends Part {
  texture: WebGLTexture;
}

export interface PictureLook extends Pick<Look, 'invert' | 'night'>, Partial<Pick<Look, 'mosaic'>> {
  /** Default 1. */
  opacity?: number;
  /** Only what is brighter than this, 0 to 1, and in one colour. Default: all of it. */
  above?: { level: number; colour: readonly [number, number, number] };
}

/** A part of the canvas, in its pixels, from its upper left corner. */
export interface Pane extends Part {}

export interface Renderer {
  tileTexture(size: Size, planes: number, pixels: Uint16Array): WebGLTexture;
  pictureTexture(picture: ImageBitmap): WebGLTexture;
  free(texture: WebGLTexture): void;
  /** Empties a pane (default: all of the canvas) with the ground, and what is drawn from now on lands there. */
  begin(night: number, pane?: Pane): void;
  drawPicture(picture: DrawnPicture, view: Viewport, look: PictureLook): void;
  /** All of them of one level, or all coarser than the frame itself. */
  drawTiles(tiles: readonly DrawnTile[], view: Viewport, look: Look): void;
}

const curves: readonly Curve[] = ['midtones', 'log', 'sqrt', 'asinh'];

/** @throws Error when the browser has no WebGL2 */
export function createRenderer(canvas: HTMLCanvasElement): Renderer {
  const context = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
  if (!context) throw new Error('This browser has no WebGL2, which the image view draws with');
  const gl: WebGL2RenderingContext = context;
  const pictures = program(gl, tileVertex, pictureFragment);
  const placed = ['tile', 'centre', 'zoom', 'screen', 'invert', 'night'] as const;
  const tileUniforms = [
    ...placed,
    'shrink',
    'smooth_',
    'planes',
    'margin',
    'method',
    'red',
    'grey',
    'black',
    'midtones',
    'white',
    'curve',
    'gamma',
    'clip',
  ] as const;
  const tilesOf = (kind: Texels) => {
    const made = program(gl, tileVertex, tileFragment(kind));
    return { program: made, at: uniforms(gl, made, tileUniforms) };
  };
  const made: Partial<Record<Texels, ReturnType<typeof tilesOf>>> = {};
  /** Compiled when it is first drawn with: a graphics processor takes a tenth of a second for all of them. */
  const kind = (which: Texels) => {
    made[which] ??= tilesOf(which);
    return made[which];
  };
  const kindOf = ({ mosaic, planes }: DrawnTile, look: Look): Texels => {
    if (mosaic) return look.mosaic && look.mosaic.method !== 'off' ? 'mosaic' : 'grey';
    return planes === 3 ? 'colour' : 'grey';
  };
  const pictureAt = uniforms(gl, pictures, [...placed, 'size', 'opacity', 'above', 'hue', 'grey']);
  gl.bindVertexArray(gl.createVertexArray());
  let pane: Size = { width: 1, height: 1 };

  function use(
    which: WebGLProgram,
    at: Record<(typeof placed)[number], WebGLUniformLocation | null>,
    view: Viewport,
    { invert, night }: Pick<Look, 'invert' | 'night'>,
  ): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: useProgram is WebGL's, not React's
    gl.useProgram(which);
    gl.uniform2f(at.centre, view.x, view.y);
    gl.uniform2f(at.zoom, ...stepsOf(view));
    gl.uniform2f(at.screen, pane.width, pane.height);
    gl.uniform1i(at.invert, invert ? 1 : 0);
    gl.uniform3f(at.night, night, 0, 0);
  }
  const nearest = (target: number, filter: number): void => {
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  };

  return {
    tileTexture({ width, height }, planes, pixels) {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
      gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.R16UI, width, height, planes);
      nearest(gl.TEXTURE_2D_ARRAY, gl.NEAREST);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
      const all = [0, 0, 0, width, height, planes] as const;
      gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, ...all, gl.RED_INTEGER, gl.UNSIGNED_SHORT, pixels);
      return texture;
    },
    pictureTexture(picture) {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      nearest(gl.TEXTURE_2D, gl.LINEAR);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture);
      return texture;
    },
    free: (texture) => gl.deleteTexture(texture),

    begin(night, within) {
      const all = { x: 0, y: 0, width: canvas.width, height: canvas.height };
      const { x, y, width, height } = within ?? all;
      pane = { width, height };
      const rectangle = [x, canvas.height - y - height, width, height] as const;
      gl.viewport(...rectangle);
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(...rectangle);
      // Beside the image lies the ground of the page: --ground of look.css, at night black.
      if (night > 0) gl.clearColor(0, 0, 0, 1);
      else gl.clearColor(11 / 255, 12 / 255, 14 / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
    },

    drawPicture({ texture, x, y, width, height }, view, look) {
      use(pictures, pictureAt, view, look);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform4f(pictureAt.tile, x, y, width, height);
      gl.uniform2f(pictureAt.size, width, height);
      gl.uniform1f(pictureAt.opacity, look.opacity ?? 1);
      gl.uniform1f(pictureAt.above, look.above?.level ?? 0);
      gl.uniform3f(pictureAt.hue, ...(look.above?.colour ?? [1, 1, 1]));
      gl.uniform1i(pictureAt.grey, look.mosaic?.method === 'off' ? 1 : 0);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      gl.disable(gl.BLEND);
    },

    drawTiles(drawn, view, look) {
      const [first] = drawn;
      if (!first) return;
      const { program: tiles, at: tileAt } = kind(kindOf(first, look));
      use(tiles, tileAt, view, look);
      const three = (of: (stretch: Stretch) => number): [number, number, number] => {
        const [a = 0, b = a, c = a] = look.stretches.map(of);
        return [a, b, c];
      };
      const { red, method } = look.mosaic ?? { red: 0, method: 'off' };
      gl.uniform1i(tileAt.method, debayerings.indexOf(method));
      gl.uniform2i(tileAt.red, red & 1, red >> 1);
      gl.uniform1i(tileAt.grey, look.mosaic && method === 'off' ? 1 : 0);
      gl.uniform3f(tileAt.black, ...three((stretch) => stretch.black));
      gl.uniform3f(tileAt.midtones, ...three((stretch) => stretch.midtones));
      gl.uniform3f(tileAt.white, ...three((stretch) => stretch.white));
      gl.uniform1i(tileAt.curve, curves.indexOf(look.curve));
      gl.uniform1f(tileAt.gamma, look.gamma);
      gl.uniform2f(tileAt.clip, look.clip?.low ?? 1, look.clip?.high ?? 0);
      for (const { texture, shrink, planes, left, top, x, y, width, height } of drawn) {
        gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
        gl.uniform4f(tileAt.tile, x, y, width, height);
        gl.uniform1f(tileAt.shrink, shrink);
        gl.uniform2f(tileAt.margin, left, top);
        gl.uniform1i(tileAt.planes, planes);
        gl.uniform1i(tileAt.smooth_, shrink > 1 || view.scale < 1 ? 1 : 0);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
    },
  };
}

function program(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const made = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('The graphics processor takes no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`The graphics processor refused a shader: ${gl.getProgramInfoLog(made)}`);
  return made;
}

function uniforms<const N extends string>(
  gl: WebGL2RenderingContext,
  from: WebGLProgram,
  names: readonly N[],
): Record<N, WebGLUniformLocation | null> {
  return Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(from, name)])) as Record<
    N,
    WebGLUniformLocation | null
  >;
}
