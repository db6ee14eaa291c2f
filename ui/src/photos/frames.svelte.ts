/** Crops and focus points while a person sets them: which crop is at hand, what is shown, and how a step is undone. */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import type { Desk } from "../desk/desk.svelte";
import { textOf } from "../story/photo_fields";
import {
  type Area,
  type CropField,
  MIDDLE,
  type Point,
  WHOLE,
  around,
  aspectOf,
  readArea,
  readPoint,
  writeArea,
  writePoint,
} from "./frame";

type FrameField = CropField | "focus_point";

export class Frames {
  crop = $state<CropField>("crop_16_9");
  /** What a hand is just dragging, before it is let go: of one picture, and of no other. */
  private drag = $state.raw<{ photo: PhotoId; crop: CropField; area: Area } | null>(null);

  constructor(private readonly desk: Desk) {}

  draggedOf({ id }: Photo): Area | null {
    const { drag } = this;
    return drag?.photo === id && drag.crop === this.crop ? drag.area : null;
  }

  dragging({ id: photo }: Photo, area: Area): void {
    this.drag = { photo, crop: this.crop, area };
  }

  /** It stays as it was before a hand took it. */
  giveUp(): void {
    this.drag = null;
  }

  get aspect(): number | null {
    return aspectOf(this.crop);
  }

  point(photo: Photo): Point | null {
    return readPoint(textOf(photo, "focus_point"));
  }

  /** The crop as it is kept; null where there is none. */
  kept(photo: Photo, crop: CropField = this.crop): Area | null {
    return readArea(textOf(photo, crop));
  }

  /** What the page would cut by itself: around the focus point, where there is one. */
  suggested(photo: Photo): Area | null {
    const point = this.point(photo);
    return point && this.aspect !== null ? around(point, this.aspect, photo) : null;
  }

  /** What a person takes hold of: what they drag, what is kept, what is suggested, else the largest that fits. */
  shown(photo: Photo): Area {
    const { aspect } = this;
    return (
      this.draggedOf(photo) ??
      this.kept(photo) ??
      this.suggested(photo) ??
      (aspect === null ? WHOLE : around(MIDDLE, aspect, photo))
    );
  }

  keep(photo: Photo, area: Area): void {
    this.giveUp();
    this.set(photo, this.crop, writeArea(area));
  }

  keepPoint(photo: Photo, point: Point): void {
    this.set(photo, "focus_point", writePoint(point));
  }

  reset(photo: Photo, field: FrameField): void {
    this.giveUp();
    this.set(photo, field, "");
  }

  private set(photo: Photo, field: FrameField, value: string): void {
    const before = textOf(photo, field);
    if (before === value) return;
    this.desk.story.setPhotoField(photo.id, field, value);
  }
}
