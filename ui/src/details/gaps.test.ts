/** What the screen says is missing, as one types, is what Rust says when a package is planned. */
import { beforeAll, expect, it } from "vitest";

import cases from "../../../tests/fixtures/missing.json";
import type { Block } from "../generated/Block";
import type { Missing } from "../generated/Missing";
import type { Photo } from "../generated/Photo";
import type { Story } from "../generated/Story";
import { StorySession } from "../story/session.svelte";
import { type Newsroom, newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { gapsOf } from "./gaps";

type Case = (typeof cases)[number];

let host: Newsroom;

const photoName = (story: string, number: number) => `${story}-photo-${number}`;

function block(story: string, block: string | number): Block {
  if (typeof block === "string") return { type: "paragraph", text: block };
  return { type: "photo", photo: photoName(story, block), text: "" };
}

function photo(story: string, at: number, [caption = "", credit = "", alt_text = ""]: string[]): Photo {
  return {
    id: photoName(story, at + 1),
    place: "",
    fields: { caption, credit, alt_text },
    origins: {},
    file_name: "cho.jpg",
    media_type: "image/jpeg",
    width: 6000,
    height: 4000,
    sha256: "cho",
  };
}

function storyOf({ headline, body, photos }: Case, at: number): Story {
  const id = `story-${at}`;
  return {
    ...emptyStory(id, "vi"),
    fields: { headline },
    body: body.map((one) => block(id, one)),
    photos: photos.map((texts, at) => photo(id, at, texts)),
  };
}

/** As the fixture names it: "headline", or "2 caption" of the second picture. */
const named = ({ field, photo }: Missing) => (photo ? `${photo.split("-").at(-1)} ${field}` : field);

beforeAll(async () => {
  host = await newsroomWith(cases.map(storyOf));
});

it.each(cases.map((one, at) => ({ ...one, at })))("$what", async ({ at, missing }) => {
  const story = await StorySession.open(host, `story-${at}`);
  try {
    expect(gapsOf(story).map(named)).toEqual(missing);
    const { packages_folder: out } = (await host.start()).settings;
    const options = { out, zip: false, draft: false, base_url: null, webp: false, overridden_by: null };
    expect((await host.planPackage(story.id, options)).missing.map(named)).toEqual(missing);
  } finally {
    story.saver.stop();
  }
});
