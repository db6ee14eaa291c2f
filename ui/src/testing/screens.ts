/**
 * Every screen and every state of one that looks different, and the way there: once, for all that judge them.
 * `screens.json` has those that the real window shows as well (tests/window/reachable.rs); the others need a
 * host that can be told what to do.
 */
import type { App } from "../app/app.svelte";
import type { Story } from "../generated/Story";
import { checkerOf } from "../check/checker.svelte";
import { photoDeskOf } from "../photos/desk.svelte";
import { asideOf } from "../photos/aside.svelte";
import { addingOf } from "../photos/adding.svelte";
import { DAMAGED, inConflict, inTrouble, lacking } from "./forced";
import { FULL_DISK, type Newsroom } from "./newsroom";
import { writeInto } from "./pictures";
import { ANOTHER_HOUSE, NO_STYLE } from "./styles";
import { ARTICLE, CODES, CONFLICTS, discussed, held, proposed, whole, withErrors } from "./laid";
import listed from "./screens.json";

/** A verb, a `data-testid`, and what the verb needs beside it. */
export type Step = string[];

export interface Screen {
  name: string;
  on: "library" | "story" | "nothing";
  steps: Step[];
  /** What is to be seen first, where it is not as usual. */
  begins?: Step[];
  /** What is otherwise in the library. */
  stories?: (stories: Story[]) => void;
  /** The originals of the pictures are there. */
  pictures?: boolean;
  /** What the host does differently from the start. */
  host?: (host: Newsroom) => unknown;
  /** What happens to the window before the steps. */
  first?: (host: Newsroom, app: App) => unknown;
}

/** By the names that axe-core has for its rules. */
export const RULES = listed.rules;

const never = () => new Promise<never>(() => {});

const toDraftPackage = [
  ["click", "open-package"],
  ["click", "package-draft"],
  ["click", "package-write"],
];

const toStyle = [
  ["click", "settings-open"],
  ["click", "open-style"],
  ["see", "weight-missing_space"],
];

