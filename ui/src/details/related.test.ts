import { describe, expect, it } from "vitest";

import { emptyStory } from "../testing/stories";
import { fromStory, moved, takeApart } from "./related";

describe("a related story that is pasted", () => {
  const pasted: [string, { title: string; date: string }][] = [
    ["Cầu gỗ mở lại", { title: "Cầu gỗ mở lại", date: "" }],
    ["Cầu gỗ mở lại (12/10/2019)", { title: "Cầu gỗ mở lại", date: "12/10/2019" }],
    ["Cầu gỗ mở lại (12/10/2019 08:05)", { title: "Cầu gỗ mở lại", date: "12/10/2019 08:05" }],
    ["Cầu gỗ mở lại\t12/10/2019", { title: "Cầu gỗ mở lại", date: "12/10/2019" }],
    ["Cầu gỗ mở lại\r\n12-10-2019\r\n", { title: "Cầu gỗ mở lại", date: "12-10-2019" }],
    ["Cầu gỗ mở lại\n(12/10/2019)", { title: "Cầu gỗ mở lại", date: "12/10/2019" }],
    ["Cầu gỗ\nmở lại\n12/10/2019", { title: "Cầu gỗ mở lại", date: "12/10/2019" }],
    ["Hội nghị lần thứ 18 (mở rộng)", { title: "Hội nghị lần thứ 18 (mở rộng)", date: "" }],
    ["Chợ nổi (ảnh) (12/10/2019)", { title: "Chợ nổi (ảnh)", date: "12/10/2019" }],
    ["Chợ nổi (31/02/2019)", { title: "Chợ nổi (31/02/2019)", date: "" }],
    ["12/10/2019", { title: "12/10/2019", date: "" }],
    ["", { title: "", date: "" }],
    [`${"a".repeat(1000)} (12/10/2019)`, { title: `${"a".repeat(1000)} (12/10/2019)`, date: "" }],
  ];
  it.each(pasted)("%j comes apart", (text, parts) => expect(takeApart(text)).toEqual(parts));
});

describe("a related story of the library", () => {
  const story = emptyStory("story", "vi", new Date(2026, 10, 20, 23, 30));
  it("brings the day it was published", () =>
    expect(fromStory({ ...story, fields: { headline: "Cầu gỗ", date_published: "2019-10-15" } })).toEqual({
      title: "Cầu gỗ",
      date: "2019-10-15",
      date_text: "15/10/2019",
    }));
  it("brings the day it was changed last while it is not published", () =>
    expect(fromStory({ ...story, fields: { headline: "Cầu gỗ" } })).toEqual({
      title: "Cầu gỗ",
      date: "2026-11-20",
      date_text: "20/11/2026",
    }));
});

it.each([
  [0, 1, "bac"],
  [2, -1, "acb"],
  [0, -1, "abc"],
  [2, 1, "abc"],
] as const)("moves %j by %j and never out of the list", (from, by, order) =>
  expect(moved([..."abc"], from, by).join("")).toBe(order),
);
