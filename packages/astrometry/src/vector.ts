/** Directions as unit vectors and rotations as matrices (rows first). */
import { degrees, normaliseDegrees, radians } from '@uraniborg/core';
import type { Direction } from './tanProjection.ts';

export type Vector = readonly [number, number, number];
export type Matrix = readonly [Vector, Vector, Vector];

export function vectorOf(longitude: number, latitude: number): Vector {
  const [a, d] = [radians(longitude), radians(latitude)];
  return [Math.cos(d) * Math.cos(a), Math.cos(d) * Math.sin(a), Math.sin(d)];
}

export function directionOf([x, y, z]: Vector): Direction {
  return { ra: normaliseDegrees(degrees(Math.atan2(y, x))), dec: degrees(Math.atan2(z, Math.hypot(x, y))) };
}

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const scaled = (a: Vector, factor: number): Vector => [a[0] * factor, a[1] * factor, a[2] * factor];
export const sum = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const difference = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const norm = (a: Vector): number => Math.hypot(...a);
export const unit = (a: Vector): Vector => scaled(a, 1 / norm(a));

export const rotated = (m: Matrix, v: Vector): Vector => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
export const transposed = ([a, b, c]: Matrix): Matrix => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
];
export const product = (a: Matrix, b: Matrix): Matrix => {
  const columns = transposed(b);
  return [rotated(columns, a[0]), rotated(columns, a[1]), rotated(columns, a[2])];
};

/** The matrix that turns the axes by `angle` (radians) about x, so that a vector seems to turn the other way. */
export function aboutX(angle: number): Matrix {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [1, 0, 0],
    [0, c, s],
    [0, -s, c],
  ];
}

/** The same about z. */
export function aboutZ(angle: number): Matrix {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [c, s, 0],
    [-s, c, 0],
    [0, 0, 1],
  ];
}

/** The same about y. */
export function aboutY(angle: number): Matrix {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [c, 0, -s],
    [0, 1, 0],
    [s, 0, c],
  ];
}