export const MADE: Screen[] = [
  {
    name: "story that is held, and its package",
    on: "story",
    stories: held,
    steps: [
      ["click", "open-package"],
      ["see", "package-unfinished"],
      ["see", "package-held"],
    ],
  },
  {
    name: "package, a hold that is being lifted",
    on: "story",
    stories: held,
    steps: [
      ["click", "open-package"],
      ["click", "lift"],
      ["click", "lift-go"],
      ["see", "lift-name"],
    ],
  },
  {
    name: "package, a hold that was lifted",
    on: "story",
    stories: (stories) => {
      whole(stories);
      stories[0]!.fields.embargoed = "2099-11-30T06:00:00+07:00";
    },
    steps: [
      ["click", "open-package"],
      ["click", "lift"],
      ["type", "lift-name", "Minh Hạ"],
      ["type", "lift-reason", "Bộ đã công bố"],
      ["click", "lift-go"],
      ["see", "hold-again"],
    ],
  },
  {
    name: "package as it was written, with its page",
    on: "story",
    pictures: true,
    stories: whole,
    steps: [
      ["click", "open-package"],
      ["click", "package-write"],
      ["see", "package-open-page"],
      ["see", "package-checked"],
    ],
  },
  {
    name: "no library to work with",
    on: "nothing",
    begins: [],
    host: (host) => host.damage(),
    steps: [["see", "trouble"]],
  },
  {
    name: "a library that was recovered",
    on: "nothing",
    begins: [],
    host: (host) => {
      inTrouble(host, DAMAGED);
      host.instead.recover_library = async () => ({
        kept: "/nha/thu-vien/library.damaged-20261129T101500000.sqlite",
        stories: 12,
        changes: 340,
        relisted: 0,
        unread: 3,
        not_whole: [{ story: "story-forge", headline: "Lửa rèn bên sông", loss: { changes: 2, of: 341 } }],
      });
    },
    steps: [
      ["click", "recover"],
      ["see", "still-lost"],
    ],
  },
  {
    name: "a story that is not whole",
    on: "story",
    begins: [],
    host: (host) => lacking(host, { changes: 2, of: 341 }),
    steps: [["see", "loss-story"]],
  },
  {
    name: "a library that is older than the window",
    on: "story",
    first: (_host, app) => (app.beyond = { story: "story-forge", changes: 6, words: "Lửa rèn bên sông" }),
    steps: [["see", "kept-words"]],
  },
  {
    name: "library, very many at work",
    on: "library",
    host: (host) => (host.editStories = never),
    steps: [
      ["focus", "story-row"],
      ["key", "a", "Control"],
      ["see", "acts"],
      ["key", "Delete"],
      ["see", "acts-progress"],
    ],
  },
  { name: "library, empty", on: "nothing", steps: [["see", "library-empty"]] },
  {
    name: "library that cannot be read",
    on: "nothing",
    host: (host) => (host.surveyStories = () => Promise.reject(FULL_DISK)),
    steps: [["see", "error"]],
  },
  {
    name: "import with files",
    on: "library",
    first: async (host) =>
      host.drop([host.file("bai.txt", ARTICLE), await host.picture("a.jpg"), await host.picture("b.jpg")]),
    steps: [["see", "import-go"]],
  },
  {
    name: "import with leftovers",
    on: "library",
    first: (host) => host.drop([host.file("bai.txt", ARTICLE)]),
    steps: [
      ["click", "import-go"],
      ["see", "leftovers"],
    ],
  },
  {
    name: "story with notices",
    on: "story",
    first: (_host, app) => app.notify(FULL_DISK),
    steps: [["see", "notice"]],
  },
  {
    name: "story that cannot be saved",
    on: "story",
    host: (host) => (host.refusal = FULL_DISK),
    steps: [
      ["type", "headline", "Nước lên"],
      ["see", "save-failed"],
    ],
  },
  {
    name: "story with nothing to put right, and something let be",
    on: "story",
    first: (_host, app) => {
      app.desk!.story.ignore({
        rule: "caption_stop",
        place: null,
        by: "Minh Hạ",
        at: "2026-11-22T08:00:00Z",
      });
      checkerOf(app.desk!).panel = true;
    },
    steps: [["see", "ignored"]],
  },
  {
    name: "story that cannot be checked",
    on: "story",
    host: (host) => (host.check = () => Promise.reject(FULL_DISK)),
    first: (_host, app) => (checkerOf(app.desk!).panel = true),
    steps: [["see", "check-error"]],
  },
  {
    name: "story with suggestions",
    on: "story",
    host: proposed,
    steps: [
      ["click", "open-suggestions"],
      ["see", "suggestion"],
    ],
  },
  {
    name: "story, somebody suggesting",
    on: "story",
    host: proposed,
    steps: [
      ["click", "suggest-switch"],
      ["type", "headline", "Tít được đề xuất"],
      ["click", "open-suggestions"],
      ["see", "suggestion"],
    ],
  },
  {
    name: "story with suggestions that were decided",
    on: "story",
    host: async (host) => {
      await proposed(host);
      await host.decide("story-forge", [
        { suggestion: "s-words", verdict: "accepted", remark: "", even_if_changed: false },
        { suggestion: "s-headline", verdict: "rejected", remark: "Tít cũ gọn hơn", even_if_changed: false },
      ]);
    },
    steps: [
      ["click", "open-suggestions"],
      ["click", "suggestions-done"],
      ["see", "suggestion-reopen"],
    ],
  },
  {
    name: "story with comments",
    on: "story",
    host: discussed,
    steps: [
      ["click", "open-suggestions"],
      ["see", "comment"],
      ["click", "suggestions-done"],
      ["see", "comment-reopen"],
    ],
  },
  {
    name: "story, a comment being written",
    on: "story",
    host: discussed,
    steps: [
      ["click", "open-suggestions"],
      ["click", "comment-new"],
      ["see", "comment-text"],
    ],
  },
  {
    name: "story, its way",
    on: "story",
    steps: [
      ["click", "open-way"],
      ["see", "move-submit"],
    ],
  },
  {
    name: "story, a gate being passed",
    on: "story",
    host: discussed,
    steps: [
      ["click", "open-way"],
      ["click", "gate-pass"],
      ["see", "ask-name"],
    ],
  },
  {
    name: "story, the reason for a move",
    on: "story",
    host: discussed,
    steps: [
      ["click", "open-way"],
      ["click", "move-return"],
      ["see", "ask-reason"],
    ],
  },
  {
    name: "library, what waits",
    on: "library",
    host: discussed,
    steps: [
      ["click", "tab-queue"],
      ["see", "queue-row"],
    ],
  },
  {
    name: "library, who is writing",
    on: "library",
    host: async (host) => {
      await host.saveSettings({ name: "Lam Khê", role: "reporter" });
      await host.saveSettings({
        person: "01900000-0000-7000-8000-000000000001",
        name: "Hà Vy",
        role: "editor",
      });
    },
    steps: [
      ["click", "settings-open"],
      ["click", "open-people"],
      ["see", "person"],
    ],
  },
  {
    name: "story with something pasted",
    on: "story",
    steps: [
      ["paste", "body", '<p>Nước <b>lên</b>.</p><p>Hết.<img src="https://tin.example/a.jpg"></p>'],
      ["see", "note-paste"],
    ],
  },
  {
    name: "story, photos on their way",
    on: "story",
    host: (host) => (host.addPhotos = never),
    first: (host) => host.drop(["/the/a.jpg"]),
    steps: [["see", "photos-progress"]],
  },
  {
    name: "story, photos on their way and one refused",
    on: "story",
    host: (host) =>
      (host.addPhotos = (_story, _paths, job) => {
        const error = {
          code: "photo_unsupported" as const,
          message: "Không đọc được.",
          hint: "Xuất ra JPEG.",
        };
        job.onFailed([{ path: "/the/b.nef", error }]);
        job.onStep({ done: 1, total: 2, name: "a.jpg" });
        return never();
      }),
    first: (host) => host.drop(["/the/a.jpg", "/the/b.nef"]),
    steps: [["see", "photos-progress"]],
  },
  {
    name: "story, photos taken in and refused",
    on: "story",
    first: async (host) => host.drop([await host.picture("a.jpg"), host.file("notes.xyz", "Ghi chép")]),
    steps: [["see", "photos-failed"]],
  },
  {
    name: "story, words whose picture is gone",
    on: "story",
    first: (_host, app) => {
      const river = app.desk!.story.photo("photo-river")!;
      const photo = { ...river, id: "photo-gone", file_name: "thuyen.jpg" };
      const aside = asideOf(app.desk!);
      aside.put({ photo, field: "caption", value: "Thuyền về bến" });
      aside.put({ photo, field: "people", value: ["Minh Hạ", "Thu An"] });
    },
    steps: [
      ["click", "aside-open"],
      ["see", "aside-bring-back"],
    ],
  },
  {
    name: "story, a Word file dropped",
    on: "story",
    first: (host) => host.drop([host.file("bai.docx", "PK")]),
    steps: [["see", "note-document"]],
  },
  {
    name: "story, files held over the window",
    on: "story",
    first: (host) => host.hover(["/the/1.jpg", "/the/2.jpg"]),
    steps: [["see", "drop-hint"]],
  },
  {
    name: "contact sheet, pictures streaming in",
    on: "story",
    host: (host) => (host.addPhotos = never),
    first: (host) => host.drop(["/the/dcim"]),
    steps: [["see", "photos-progress"]],
  },
  {
    name: "picture that is here already",
    on: "story",
    first: async (host, app) => {
      const file = await host.picture("ben.jpg");
      writeInto(file, { caption: "Lời trong tệp", credit: "Thu An", city: "Vân Sa" });
      host.drop([file]);
      while (addingOf(app.desk!).told?.kind !== "done")
        await new Promise((resolve) => setTimeout(resolve, 5));
      const { id } = app.desk!.story.photos.find(({ file_name }) => file_name === "ben.jpg")!;
      app.desk!.story.setPhotoField(id, "caption", "Lời tôi viết");
      await app.desk!.story.flush();
      host.drop([file]);
    },
    steps: [["see", "take-caption"]],
  },
  {
    name: "story with two versions of a caption and of its headline",
    on: "story",
    host: (host) => inConflict(host, CONFLICTS),
    steps: [["see", "conflict-caption"]],
  },
  {
    name: "large photo with two versions, an unknown code and where a value came from",
    on: "story",
    host: (host) => inConflict(host, CONFLICTS),
    first: (_host, app) => {
      app.desk!.story.setPhotoField("photo-river", "alt_text", "Thuyền của =abc=");
      app.desk!.story.photos = app.desk!.story.photos.map((photo) => ({
        ...photo,
        origins: { caption: "xmp" },
      }));
      photoDeskOf(app.desk!).enlarge("photo-river", "usage");
    },
    steps: [
      ["see", "conflict-caption"],
      ["see", "unknown-code"],
    ],
  },
  {
    name: "codes with lines that could not be read",
    on: "story",
    host: (host) => (host.chosen.codes = [host.file("doi.txt", CODES)]),
    steps: [
      ["click", "settings-open"],
      ["click", "codes-import"],
      ["see", "codes-skipped"],
    ],
  },
  {
    name: "large photo, crop too small",
    on: "story",
    first: (_host, app) => {
      app.desk!.story.setPhotoField("photo-river", "crop_16_9", "0.1,0.1,0.1,0.09");
      photoDeskOf(app.desk!).enlarge("photo-river");
      photoDeskOf(app.desk!).tool = "crop";
    },
    steps: [["see", "crop-frame"]],
  },
  {
    name: "package with pictures that must not go out",
    on: "story",
    first: (_host, app) => {
      app.desk!.story.setPhotoField("photo-river", "usage", "forbidden");
      app.desk!.story.setPhotoField("photo-forge", "crop_1_1", "0,0,0.1,0.16");
    },
    steps: [
      ["click", "open-package"],
      ["see", "package-refused"],
      ["see", "package-gently"],
    ],
  },
  {
    name: "history with a comparison",
    on: "story",
    steps: [
      ["click", "open-history"],
      ["see", "comparison"],
    ],
  },
  {
    name: "story, back from the past",
    on: "story",
    steps: [
      ["click", "open-history"],
      ["click", "restore"],
      ["see", "note-history"],
    ],
  },
  {
    name: "history with nothing yet",
    on: "story",
    host: (host) => (host.history = async () => []),
    steps: [
      ["click", "open-history"],
      ["see", "history-empty"],
    ],
  },
  {
    name: "history that cannot be read",
    on: "story",
    host: (host) => (host.history = () => Promise.reject(FULL_DISK)),
    steps: [
      ["click", "open-history"],
      ["see", "history-error"],
    ],
  },
  {
    name: "package of a whole story",
    on: "story",
    stories: whole,
    steps: [
      ["click", "open-package"],
      ["see", "package-ready"],
    ],
  },
  {
    name: "package held back by errors",
    on: "story",
    stories: withErrors,
    steps: [
      ["click", "open-package"],
      ["see", "package-errors"],
    ],
  },
  {
    name: "package that somebody is to answer for",
    on: "story",
    stories: withErrors,
    steps: [
      ["click", "open-package"],
      ["click", "package-override"],
      ["see", "package-overridden-by"],
    ],
  },
  {
    name: "house style with every list filled, and another's just taken",
    on: "story",
    host: (host) => (host.chosen.style = [host.file("quy-chuan.toml", ANOTHER_HOUSE)]),
    steps: [...toStyle, ["click", "style-import"], ["see", "note-style"]],
  },
  {
    name: "house style that is none",
    on: "story",
    host: (host) => (host.chosen.style = [host.file("quy-chuan.toml", NO_STYLE)]),
    steps: [...toStyle, ["click", "style-import"], ["see", "style-refused"]],
  },
  {
    name: "house style that cannot be saved",
    on: "story",
    host: (host) => (host.saveHouseStyle = () => Promise.reject(FULL_DISK)),
    steps: [...toStyle, ["click", "tone-newer"], ["see", "style-unsaved"]],
  },
  {
    name: "house style that cannot be read",
    on: "story",
    host: (host) => host.file("library/house-style.toml", NO_STYLE),
    steps: [
      ["click", "settings-open"],
      ["click", "open-style"],
      ["see", "style-unsaved"],
    ],
  },
  {
    name: "import with leftovers and findings",
    on: "library",
    first: (host) => host.drop([host.file("bai.txt", ARTICLE)]),
    steps: [
      ["click", "import-go"],
      ["see", "import-found"],
    ],
  },
  {
    name: "package being written",
    on: "story",
    host: (host) => (host.writePackage = never),
    steps: [...toDraftPackage, ["see", "package-progress"]],
  },
  {
    name: "package written",
    on: "story",
    pictures: true,
    steps: [...toDraftPackage, ["see", "package-checked"]],
  },
  {
    name: "package with problems",
    on: "story",
    pictures: true,
    host: (host) =>
      (host.verifyPackage = async () => ({
        problems: [{ path: "data/article.html", code: "changed", message: "data/article.html" } as never],
        notes: [],
      })),
    steps: [...toDraftPackage, ["see", "package-problems"]],
  },
  {
    name: "package that cannot be written",
    on: "story",
    host: (host) => (host.writePackage = () => Promise.reject(FULL_DISK)),
    steps: [...toDraftPackage, ["see", "package-error"]],
  },
];

export const SCREENS: Screen[] = [...(listed.screens as Screen[]), ...MADE];
