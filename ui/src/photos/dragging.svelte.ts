/** Pictures of the contact sheet on their way to another place, by hand. The sheet scrolls where they come to its edge. */
import type { PhotoId } from "../generated/PhotoId";
import type { Desk } from "../desk/desk.svelte";
import { putBefore } from "./acts";
import { photoDeskOf } from "./desk.svelte";
import { type Layout, slotAt } from "./grid";

/** So far a press is still a press. */
const STILL = 6;
/** So near an edge the sheet scrolls, and so fast. */
const EDGE = 48;
const SPEED = 14;

interface Hold {
  id: PhotoId;
  x: number;
  y: number;
}

export class Dragging {
  /** Those that are dragged; none while nothing is. */
  some = $state.raw<readonly PhotoId[]>([]);
  /** Before which picture of the sheet they would go, by its number; as many as there are pictures is behind all. */
  slot = $state<number | null>(null);
  private hold: Hold | null = null;
  private pointer = { x: 0, y: 0 };
  private frame = 0;
  /** The click that follows letting go is none. */
  private letGo = false;

  constructor(
    private readonly desk: Desk,
    private readonly sheet: () => { scroller: HTMLElement; list: HTMLElement; layout: Layout } | null,
  ) {}

  take(event: PointerEvent, id: PhotoId): void {
    this.letGo = false;
    const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.button !== 0 || event.pointerType === "touch" || held) return;
    this.hold = { id, x: event.clientX, y: event.clientY };
  }

  move(event: PointerEvent): void {
    if (!this.hold) return;
    this.pointer = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(event.clientX - this.hold.x, event.clientY - this.hold.y);
    if (this.some.length === 0) {
      if (far < STILL) return;
      const photoDesk = photoDeskOf(this.desk);
      const { id } = this.hold;
      this.some = photoDesk.isSelected(id) ? photoDesk.selected : [id];
      document.addEventListener("keydown", this.key, true);
      this.sheet()?.list.setPointerCapture?.(event.pointerId);
      this.scroll();
    }
    this.look();
  }

  /** Escape leaves them where they were. */
  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
  };

  private look(): void {
    const sheet = this.sheet();
    if (!sheet) return;
    const { left, top } = sheet.list.getBoundingClientRect();
    const { ids } = photoDeskOf(this.desk);
    this.slot = slotAt(this.pointer.x - left, this.pointer.y - top, sheet.layout, ids.length);
  }

  private readonly scroll = (): void => {
    const sheet = this.sheet();
    if (!sheet || this.some.length === 0) return;
    const { top, bottom } = sheet.scroller.getBoundingClientRect();
    const { y } = this.pointer;
    const by = y < top + EDGE ? -SPEED : y > bottom - EDGE ? SPEED : 0;
    if (by !== 0) {
      sheet.scroller.scrollTop += by;
      this.look();
    }
    this.frame = requestAnimationFrame(this.scroll);
  };

  drop(): void {
    const { some, slot } = this;
    const { ids } = photoDeskOf(this.desk);
    this.end();
    if (some.length === 0 || slot === null) return;
    this.letGo = true;
    const going = new Set(some);
    // What is dragged itself is no place to go before.
    const before = ids.slice(slot).find((id) => !going.has(id)) ?? null;
    putBefore(this.desk, some, before);
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    document.removeEventListener("keydown", this.key, true);
    if (this.some.length > 0) this.letGo = true;
    this.hold = null;
    this.some = [];
    this.slot = null;
  }

  /** Whether a click is one, and no drag's end. */
  isClick(): boolean {
    const was = this.letGo;
    this.letGo = false;
    return !was;
  }
}
