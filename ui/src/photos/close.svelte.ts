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
