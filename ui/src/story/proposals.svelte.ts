/**
 * What is beside the body in suggest mode. What a person gives a field, or a picture's, is proposed, and the field keeps what
 * it has; its box shows the words that are proposed, so that a person writes on where they stopped. A picture that comes is
 * with the story at once, proposed; one that is to go stays.
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

export class Proposals {
  /** Whether the person is in suggest mode. */
  isOn = $state(false);
  /** Whether a suggestion is this person's. */
  isOwn: (suggestion: Suggestion) => boolean = () => false;
  /** What was proposed since the library's own list of suggestions came last. */
  private since = $state.raw<ReadonlyMap<string, Proposed>>(new Map());
  /** The suggestions by which pictures came while the story is open. */
  private readonly came = new Map<PhotoId, SuggestionId>();
  /** Told when something was proposed. */
  onProposed: (() => void) | null = null;

  constructor(private readonly suggestions: () => readonly Suggestion[]) {}

  /** Whether what is given to a field is proposed. Stars, marks and frames of pictures are a desk's own tools. */
  takes({ photo, field }: FieldPlace): boolean {
    return this.isOn && (photo === null || field in TYPED);
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
    if (isBack) return [withdrawing(id)];
    const { photo, field } = place;
    const proposal =
      photo === null
        ? ({ kind: "field", field: field as StoryField, base, value } as const)
        : ({ kind: "photo_field", photo, field: field as PhotoField, base, value } as const);
    return [{ edit: "propose", suggestion: id, proposal }];
  }

  /** Pictures that are with the story now are proposed to come; nothing outside suggest mode. */
  photosCame(photos: readonly PhotoId[]): Edit[] {
    if (!this.isOn) return [];
    return photos.flatMap((photo): Edit[] => {
      const before = this.came.get(photo);
      // Taken back before, it is proposed as it was.
      if (before) return [{ edit: "reopen", suggestion: before }];
      const suggestion = crypto.randomUUID();
      this.came.set(photo, suggestion);
      this.onProposed?.();
      return [{ edit: "propose", suggestion, proposal: { kind: "photo_added", photo } }];
    });
  }

  /** The suggestion of this person by which a picture came; undefined of one that is the story's own. */
  cameProposed(photo: PhotoId): SuggestionId | undefined {
    const all = this.suggestions().filter(
      ({ proposal }) => proposal.kind === "photo_added" && proposal.photo === photo,
    );
    if (all.length === 0) return this.came.get(photo);
    return all.find((one) => isOpen(one) && this.isOwn(one))?.id;
  }

  /** Who takes a picture off that they only proposed has taken that back: it goes with it. Undefined of all others. */
  photoWithdrawn(photo: PhotoId): Edit | undefined {
    const suggestion = this.cameProposed(photo);
    if (suggestion === undefined) return undefined;
    this.came.set(photo, suggestion);
    this.onProposed?.();
    return withdrawing(suggestion);
  }

  /** Proposes that pictures go; answers which suggestions those are. */
  photosToGo(photos: readonly PhotoId[]): { suggestions: SuggestionId[]; edits: Edit[] } {
    const all = photos.map((photo) => ({ photo, suggestion: crypto.randomUUID() }));
    this.onProposed?.();
    return {
      suggestions: all.map(({ suggestion }) => suggestion),
      edits: all.map(({ photo, suggestion }) => ({
        edit: "propose",
        suggestion,
        proposal: { kind: "photo_removed", photo },
      })),
    };
  }

  /** Suggestions are taken back, or made again. */
  again(suggestions: readonly SuggestionId[], on: boolean): Edit[] {
    this.onProposed?.();
    return suggestions.map((suggestion) => (on ? { edit: "reopen", suggestion } : withdrawing(suggestion)));
  }

  private standing(place: FieldPlace): Proposed | undefined {
    const since = this.since.get(nameOfBox(place));
    if (since) return since;
    for (const one of this.suggestions()) {
      const { id, proposal } = one;
      if (proposal.kind !== "field" && proposal.kind !== "photo_field") continue;
      const photo = proposal.kind === "photo_field" ? proposal.photo : null;
      const isHere = photo === place.photo && proposal.field === place.field;
      if (isHere && isOpen(one) && this.isOwn(one)) return { id, value: proposal.value };
    }
    return undefined;
  }
}

function withdrawing(suggestion: SuggestionId): Edit {
  return { edit: "decide", suggestion, verdict: "withdrawn", remark: "", even_if_changed: false };
}
