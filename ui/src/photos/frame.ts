/**
 * Where in a picture something is, in fractions of the upright picture from its top left, as Rust's frame.rs has
 * it (both are held to tests/fixtures/frames.json): what is marked on a small preview holds for every size. An aspect is that of pixels, width by height.
 */
import type { PhotoField } from "../generated/PhotoField";

export interface Point {
  x: number;
  y: number;
}

export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The pixels of the whole picture. */
export interface Size {
  width: number;
  height: number;
}

export type CropField = Extract<PhotoField, `crop_${string}`>;

/** Null takes any aspect. */
export const CROPS: readonly { field: CropField; aspect: number | null }[] = [
  { field: "crop_16_9", aspect: 16 / 9 },
  { field: "crop_4_3", aspect: 4 / 3 },
  { field: "crop_1_1", aspect: 1 },
  { field: "crop_free", aspect: null },
];

export const aspectOf = (field: CropField): number | null =>
  CROPS.find((crop) => crop.field === field)?.aspect ?? null;

export const WHOLE: Area = { left: 0, top: 0, width: 1, height: 1 };
export const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** The narrowest rendition that a crop goes out as, in pixels. */
export const LEAST_WIDTH = 640;
/** A crop is never made smaller than this part of the picture: it could not be taken hold of again. */
const LEAST_PART = 0.02;
/** Numbers are written to five decimals. */
const STEPS = 100_000;
/** As Rust reads a number: a script may have written 5e-05. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What rounding may add up to. */
const SLACK = 2e-5;

export function readPoint(text: string): Point | null {
  const [x, y] = fractions(text, 2) ?? [];
  return x === undefined || y === undefined ? null : { x, y };
}

export function readArea(text: string): Area | null {
  const [left, top, width, height] = fractions(text, 4) ?? [];
  if (left === undefined || top === undefined || !width || !height) return null;
  return left + width <= 1 + SLACK && top + height <= 1 + SLACK ? { left, top, width, height } : null;
}

function fractions(text: string, count: number): number[] | null {
  const parts = text.split(",").map((part) => part.trim());
  const numbers = parts.map((part) => (NUMBER.test(part) ? Number(part) : NaN));
  return parts.length === count && numbers.every((number) => number >= 0 && number <= 1) ? numbers : null;
}

export const writePoint = ({ x, y }: Point): string => [x, y].map(short).join();
export const writeArea = ({ left, top, width, height }: Area): string =>
  [left, top, width, height].map(short).join();

/** Half a step is rounded up. */
const short = (number: number): string => String(Math.round(number * STEPS) / STEPS);

const between = (low: number, number: number, high: number): number =>
  Math.max(low, Math.min(number, Math.max(low, high)));

/** The largest area of an aspect, with the point as near to its middle as fits; reckoned as Rust does, to the last bit. */
export function around(point: Point, aspect: number, size: Size): Area {
  const across = Math.max(size.width, 1);
  const down = Math.max(size.height, 1);
  const width = Math.min(down * aspect, across) / across;
  const height = Math.min(across / aspect, down) / down;
  return {
    left: between(0, point.x - width / 2, 1 - width),
    top: between(0, point.y - height / 2, 1 - height),
    width,
    height,
  };
}

/** As far as it goes without leaving the picture. */
export function moved(area: Area, dx: number, dy: number): Area {
  return {
    ...area,
    left: between(0, area.left + dx, 1 - area.width),
    top: between(0, area.top + dy, 1 - area.height),
  };
}

export const movedPoint = ({ x, y }: Point, dx: number, dy: number): Point => ({
  x: between(0, x + dx, 1),
  y: between(0, y + dy, 1),
});

/** Larger or smaller by a part of the picture's width, about its middle. */
export function grown(area: Area, by: number, aspect: number | null, size: Size): Area {
  const shape = aspect ?? pixelAspect(area, size);
  const largest = around(MIDDLE, shape, size);
  const width = between(LEAST_PART, area.width + by, largest.width);
  const height = heightFor(width, shape, size);
  return moved(
    { left: area.left + (area.width - width) / 2, top: area.top + (area.height - height) / 2, width, height },
    0,
    0,
  );
}

/** Wider or narrower about its middle, as high as it is: for a crop of no given aspect. */
export function widened(area: Area, by: number): Area {
  const width = between(LEAST_PART, area.width + by, 1);
  return moved({ ...area, left: area.left + (area.width - width) / 2, width }, 0, 0);
}

/** The sides and corners by which an area is taken hold of, as compasses name them. */
export type Handle = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";
export const HANDLES: readonly Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

/** What a dragged handle makes of the area. The side or corner across from it stays where it is. */
export function resized(
  area: Area,
  handle: Handle,
  dx: number,
  dy: number,
  aspect: number | null,
  size: Size,
): Area {
  const horizontal = handle.includes("e") ? 1 : handle.includes("w") ? -1 : 0;
  const vertical = handle.includes("s") ? 1 : handle.includes("n") ? -1 : 0;
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  /** How far it may reach from the sides that stay; from the middle where a side alone is dragged. */
  const room = {
    width: horizontal > 0 ? 1 - area.left : horizontal < 0 ? right : roomAbout(area.left, area.width),
    height: vertical > 0 ? 1 - area.top : vertical < 0 ? bottom : roomAbout(area.top, area.height),
  };
  let width = area.width + dx * horizontal;
  let height = area.height + dy * vertical;
  if (aspect === null) {
    width = horizontal === 0 ? area.width : between(LEAST_PART, width, room.width);
    height = vertical === 0 ? area.height : between(LEAST_PART, height, room.height);
  } else {
    const wanted =
      horizontal === 0
        ? widthFor(height, aspect, size)
        : vertical === 0
          ? width
          : Math.max(width, widthFor(height, aspect, size));
    width = between(LEAST_PART, wanted, Math.min(room.width, widthFor(room.height, aspect, size)));
    height = heightFor(width, aspect, size);
  }
  return {
    left: horizontal > 0 ? area.left : horizontal < 0 ? right - width : area.left + (area.width - width) / 2,
    top: vertical > 0 ? area.top : vertical < 0 ? bottom - height : area.top + (area.height - height) / 2,
    width,
    height,
  };
}

const roomAbout = (start: number, length: number): number => {
  const middle = start + length / 2;
  return 2 * Math.min(middle, 1 - middle);
};

const heightFor = (width: number, aspect: number, size: Size): number =>
  (width * size.width) / aspect / size.height;
const widthFor = (height: number, aspect: number, size: Size): number =>
  (height * size.height * aspect) / size.width;

export function pixels(area: Area, size: Size): Size {
  return { width: Math.round(area.width * size.width), height: Math.round(area.height * size.height) };
}

function pixelAspect(area: Area, size: Size): number {
  return (area.width * size.width) / (area.height * size.height);
}

/** The pixels that a crop must have to go out at all; null where it has them. */
export function pixelsNeeded(area: Area, aspect: number | null, size: Size): Size | null {
  if (pixels(area, size).width >= LEAST_WIDTH) return null;
  return { width: LEAST_WIDTH, height: Math.round(LEAST_WIDTH / (aspect ?? pixelAspect(area, size))) };
}
