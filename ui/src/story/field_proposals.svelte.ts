/**
 * Fields in suggest mode: what a person gives a field, or a picture's, is proposed, and the field keeps what it has. Its box
 * shows the words that are proposed, so that a person writes on where they stopped.
 */
import type { Edit } from "../generated/Edit";
import type { FieldValue } from "../generated/FieldValue";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { StoryField } from "../generated/StoryField";
import type { Suggestion } from "../generated/Suggestion";
import type { SuggestionId } from "../generated/SuggestionId";
import { nameOfBox } from "./boxes";
import { TYPED, sameValue } from "./photo_fields";
import { isOpen } from "./suggestions";

/** A field of the story, or of one of its pictures. */
export interface FieldPlace {
  photo: PhotoId | null;
  field: StoryField | PhotoField;
}

interface Proposed {
  /** Null of one that was taken back: the next is another. */
  id: SuggestionId | null;
  value: FieldValue;
}

export class FieldProposals {
  /** Whose suggestions go on; null outside suggest mode. */
  private isOwn = $state.raw<((suggestion: Suggestion) => boolean) | null>(null);
  /** What was proposed since the library's own list of suggestions came last. */
  private since = $state.raw<ReadonlyMap<string, Proposed>>(new Map());
  /** Told when something was proposed. */
  onProposed: (() => void) | null = null;

  constructor(private readonly suggestions: () => readonly Suggestion[]) {}

  begin(isOwn: (suggestion: Suggestion) => boolean): void {
    this.isOwn = isOwn;
  }

  end(): void {
    this.isOwn = null;
  }

  /** Whether what is given to a field is proposed. Stars, marks and frames of pictures are a desk's own tools. */
  takes({ photo, field }: FieldPlace): boolean {
    return this.isOwn !== null && (photo === null || field in TYPED);
  }

  /** The list of suggestions has come anew, with all that was proposed. */
  settle(): void {
    if (this.since.size > 0) this.since = new Map();
  }

  /** What this person proposes there; undefined where they propose nothing, or nobody is in suggest mode. */
  at(place: FieldPlace): FieldValue | undefined {
    const proposed = this.takes(place) ? this.standing(place) : undefined;
    return proposed?.id ? proposed.value : undefined;
  }

  /** What Rust must do so that a field that has `base` is proposed to have `value`. */
  propose(place: FieldPlace, base: FieldValue, value: FieldValue): Edit[] {
    const known = this.standing(place)?.id ?? null;
    const isBack = sameValue(base, value);
    if (isBack && known === null) return [];
    const id = known ?? crypto.randomUUID();
    this.since = new Map(this.since).set(nameOfBox(place), { id: isBack ? null : id, value });
    this.onProposed?.();
    if (isBack) {
      return [{ edit: "decide", suggestion: id, verdict: "withdrawn", remark: "", even_if_changed: false }];
    }
    const { photo, field } = place;
    const proposal =
      photo === null
        ? ({ kind: "field", field: field as StoryField, base, value } as const)
        : ({ kind: "photo_field", photo, field: field as PhotoField, base, value } as const);
    return [{ edit: "propose", suggestion: id, proposal }];
  }

  private standing(place: FieldPlace): Proposed | undefined {
    const since = this.since.get(nameOfBox(place));
    if (since) return since;
    for (const one of this.suggestions()) {
      const { id, proposal } = one;
      if (proposal.kind !== "field" && proposal.kind !== "photo_field") continue;
      const photo = proposal.kind === "photo_field" ? proposal.photo : null;
      const isHere = photo === place.photo && proposal.field === place.field;
      if (isHere && isOpen(one) && this.isOwn?.(one)) return { id, value: proposal.value };
    }
    return undefined;
  }
}
