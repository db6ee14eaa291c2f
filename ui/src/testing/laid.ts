/** What lies in the library of a screen that is judged: stories in a state, files that are dropped. */
import type { Conflict } from "../generated/Conflict";
import type { Story } from "../generated/Story";
import { inField, inPhoto } from "../story/spots";
import type { Newsroom } from "./newsroom";

export const CONFLICTS: Conflict[] = [inPhoto("photo-river", "caption"), inField("headline")].map((one) => ({
  ...one,
  versions: [
    { value: "Bến sông buổi sớm", by: "Minh Hạ", at: "2026-11-22T08:00:00Z" },
    { value: "Thuyền về bến", by: "", at: "2026-11-22T08:01:00Z" },
  ],
}));

/** With three errors, and nothing that is missing. */
export function withErrors([story]: Story[]): void {
  story!.fields.headline = "Lễ hội rèn rèn";
  story!.body[0]!.text = "Đường chạy.Sát mép nước.";
  Object.assign(story!.photos[1]!.fields, { caption: "Thuyền, 31/6/2020", credit: "Có", alt_text: "Có" });
}

/** With an embargo that is far ahead, a variable left under a picture, and two people who lack the same. */
export function held([story]: Story[]): void {
  story!.fields.embargoed = "2099-11-30T06:00:00+07:00";
  story!.fields.publish_schedule = "2099-11-30T08:00:00+07:00";
  story!.photos[1]!.fields.caption = "Bến {nơi}";
  for (const photo of story!.photos) Object.assign(photo.fields, { credit: "", alt_text: "" });
}

/** What two people propose: words, a paragraph parted, and another headline, which was changed since. */
export async function proposed(host: Newsroom): Promise<void> {
  const { name } = (await host.start()).settings;
  await host.saveSettings({ name: "Hà Vy" });
  await host.edit("story-forge", 0, [
    {
      edit: "suggest_splice",
      suggestion: "s-words",
      at: 1,
      delete: 3,
      insert: [{ piece: "text", text: "Sáng nay ", marks: {} }],
    },
    { edit: "remark", suggestion: "s-words", remark: "Nói rõ lúc nào." },
  ]);
  await host.saveSettings({ name: "Lam Khê" });
  await host.edit("story-forge", 0, [
    {
      edit: "suggest_splice",
      suggestion: "s-part",
      at: 20,
      delete: 0,
      insert: [{ piece: "block", block: { type: "paragraph" } }],
    },
    {
      edit: "propose",
      suggestion: "s-headline",
      proposal: { kind: "field", field: "headline", base: "Tít khác", value: "Tít được đề xuất" },
    },
  ]);
  await host.saveSettings({ name });
}

/** In review, with what an editor said of it: one that has to be done first, and one that is done. */
export async function discussed(host: Newsroom): Promise<void> {
  const { name } = (await host.start()).settings;
  await host.saveSettings({ name: "Hà Vy" });
  const comment = (id: string, from: number, to: number, text: string) =>
    ({
      edit: "comment",
      comment: id,
      place: { about: "words", from, to },
      quote: "",
      text,
      before_print: id === "c-source",
    }) as const;
  await host.edit("story-forge", 0, [
    { edit: "set_state", state: "in_review" },
    comment("c-source", 1, 12, "@Lam Khê con số này của ai?"),
    comment("c-done", 20, 30, "Đoạn này hay."),
    { edit: "resolve", comment: "c-done", on: true },
  ]);
  await host.saveSettings({ name: "Lam Khê" });
  await host.edit("story-forge", 0, [
    { edit: "reply", reply: "r-source", comment: "c-source", text: "Của tổ chợ, em xin thêm bản chụp." },
  ]);
  await host.saveSettings({ name });
}

/** With nothing that stands in a package's way. */
export function whole(stories: Story[]): void {
  Object.assign(stories[0]!.photos[1]!.fields, { credit: "Có", alt_text: "Có" });
}

export const ARTICLE = "Nước lên\n\nĐoạn đầu\u001a của tin.\n\nĐoạn hai của  tin.\n";
export const CODES = "smt\tSơn Minh Thắng\nbs\tđội Bến Sông\nkhông có dấu tab\n";
