/** The programs that run on the graphics processor. Texels are stored values, planes are layers. */
import { curveStrength } from '@uraniborg/imaging';

const { log: LOG, asinh: ASINH } = curveStrength;

/** A part of the image as a rectangle on the screen; `texel` is the place in that part, in pixels of the full image. */
export const tileVertex = `#version 300 es
uniform vec4 tile;     // left, top, width, height in the image
uniform vec2 centre;   // image point in the middle of the screen
uniform vec2 zoom;     // screen pixels per image pixel, to the right and down; negative where it is mirrored
uniform vec2 screen;   // size in pixels
out vec2 texel;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  texel = corner * tile.zw;
  vec2 at = (tile.xy + texel - centre) * zoom;
  gl_Position = vec4(at * 2.0 / screen * vec2(1.0, -1.0), 0.0, 1.0);
}`;

const toned = `
uniform bool invert;
uniform vec3 night;        // the hue everything takes, or 0
vec4 toned(vec3 rgb) {
  if (invert) rgb = 1.0 - rgb;
  if (night.r > 0.0) rgb = dot(rgb, vec3(0.2126, 0.7152, 0.0722)) * night;
  return vec4(rgb, 1.0);
}`;

/** Each kind of texel has a program of its own: what one of them needs costs the others nothing. */
export type Texels = 'grey' | 'colour' | 'mosaic';

/** Colours of a mosaic. */
const debayered = `
// A pixel of a mosaic; beyond the edge it is mirrored, which keeps the order of the colours.
float cell(ivec2 p) {
  ivec2 last = textureSize(image, 0).xy - 1;
  return at(last - abs(last - abs(p)), 0);
}

// As imaging's debayer, with fractions: the mean of the cell, or the neighbours; or Malvar, He & Cutler 2004.
vec3 debayered(ivec2 p) {
  if (method == 1) {
    ivec2 q = (p >> 1) << 1;
    float greens = cell(q + ivec2(1 - red.x, red.y)) + cell(q + ivec2(red.x, 1 - red.y));
    return vec3(cell(q + red), 0.5 * greens, cell(q + 1 - red));
  }
  float centre = cell(p);
  float across = cell(p - ivec2(1, 0)) + cell(p + ivec2(1, 0));
  float along = cell(p - ivec2(0, 1)) + cell(p + ivec2(0, 1));
  bool redRow = (p.y & 1) == red.y;
  bool isGreen = ((p.x & 1) == red.x) != redRow;
  bool better = method == 3;
  if (isGreen && !better) return redRow ? vec3(across / 2.0, centre, along / 2.0) : vec3(along / 2.0, centre, across / 2.0);
  float diagonal = cell(p + ivec2(-1, -1)) + cell(p + ivec2(1, -1)) + cell(p + ivec2(-1, 1)) + cell(p + ivec2(1, 1));
  if (!isGreen && !better) {
    float green = (across + along) / 4.0;
    return redRow ? vec3(centre, green, diagonal / 4.0) : vec3(diagonal / 4.0, green, centre);
  }
  float far = cell(p - ivec2(2, 0)) + cell(p + ivec2(2, 0));
  float deep = cell(p - ivec2(0, 2)) + cell(p + ivec2(0, 2));
  if (isGreen) {
    float beside = (10.0 * centre + 8.0 * across - 2.0 * (diagonal + far) + deep) / 16.0;
    float above = (10.0 * centre + 8.0 * along - 2.0 * (diagonal + deep) + far) / 16.0;
    return max(redRow ? vec3(beside, centre, above) : vec3(above, centre, beside), 0.0);
  }
  float green = (4.0 * centre + 2.0 * (across + along) - far - deep) / 8.0;
  float other = (12.0 * centre + 4.0 * diagonal - 3.0 * (far + deep)) / 16.0;
  return max(redRow ? vec3(centre, green, other) : vec3(other, green, centre), 0.0);
}
`;

/** A texel as red, green and blue. */
const pixels: Record<Texels, string> = {
  grey: 'vec3 pixel(ivec2 p) { return vec3(at(p, 0)); }',
  colour: `vec3 pixel(ivec2 p) {
  vec3 rgb = vec3(at(p, 0), at(p, 1), at(p, 2));
  return grey ? vec3(dot(rgb, vec3(0.25, 0.5, 0.25))) : rgb;
}`,
  mosaic: 'vec3 pixel(ivec2 p) { return debayered(p); }',
};

