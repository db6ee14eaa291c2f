/** A past for the first sample story, so that a plain browser has a history to look at. */
import type { Block } from "../../generated/Block";
import type { Story } from "../../generated/Story";
import type { Version } from "../../generated/Version";
import type { MemoryHistory } from "./history";

interface Written {
  hoursAgo: number;
  by: string;
  version?: Version;
  /** The story before this was written. */
  before: (story: Story) => Story;
}

const HOUR = 3_600_000;

const field = (name: keyof Story["fields"], text: string) => (story: Story) => ({
  ...story,
  fields: { ...story.fields, [name]: text },
});
const words = (now: string, then: string) => (story: Story) => ({
  ...story,
  body: story.body.map((block) => ({ ...block, text: block.text.replace(now, then) })),
});
const blocks = (change: (body: Block[]) => Block[]) => (story: Story) => ({
  ...story,
  body: change(story.body),
});
const caption = (text: string) => (story: Story) => ({
  ...story,
  photos: story.photos.map((photo, at) =>
    at === 0 ? { ...photo, fields: { ...photo.fields, caption: text } } : photo,
  ),
});
const named = (name: string): Version => ({ kind: "named", name });

/** Newest first. */
const WRITTEN: Written[] = [
  { hoursAgo: 0.4, by: "Minh Hạ", before: words("1.200 con dao", "1.500 con dao") },
  { hoursAgo: 0.6, by: "Minh Hạ", before: words("bốn giờ sáng", "năm giờ sáng") },
  { hoursAgo: 0.9, by: "Thu An", before: caption("Một thợ rèn bên lò lửa trong buổi sáng khai hội.") },
  { hoursAgo: 1.2, by: "Minh Hạ", before: field("place", "Bến Sông") },
  {
    hoursAgo: 2,
    by: "Minh Hạ",
    version: named("Đã gọi lại ban tổ chức"),
    before: words("Ông Tư Rèn, 71 tuổi", "Ông Tư Rèn, 70 tuổi"),
  },
  { hoursAgo: 20, by: "Minh Hạ", before: blocks((body) => body.filter(({ type }) => type !== "quote")) },
  {
    hoursAgo: 21,
    by: "Minh Hạ",
    before: blocks((body) =>
      body.map((block) => (block.type === "heading" ? { type: "paragraph", text: block.text } : block)),
    ),
  },
  { hoursAgo: 22, by: "Minh Hạ", before: field("headline", "Lễ hội rèn làng Vân Sa bên dòng sông cạn") },
  {
    hoursAgo: 26,
    by: "Minh Hạ",
    version: named("Bản nháp đầu"),
    before: blocks((body) => body.slice(0, 3)),
  },
];

export function samplePast(past: MemoryHistory, story: Story, now: Date): void {
  let form = story;
  const forms = WRITTEN.map((written) => {
    const after = form;
    form = written.before(form);
    return { ...written, after, before: form };
  });
  for (const { hoursAgo, by, version, before, after } of forms.reverse()) {
    const at = new Date(now.getTime() - hoursAgo * HOUR);
    past.wrote({ ...before, updated_at: new Date(at.getTime() - HOUR).toISOString() }, after, by, at);
    if (version) past.milestone(after, version, by, at);
  }
}
