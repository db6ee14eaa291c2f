/** Lays made-up stories into a real library, with the commands that the page has. Node only. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Edit } from "../generated/Edit";
import type { Photo } from "../generated/Photo";
import type { PhotoField } from "../generated/PhotoField";
import type { Story } from "../generated/Story";
import type { StoryField } from "../generated/StoryField";
import type { Peer } from "../host/peer";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const LISTED = /"stories":\[([^\]]*)\]/g;
const NAMED = /"(story|last_story|photo|id)":"([^"]+)"/g;

/** The library gives each story an id of its own; whoever laid it calls it by its name. */
export class Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  give(id: string, name: string): void {
    this.ids.set(name, id);
    this.names.set(id, name);
  }

  readonly asked = (line: string): string =>
    line
      .replace(NAMED, (_, key: string, name: string) => `"${key}":"${this.ids.get(name) ?? name}"`)
      .replace(
        LISTED,
        (_, names: string) => `"stories":[${names.replace(/[^",]+/g, (name) => this.ids.get(name) ?? name)}]`,
      );

  readonly told = (line: string): string => line.replace(ID, (id) => this.names.get(id) ?? id);
}

/** The first of the stories is the one that was changed last. */
export async function lay(
  { door }: Peer,
  names: Names,
  stories: Story[],
  bringIn?: (story: string, photo: Photo) => Promise<string>,
): Promise<void> {
  for (const story of stories.toReversed()) {
    const id = await door.call("create_story", { language: story.language });
    const edits: Edit[] = [];
    for (const [at, photo] of story.photos.entries()) {
      // Told where it stands: to find the last place among so many would take the library long.
      if (!bringIn) edits.push({ edit: "add_photo", photo: { ...photo, place: photo.place || placeOf(at) } });
      else {
        names.give(await bringIn(id, photo), photo.id);
        for (const [field, value] of entries<PhotoField>(photo.fields)) {
          edits.push({ edit: "set_photo_field", photo: photo.id, field, value });
        }
      }
    }
    for (const [field, value] of entries<StoryField>(story.fields)) {
      edits.push({ edit: "set_field", field, value });
    }
    if (story.body.length !== 1 || story.body[0]?.text !== "")
      edits.push({ edit: "set_body", body: story.body });
    if (story.related.length > 0) edits.push({ edit: "set_related", related: story.related });
    if (story.state !== "draft") edits.push({ edit: "set_state", state: story.state });
    names.give(id, story.id);
    if (edits.length > 0) await door.call("edit_story", { story: id, revision: 0, edits });
  }
}

/** Draws the file of each photo, and brings it in. */
export function drawing(peer: Peer, folder: string): (story: string, photo: Photo) => Promise<string> {
  mkdirSync(folder, { recursive: true });
  return async (story, { file_name, sha256 }) => {
    const file = join(folder, file_name);
    const shade = [...sha256].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 256;
    await peer.ask({ draw: { file, width: 660, height: 412, shade } });
    await peer.ask({ give: [file] });
    const { signal } = new AbortController();
    const { added } = await peer.door.work("add_photos", { story, paths: [file] }, signal, () => {});
    return added[0]!;
  };
}

const placeOf = (at: number): string => `n${String(at).padStart(8, "0")}`;

function entries<K extends string>(fields: Partial<Record<K, string | string[]>>): [K, string | string[]][] {
  return Object.entries(fields) as [K, string | string[]][];
}
