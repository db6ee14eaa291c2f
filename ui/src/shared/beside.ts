/**
 * Keeps what floats at its place beside something: below it where there is room, else above, never over it and never past
 * the edge of the window. Where there is less room than it would like it is lower, and scrolls.
 *
 * Read later than the start: what floats comes when somebody asks for it.
 */
import {
  autoUpdate,
  computePosition,
  flip,
  offset,
  platform,
  type ReferenceElement,
  shift,
  size,
} from "@floating-ui/dom";

/** Between the two, and to the edge of the window. */
const GAP = 8;
/** Beside a box that has little room left in its row, words would stand one below the other. */
const LEAST_WIDE = 176;

export interface Wishes {
  /** Where it ends, and not where it begins, it is in line with what it stands beside. */
  atEnd?: boolean;
  /** As wide as what it stands beside, and a gap more at each end; never so narrow that nobody could read it. */
  asWide?: boolean;
  /** No higher than this, whatever room there is. */
  most?: number;
  /** It may lie over what it stands beside, where neither side has the room for it: a menu at the mouse. */
  over?: boolean;
  /** How far from what it stands beside, where that is not as usual. */
  gap?: number;
}

/** For an element of `position: fixed`. Returns how it is let go. */
export function keepBeside(anchor: ReferenceElement, floating: HTMLElement, wishes: Wishes = {}): () => void {
  const { atEnd = false, asWide = false, most = Infinity, over = false, gap = GAP } = wishes;
  const style = (property: string, length: number) => floating.style.setProperty(property, `${length}px`);

  async function settle() {
    if (asWide) style("width", Math.max(LEAST_WIDE, anchor.getBoundingClientRect().width + 2 * GAP));
    let room = most;
    /** As high as it would like to be, whatever room it had before. */
    const getDimensions = () => {
      const edges = floating.offsetHeight - floating.clientHeight;
      return { width: floating.offsetWidth, height: Math.min(floating.scrollHeight + edges, room) };
    };
    const { x, y } = await computePosition(anchor, floating, {
      strategy: "fixed",
      placement: atEnd ? "bottom-end" : "bottom-start",
      platform: { ...platform, getDimensions },
      middleware: [
        offset({ mainAxis: gap, crossAxis: asWide ? -GAP : 0 }),
        flip({ padding: GAP, crossAxis: false, flipAlignment: false }),
        shift({ padding: GAP, crossAxis: over }),
        size({
          padding: GAP,
          apply: ({ availableHeight }) => void (room = Math.max(0, Math.min(most, availableHeight))),
        }),
      ],
    });
    style("left", x);
    style("top", y);
    style("max-height", room);
  }

  return autoUpdate(anchor, floating, () => void settle());
}
