/** The programs that run on the graphics processor. Texels are stored values, planes are layers. */
import { ASINH, LOG } from './curves.ts';

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

/** Value to brightness (autoStretch and midtonesTransfer of the imaging room, or another curve), one plane to grey or three to colour, and all of it in one hue at night. */
export const tileFragment = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
uniform usampler2DArray image;
uniform float shrink;      // image pixels per texel of this level
uniform bool smooth_;      // between texels when wider than 1:1, squares when closer
uniform int planes;
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

float stored(int plane) {
  vec2 p = texel / shrink;
  if (!smooth_) return at(ivec2(floor(p)), plane);
  p -= 0.5;
  vec2 f = fract(p);
  ivec2 i = ivec2(floor(p));
  return mix(
    mix(at(i, plane), at(i + ivec2(1, 0), plane), f.x),
    mix(at(i + ivec2(0, 1), plane), at(i + ivec2(1, 1), plane), f.x),
    f.y);
}

float bright(int plane) {
  float m = midtones[plane];
  float x = clamp((stored(plane) - black[plane]) / (white[plane] - black[plane]), 0.0, 1.0);
  float y = x;
  if (curve == 1) y = log(1.0 + ${LOG}.0 * x) / log(1.0 + ${LOG}.0);
  else if (curve == 2) y = sqrt(x);
  else if (curve == 3) y = asinh(${ASINH}.0 * x) / asinh(${ASINH}.0);
  else if (x > 0.0 && x < 1.0) y = ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
  return gamma == 1.0 ? y : pow(y, gamma);
}

void main() {
  colour = toned(planes == 1 ? vec3(bright(0)) : vec3(bright(0), bright(1), bright(2)));
  if (clip.x < clip.y) {
    ivec2 p = ivec2(floor(texel / shrink));
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
uniform float above;       // what is not brighter is not drawn, and the rest is of one colour; 0 draws all of it
in vec2 texel;
out vec4 colour;
${toned}
void main() {
  vec3 rgb = texture(picture, texel / size).rgb;
  float share = opacity;
  if (above > 0.0) {
    share *= step(above, dot(rgb, vec3(0.2126, 0.7152, 0.0722)));
    rgb = night.r > 0.0 ? vec3(1.0) : vec3(1.0, 0.3, 0.25);
  }
  colour = vec4(toned(rgb).rgb * share, share);
}`;
