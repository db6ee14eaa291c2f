/** Two people changed the same field: both versions are shown, a person chooses, and nothing is dropped. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Conflict } from "../generated/Conflict";
import type { Edit } from "../generated/Edit";
import { inConflict } from "../testing/forced";
import {
  all,
  appears,
  click,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  stored,
  type,
} from "../testing/window";
import { photoDeskOf } from "../photos/desk.svelte";
import { merged } from "./conflicts";
import { inField, inPhoto } from "./spots";

const version = (value: string, by: string) => ({ value, by, at: "2026-11-22T08:00:00Z" });
const CAPTION: Conflict = {
  ...inPhoto("photo-river", "caption"),
  versions: [
    version("Thuyền chở khách về bến lúc mặt trời lên.", "Minh Hạ"),
    version("Bến sông buổi sớm.", ""),
  ],
};

let app: App;

/** What the page sent since it was told of the conflicts. */
let sent: Edit[];

/** As if another program had merged its work with ours. */
async function elsewhere(...conflicts: Conflict[]): Promise<void> {
  await app.desk?.story.flush();
  inConflict(host, conflicts);
  sent = [];
  host.instead.edit_story = (real, { edits }) => {
    sent.push(...edits);
    return real();
  };
  await host.elsewhere("story-forge", [{ edit: "set_field", field: "views", value: "7" }]);
  await app.desk?.story.saver.refresh();
  flushSync();
}

/** The library takes a version for the one that people chose once it is written, whichever it is. */
const written = (value: string) => [
  { edit: "set_photo_field", photo: "photo-river", field: "caption", value },
];

beforeEach(async () => {
  freshPage();
  app = await open();
});

afterEach(closeWindow);

describe("a caption with two versions", () => {
  it("shows both with their writers, at the picture and among what is still to do", async () => {
    await elsewhere(CAPTION);
    const note = find("conflict-caption");
    expect(note.textContent).toContain("Minh Hạ");
    expect(note.textContent).toContain("không ghi tên");
    expect(note.textContent).toContain("Bến sông buổi sớm.");
    expect(find("gap-conflict-caption").textContent).toContain("Chú thích ảnh – ảnh 2");
  });

  it("takes the one that is chosen, and is settled by that", async () => {
    await elsewhere(CAPTION);
    click("use-version-1");
    await app.desk?.story.flush();
    expect((await stored()).photos[1]?.fields.caption).toBe("Bến sông buổi sớm.");
    expect(all("conflict-caption")).toEqual([]);
    expect(sent).toEqual(written("Bến sông buổi sớm."));
  });

  it("is settled by the version that already shows, too", async () => {
    await elsewhere(CAPTION);
    click("use-version-0");
    await app.desk?.story.flush();
    expect(all("conflict-caption")).toEqual([]);
    expect(sent).toEqual(written("Thuyền chở khách về bến lúc mặt trời lên."));
  });

  it("can keep both", async () => {
    await elsewhere(CAPTION);
    click("use-both");
    await app.desk?.story.flush();
    expect((await stored()).photos[1]?.fields.caption).toBe(
      "Thuyền chở khách về bến lúc mặt trời lên. Bến sông buổi sớm.",
    );
  });

  it("is shown on the photo desk too", async () => {
    await elsewhere({ ...CAPTION, photo: "photo-bridge" });
    photoDeskOf(app.desk!).enlarge("photo-bridge");
    flushSync();
    expect((await appears("pad")).textContent).toContain("Bến sông buổi sớm.");
  });
});

it("a field of the story that has two versions shows them too", async () => {
  await elsewhere({
    ...inField("headline"),
    versions: [version("Tít một", "Minh Hạ"), version("Tít hai", "Thu An")],
  });
  click("use-version-1");
  await app.desk?.story.flush();
  expect((await stored()).fields.headline).toBe("Tít hai");
});

it("what another writes into the box that a person is in waits until they have left it", async () => {
  const box = type("caption-photo-river", "Tôi đang viết");
  await app.desk?.story.flush();
  await host.elsewhere("story-forge", [
    { edit: "set_photo_field", photo: "photo-river", field: "caption", value: "Người khác viết" },
  ]);
  await app.desk?.story.saver.refresh();
  flushSync();
  expect(box.value).toBe("Tôi đang viết");
  expect(app.desk?.story.photo("photo-river")?.fields.caption).toBe("Tôi đang viết");
  find("headline").focus();
  await vi.waitFor(() =>
    expect(app.desk?.story.photo("photo-river")?.fields.caption).toBe("Người khác viết"),
  );
});

it("what another writes into any other box shows itself, once the library has told of it", async () => {
  type("caption-photo-river", "Tôi đang viết");
  await app.desk?.story.flush();
  await host.elsewhere("story-forge", [{ edit: "set_field", field: "kicker", value: "Bến sông" }]);
  await vi.waitFor(() => expect(app.desk?.story.text("kicker")).toBe("Bến sông"));
  expect(find<HTMLTextAreaElement>("caption-photo-river").value).toBe("Tôi đang viết");
});

describe("both in one", () => {
  it.each([
    [["Một.", "Hai."], "Một. Hai."],
    // What the other has already is not said twice.
    [["Bến sông", "Bến sông buổi sớm"], "Bến sông buổi sớm"],
    [["Một", "Một", ""], "Một"],
    [["", ""], null],
    [
      [
        ["a", "b"],
        ["b", "c"],
      ],
      ["a", "b", "c"],
    ],
  ])("of %j is %j", (versions, both) => expect(merged(versions)).toEqual(both));
});
