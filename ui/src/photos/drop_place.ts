/** Where in the text pictures go that are still on their way: the place moves with the words, and outlives the screen. */
import { EditorState } from "prosemirror-state";

import { docFromBody, editsFor } from "../body/binding";
import { insertPhotos } from "../body/blocks";
import { schema } from "../body/schema";
import type { Desk } from "../desk/desk.svelte";
import type { PhotoId } from "../generated/PhotoId";
import type { StorySession } from "../story/session.svelte";

export class DropPlace {
  private position: number;
  private readonly stop: () => void;

  constructor(private readonly story: StorySession) {
    this.position = story.body.view?.state.selection.from ?? story.doc.content.size;
    this.stop = story.body.listen((tr) => (this.position = tr.mapping.map(this.position)));
  }

  /** Undefined where the cursor stands there. */
  get at(): number | undefined {
    const { view } = this.story.body;
    if (!view) return this.position;
    const { $from } = view.state.selection;
    const here = view.state.doc.resolve(Math.min(this.position, view.state.doc.content.size));
    return $from.index(0) === here.index(0) ? undefined : this.position;
  }

  get last(): number {
    return this.position;
  }

  end(): void {
    this.stop();
  }
}

/** Into the text of a story that was left meanwhile: of the one on the screen, should it have been opened again. */
export async function putInto(
  desk: Desk,
  photos: readonly PhotoId[],
  place: DropPlace | null,
): Promise<void> {
  if (photos.length === 0) return;
  const { host, room, story: left } = desk;
  const open = room.desk?.story;
  if (open?.id === left.id) {
    await open.takeNewPhotos();
    if (place) void open.body.run(insertPhotos(photos, place.last));
    return;
  }
  if (!place) return;
  const { story, revision } = await host.openStory(left.id);
  const state = EditorState.create({ schema, doc: docFromBody(story.body) });
  let edits: ReturnType<typeof editsFor> = [];
  insertPhotos(photos, place.last)(state, (tr) => (edits = editsFor(tr)));
  await host.edit(left.id, revision, edits);
}