/** Value to brightness (autoStretch and midtonesTransfer of the imaging room, or another curve), one plane to grey or three to colour, and all of it in one hue at night. */
export const tileFragment = (kind: Texels): string => `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
uniform usampler2DArray image;
uniform float shrink;      // image pixels per texel of this level
uniform bool smooth_;      // between texels when wider than 1:1, squares when closer
uniform int planes;
uniform vec2 margin;       // texels before the part that is drawn
uniform int method;        // of a mosaic: 1 superpixel, 2 bilinear, 3 gradient
uniform ivec2 red;         // where red stands in a cell
uniform bool grey;         // the colours of the cells joined again
uniform vec3 black;
uniform vec3 midtones;
uniform vec3 white;
uniform int curve;         // 0 midtones, 1 logarithm, 2 square root, 3 inverse hyperbolic sine
uniform float gamma;
uniform vec2 clip;         // what is not above the first or not below the second is marked; none where first >= second
in vec2 texel;
out vec4 colour;
${toned}

float at(ivec2 p, int plane) {
  ivec2 last = textureSize(image, 0).xy - 1;
  return float(texelFetch(image, ivec3(clamp(p, ivec2(0), last), plane), 0).r);
}

${kind === 'mosaic' ? debayered : ''}
${pixels[kind]}

vec3 stored() {
  vec2 p = texel / shrink + margin;
  if (!smooth_) return pixel(ivec2(floor(p)));
  p -= 0.5;
  vec2 f = fract(p);
  ivec2 i = ivec2(floor(p));
  return mix(
    mix(pixel(i), pixel(i + ivec2(1, 0)), f.x),
    mix(pixel(i + ivec2(0, 1)), pixel(i + ivec2(1, 1)), f.x),
    f.y);
}

float bright(float value, int plane) {
  float m = midtones[plane];
  float x = clamp((value - black[plane]) / (white[plane] - black[plane]), 0.0, 1.0);
  float y = x;
  if (curve == 1) y = log(1.0 + ${LOG}.0 * x) / log(1.0 + ${LOG}.0);
  else if (curve == 2) y = sqrt(x);
  else if (curve == 3) y = asinh(${ASINH}.0 * x) / asinh(${ASINH}.0);
  else if (x > 0.0 && x < 1.0) y = ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
  return gamma == 1.0 ? y : pow(y, gamma);
}

void main() {
  vec3 value = stored();
  bool one = ${kind === 'grey' ? 'true' : kind === 'colour' ? 'grey' : 'false'};
  colour = toned(one ? vec3(bright(value.r, 0)) : vec3(bright(value.r, 0), bright(value.g, 1), bright(value.b, 2)));
  if (clip.x < clip.y) {
    ivec2 p = ivec2(floor(texel / shrink + margin));
    bool low = false;
    bool high = false;
    for (int plane = 0; plane < planes; plane++) {
      float value = at(p, plane);
      low = low || value <= clip.x;
      high = high || value >= clip.y;
    }
    // Two signs that differ without colour too: by night there is one hue, so that full pixels are stripes there.
    float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, 6.0) < 3.0 ? 1.0 : 0.0;
    if (high) colour = night.r > 0.0 ? vec4(stripe * night, 1.0) : vec4(1.0, 0.25, 0.6, 1.0);
    else if (low) colour = night.r > 0.0 ? vec4(0.5 * night, 1.0) : vec4(0.85, 0.8, 0.1, 1.0);
  }
}`;

/** A picture that was stretched already: the preview, or a reference laid over the image. */
export const pictureFragment = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform vec2 size;         // of the part of the image that it stands for
uniform float opacity;
uniform bool grey;         // without its colours
uniform float above;       // what is not brighter is not drawn, and the rest is of one colour; 0 draws all of it
uniform vec3 hue;          // that colour
in vec2 texel;
out vec4 colour;
${toned}
void main() {
  vec3 rgb = texture(picture, texel / size).rgb;
  if (grey) rgb = vec3(dot(rgb, vec3(0.25, 0.5, 0.25)));
  float share = opacity;
  if (above > 0.0) {
    share *= step(above, dot(rgb, vec3(0.2126, 0.7152, 0.0722)));
    rgb = night.r > 0.0 ? vec3(1.0) : hue;
  }
  colour = vec4(toned(rgb).rgb * share, share);
}`;
