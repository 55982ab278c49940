import type { Stretch } from '@uraniborg/imaging';
import type { FrameImage } from './frameWorker.ts';
import { shrinkFragment, shrinkVertex, tileFragment, tileVertex } from './shaders.ts';
import { levelFor, levelsOf, type Tile, tilesOf } from './tiles.ts';
import type { Viewport } from './viewport.ts';

/** How an image is shown, beside which part of it. */
export interface Look {
  /** One per plane, or one for all. */
  stretches: readonly Stretch[];
  invert: boolean;
  /** Brightness of the red of night mode; 0 is day. */
  night: number;
}

export interface Renderer {
  /** Brings an image onto the graphics card, a strip at each screen refresh; it is drawn from when all of it is there. */
  upload(image: FrameImage): Promise<void>;
  /** Draws the last image that arrived whole; only uniforms change, no pixel is touched by the processor. */
  draw(view: Viewport, look: Look): void;
  dispose(): void;
}

interface Picture {
  image: FrameImage;
  tiles: { tile: Tile; levels: WebGLTexture[] }[];
}

/** Pixels that go to the card between two screen refreshes: some 8 MB, a few milliseconds. */
const STRIP = 4 << 20;
const LARGEST_TILE = 4096;

/** @throws Error when the browser has no WebGL2 */
export function createRenderer(canvas: HTMLCanvasElement): Renderer {
  const context = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
  if (!context) throw new Error('This browser has no WebGL2, which the image view draws with');
  const gl: WebGL2RenderingContext = context;
  const show = program(gl, tileVertex, tileFragment);
  const shrink = program(gl, shrinkVertex, shrinkFragment);
  const showAt = uniforms(gl, show, [
    'tile',
    'centre',
    'zoom',
    'screen',
    'shrink',
    'smooth_',
    'planes',
    'black',
    'midtones',
    'white',
    'invert',
    'night',
  ]);
  const planeAt = gl.getUniformLocation(shrink, 'plane');
  const framebuffer = gl.createFramebuffer();
  gl.bindVertexArray(gl.createVertexArray());
  const largest = Math.min(LARGEST_TILE, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number);

  let picture: Picture | null = null;
  /** The picture before: its textures are taken again for a new image of the same size. */
  let spare: Picture | null = null;
  let latest = 0;

  function allocate(image: FrameImage): Picture {
    const tiles = tilesOf(image.width, image.height, largest).map((tile) => ({
      tile,
      levels: levelsOf(tile.width, tile.height).map(({ width, height }) => {
        const texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
        gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.R16UI, width, height, image.planes);
        gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
        gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
        return texture;
      }),
    }));
    return { image, tiles };
  }

  function free(old: Picture | null): void {
    for (const { levels } of old?.tiles ?? []) for (const texture of levels) gl.deleteTexture(texture);
  }

  async function fill(target: Picture, current: () => boolean): Promise<void> {
    const { image } = target;
    for (const { tile, levels } of target.tiles) {
      const rows = Math.max(1, Math.floor(STRIP / tile.width));
      for (let plane = 0; plane < image.planes; plane++) {
        for (let row = 0; row < tile.height; row += rows) {
          await screenRefresh();
          if (!current() || gl.isContextLost()) return;
          const height = Math.min(rows, tile.height - row);
          gl.bindTexture(gl.TEXTURE_2D_ARRAY, levels[0] ?? null);
          gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
          gl.pixelStorei(gl.UNPACK_ROW_LENGTH, image.width);
          const first = plane * image.width * image.height + (tile.y + row) * image.width + tile.x;
          const [format, type] = [gl.RED_INTEGER, gl.UNSIGNED_SHORT];
          const into = [0, row, plane, tile.width, height, 1] as const;
          gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, ...into, format, type, image.pixels, first);
        }
      }
      shrinkTile(levels, tile, image.planes);
    }
  }

  function shrinkTile(levels: readonly WebGLTexture[], tile: Tile, planes: number): void {
    const sizes = levelsOf(tile.width, tile.height);
    // biome-ignore lint/correctness/useHookAtTopLevel: useProgram is WebGL's, not React's
    gl.useProgram(shrink);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    for (let level = 1; level < levels.length; level++) {
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, levels[level - 1] ?? null);
      for (let plane = 0; plane < planes; plane++) {
        gl.framebufferTextureLayer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, levels[level] ?? null, 0, plane);
        gl.viewport(0, 0, sizes[level]?.width ?? 1, sizes[level]?.height ?? 1);
        gl.uniform1i(planeAt, plane);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  return {
    async upload(image) {
      const turn = ++latest;
      const fits =
        spare?.image.width === image.width &&
        spare.image.height === image.height &&
        spare.image.planes === image.planes;
      if (!fits) free(spare);
      const target = fits && spare ? { ...spare, image } : allocate(image);
      spare = null;
      await fill(target, () => turn === latest);
      if (turn !== latest) return free(target);
      spare = picture;
      picture = target;
    },

    draw(view, look) {
      gl.viewport(0, 0, canvas.width, canvas.height);
      // Beside the image lies the ground of the page: --ground of look.css, at night black.
      if (look.night > 0) gl.clearColor(0, 0, 0, 1);
      else gl.clearColor(11 / 255, 12 / 255, 14 / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      if (!picture) return;
      // biome-ignore lint/correctness/useHookAtTopLevel: useProgram is WebGL's, not React's
      gl.useProgram(show);
      const { image } = picture;
      const level = levelFor(view.scale, Number.POSITIVE_INFINITY);
      const three = (of: (stretch: Stretch) => number): [number, number, number] => {
        const [a = 0, b = a, c = a] = look.stretches.map(of);
        return [a, b, c];
      };
      gl.uniform2f(showAt.centre, view.x, view.y);
      gl.uniform1f(showAt.zoom, view.scale);
      gl.uniform2f(showAt.screen, canvas.width, canvas.height);
      gl.uniform1i(showAt.smooth_, view.scale < 1 ? 1 : 0);
      gl.uniform1i(showAt.planes, image.planes);
      gl.uniform3f(showAt.black, ...three((stretch) => stretch.black));
      gl.uniform3f(showAt.midtones, ...three((stretch) => stretch.midtones));
      gl.uniform3f(showAt.white, ...three((stretch) => stretch.white));
      gl.uniform1i(showAt.invert, look.invert ? 1 : 0);
      gl.uniform3f(showAt.night, look.night, 0, 0);
      for (const { tile, levels } of picture.tiles) {
        const used = Math.min(level, levels.length - 1);
        gl.bindTexture(gl.TEXTURE_2D_ARRAY, levels[used] ?? null);
        gl.uniform4f(showAt.tile, tile.x, tile.y, tile.width, tile.height);
        gl.uniform1f(showAt.shrink, 2 ** used);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
    },

    dispose() {
      latest++;
      free(picture);
      free(spare);
      picture = null;
      spare = null;
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

/** The next screen refresh; a page in the background has none, and does not wait for one. */
function screenRefresh(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
  });
}
