/** Pictures looked at closely: one, or two beside each other, whole or a pixel for a pixel, at the same place in both. */
import type { PhotoId } from "../generated/PhotoId";
import type { Size } from "./frame";

/** What stands in the middle of the pane, as a part of the picture from its top left. */
export interface Middle {
  x: number;
  y: number;
}

const CENTRE: Middle = { x: 0.5, y: 0.5 };

export class Close {
  panes = $state.raw<readonly PhotoId[]>([]);
  /** Which of them a key acts on. */
  active = $state(0);
  zoomed = $state(false);
  middles = $state.raw<readonly Middle[]>([CENTRE, CENTRE]);

  begin(first: PhotoId, second: PhotoId | null, zoomed: boolean): void {
    // Who looks at two goes on with the place that they looked at.
    if (!this.panes.includes(first)) this.middles = [CENTRE, CENTRE];
    else this.middles = [this.middles[this.panes.indexOf(first)]!, this.middles[0]!];
    this.panes = second === null ? [first] : [first, second];
    this.active = 0;
    this.zoomed = zoomed;
  }

  get isTwo(): boolean {
    return this.panes.length > 1;
  }

  has(id: PhotoId | undefined): boolean {
    return id !== undefined && this.panes.includes(id);
  }

  swap(): PhotoId | null {
    if (!this.isTwo) return null;
    return this.activate(1 - this.active);
  }

  activate(pane: number): PhotoId | null {
    this.active = pane;
    return this.panes[pane] ?? null;
  }

  put(id: PhotoId): void {
    this.panes = this.panes.with(this.active, id);
  }

  /** A pixel for a pixel, with what is under the mouse of this pane left where it is; the same place of the other. */
  zoomAt(point: Middle, pane: number, sizes: readonly Sizes[]): void {
    const here = sizes[pane];
    if (!here) return;
    const part = partAt(point, here);
    this.zoomed = true;
    this.middles = this.middles.map((middle, at) => {
      const size = sizes[at];
      return size ? within(middleFor(part, point, size), size) : middle;
    });
  }

  /** Both go together, unless `alone`. */
  pan(by: Middle, alone: boolean, sizes: readonly Sizes[]): void {
    this.middles = this.middles.map((middle, pane) => {
      const size = sizes[pane];
      if (!size || (alone && pane !== this.active)) return middle;
      const { x, y } = within(middle, size);
      return within({ x: x + by.x / size.picture.width, y: y + by.y / size.picture.height }, size);
    });
  }
}

/** Of a picture a pixel for a pixel, and of the pane that it is seen through, both as the screen measures. */
export interface Sizes {
  picture: Size;
  pane: Size;
}

/** The edge of a picture is never drawn away from the edge of the pane; one that is smaller than the pane stands still. */
export function within({ x, y }: Middle, { picture, pane }: Sizes): Middle {
  const held = (at: number, across: number, room: number): number => {
    const half = room / across / 2;
    return half >= 0.5 ? 0.5 : Math.max(half, Math.min(at, 1 - half));
  };
  return { x: held(x, picture.width, pane.width), y: held(y, picture.height, pane.height) };
}

/** Where the picture's top left lies in the pane. */
export function offset(middle: Middle, sizes: Sizes): { left: number; top: number } {
  const { x, y } = within(middle, sizes);
  const { picture, pane } = sizes;
  return {
    left: Math.round(pane.width / 2 - x * picture.width),
    top: Math.round(pane.height / 2 - y * picture.height),
  };
}

/** The part of the picture that is seen. */
export function seenPart(middle: Middle, sizes: Sizes): Middle & Size {
  const { x, y } = within(middle, sizes);
  const { picture, pane } = sizes;
  const width = Math.min(1, pane.width / picture.width);
  const height = Math.min(1, pane.height / picture.height);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Which part of the picture, from its top left, is seen at a point of a pane in which it lies whole. */
export function partAt(point: Middle, { picture, pane }: Sizes): Middle {
  const scale = Math.min(pane.width / picture.width, pane.height / picture.height);
  const part = (at: number, room: number, across: number): number =>
    Math.max(0, Math.min(1, (at - (room - across * scale) / 2) / (across * scale)));
  return {
    x: part(point.x, pane.width, picture.width),
    y: part(point.y, pane.height, picture.height),
  };
}

/** What stands in the middle of the pane where that part of the picture is at that point. */
const middleFor = (part: Middle, point: Middle, { picture, pane }: Sizes): Middle => ({
  x: part.x + (pane.width / 2 - point.x) / picture.width,
  y: part.y + (pane.height / 2 - point.y) / picture.height,
});

/** So far a wheel is turned for one step; a finger on a pad gets there by and by. */
const NOTCH = 40;
/** Pixels of a line, where a wheel counts in lines. */
const LINE = 40;

/** A wheel or a pad as a person turns it: closer, further off, or, sideways, along the picture. */
export class Wheel {
  private turned = 0;

  turn({ deltaX, deltaY, deltaMode, ctrlKey }: WheelTurn): "in" | "out" | { along: number } | null {
    const unit = deltaMode === 0 ? 1 : LINE;
    // Two fingers that part are a wheel turned with Ctrl, in small steps.
    const by = deltaY * unit * (ctrlKey ? 4 : 1);
    if (!ctrlKey && Math.abs(deltaX) > Math.abs(deltaY)) return { along: deltaX * unit };
    if (Math.sign(by) !== Math.sign(this.turned)) this.turned = 0;
    this.turned += by;
    if (Math.abs(this.turned) < NOTCH) return null;
    const way = this.turned < 0 ? "in" : "out";
    this.turned = 0;
    return way;
  }
}

type WheelTurn = Pick<WheelEvent, "deltaX" | "deltaY" | "deltaMode" | "ctrlKey">;
