/** The programs that run on the graphics processor. Texels are stored values, planes are layers. */

/** One tile as a rectangle on the screen; `texel` is the place in the tile, in pixels of the full image. */
export const tileVertex = `#version 300 es
uniform vec4 tile;     // left, top, width, height in the image
uniform vec2 centre;   // image point in the middle of the screen
uniform float zoom;    // screen pixels per image pixel
uniform vec2 screen;   // size in pixels
out vec2 texel;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  texel = corner * tile.zw;
  vec2 at = (tile.xy + texel - centre) * zoom;
  gl_Position = vec4(at * 2.0 / screen * vec2(1.0, -1.0), 0.0, 1.0);
}`;

/** Value to brightness (autoStretch and midtonesTransfer of the imaging room), one plane to grey or three to colour, and all of it in one hue at night. */
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
uniform bool invert;
uniform vec3 night;        // the hue everything takes, or 0
in vec2 texel;
out vec4 colour;

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
  return x <= 0.0 ? 0.0 : x >= 1.0 ? 1.0 : ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
}

void main() {
  vec3 rgb = planes == 1 ? vec3(bright(0)) : vec3(bright(0), bright(1), bright(2));
  if (invert) rgb = 1.0 - rgb;
  if (night.r > 0.0) rgb = dot(rgb, vec3(0.2126, 0.7152, 0.0722)) * night;
  colour = vec4(rgb, 1.0);
}`;

/** The next smaller level of a tile: each texel the mean of four, at odd edges of what there is. */
export const shrinkVertex = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

export const shrinkFragment = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
uniform usampler2DArray image;
uniform int plane;
out uint mean;
void main() {
  ivec2 last = textureSize(image, 0).xy - 1;
  ivec2 p = ivec2(gl_FragCoord.xy) * 2;
  uint sum = 0u;
  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++)
      sum += texelFetch(image, ivec3(min(p + ivec2(i, j), last), plane), 0).r;
  mean = (sum + 2u) >> 2;
}`;
