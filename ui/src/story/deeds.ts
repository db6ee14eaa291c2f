/** Deeds taken back and done again: what is no word in a text box or the body (`undo.svelte.ts` knows in which order). */
import type { PhotoField } from "../generated/PhotoField";
import type { StoryField } from "../generated/StoryField";
import { sameValue } from "./photo_fields";
import type { StorySession } from "./session.svelte";
import type { Deed, ValueChange } from "./undo.svelte";

/** Does the opposite of a deed, or the deed again. False where what it was done to is not as it was left. */
export function perform(story: StorySession, deed: Deed, back: boolean): boolean {
  switch (deed.is) {
    case "values":
      return setValues(story, deed.changes, back);
    case "state":
      if (story.state !== left(deed, back)) return false;
      story.setState(found(deed, back));
      return true;
    case "language":
      if (story.language !== left(deed, back)) return false;
      story.setLanguage(found(deed, back));
      return true;
    case "related":
      if (JSON.stringify(story.related) !== JSON.stringify(left(deed, back))) return false;
      story.setRelated(found(deed, back));
      return true;
    case "ignored":
      if (deed.on === back) story.heed(deed.decision);
      else story.ignore(deed.decision);
      return true;
    case "photos": {
      const isThere = ({ id }: { id: string }) => story.photo(id) !== undefined;
      const off = deed.on === back;
      const photos = deed.photos.filter((photo) => isThere(photo) === off);
      if (off) story.dropPhotos(photos);
      else story.addPhotos(photos);
      return photos.length > 0;
    }
    case "lifted": {
      const lifted = deed.lifted.filter((one) => story.isLifted(one) !== (deed.on !== back));
      if (deed.on === back) story.holdAgain(lifted);
      else story.lift(lifted);
      return lifted.length > 0;
    }
    case "places": {
      const standing = deed.changes.filter(
        (change) => story.photo(change.photo)?.place === left(change, back),
      );
      story.setPlaces(standing.map((change) => ({ ...change, ...(back && turned(change)) })));
      return standing.length > 0;
    }
    case "other": {
      const how = story.others.get(deed.what);
      how?.(deed.value, deed.on !== back);
      return how !== undefined;
    }
  }
}

interface Exchange<Value> {
  from: Value;
  to: Value;
}

/** What must stand there for it to be exchanged, and what comes in its place. */
const left = <Value>({ from, to }: Exchange<Value>, back: boolean): Value => (back ? to : from);
const found = <Value>({ from, to }: Exchange<Value>, back: boolean): Value => (back ? from : to);

const turned = <Value>({ from, to }: Exchange<Value>): Exchange<Value> => ({ from: to, to: from });

function setValues(story: StorySession, changes: readonly ValueChange[], back: boolean): boolean {
  const standing = changes.filter((change) => {
    const isThere = change.photo === null || story.photo(change.photo) !== undefined;
    return isThere && sameValue(story.boxValue(change), left(change, back));
  });
  story.setPhotoFields(
    standing.flatMap((change) => {
      const { photo, field } = change;
      return photo === null ? [] : [{ photo, field: field as PhotoField, value: found(change, back) }];
    }),
  );
  for (const change of standing) {
    if (change.photo === null) story.setField(change.field as StoryField, found(change, back));
  }
  return standing.length > 0;
}
