import { afterEach, expect, it } from "vitest";

import type { Moment } from "../generated/Moment";
import type { VersionKind } from "../generated/VersionKind";
import { speak } from "../strings/index.svelte";
import { photoFieldName } from "../story/spots";
import { frameWords, titleOf } from "./words";

afterEach(() => speak("vi"));

const moment = (version: VersionKind): Moment => ({
  id: "moment-1",
  version,
  by: "Minh Hạ",
  began_at: "2026-11-22T08:00:00Z",
  at: "2026-11-22T08:00:00Z",
  amount: null,
});

it("tells who answered for a package despite errors, and for how many", () => {
  const overridden = (errors: number) => moment({ kind: "overridden", by: "Lê Bến", errors });
  expect(titleOf(overridden(3))).toBe("Xuất gói dù còn 3 lỗi – Lê Bến");
  speak("en");
  expect(titleOf(overridden(3))).toBe("Packaged despite 3 errors – Lê Bến");
  expect(titleOf(overridden(1))).toBe("Packaged despite 1 error – Lê Bến");
});

it.each<[VersionKind, string, string]>([
  [
    { kind: "lifted", by: "Lê Bến", reason: "Bộ đã công bố", until: "2026-11-30" },
    "Cho ra trước 30/11/2026 – Lê Bến: Bộ đã công bố",
    "Cleared to run before 30/11/2026 – Lê Bến: Bộ đã công bố",
  ],
  [{ kind: "held_again", until: "2026-11-30" }, "Giữ lại đến 30/11/2026", "Held again until 30/11/2026"],
  [{ kind: "packaged", name: "cho-noi", draft: false }, "Xuất gói cho-noi", "Packaged as cho-noi"],
  [
    { kind: "packaged", name: "cho-noi-draft", draft: true },
    "Xuất gói nháp cho-noi-draft",
    "Packaged as a draft: cho-noi-draft",
  ],
  [{ kind: "imported", file: "bài.txt" }, "Nhập từ tệp bài.txt", "Imported from bài.txt"],
  [{ kind: "fixed_all", count: 4 }, "Sửa một lượt 4 chỗ", "4 places put right at once"],
  [
    { kind: "replaced_all", sought: "làng", put: "xóm", count: 2 },
    "Thay “làng” bằng “xóm” ở 2 chỗ",
    "“làng” replaced by “xóm” in 2 places",
  ],
])("says in both languages what befell the story: %j", (version, vietnamese, english) => {
  expect(titleOf(moment(version))).toBe(vietnamese);
  speak("en");
  expect(titleOf(moment(version))).toBe(english);
});

it("tells of a crop or a focus point what was done, not its numbers", () => {
  expect(frameWords("crop_16_9")).toBe("đã cắt lại");
  expect(frameWords("crop_free")).toBe("đã cắt lại");
  expect(frameWords("focus_point")).toBe("đổi điểm trọng tâm");
  expect(frameWords("caption")).toBeNull();
});

it("calls a picture's fields by names of their own", () => {
  expect(photoFieldName("byline")).toBe("Người chụp");
  expect(photoFieldName("headline")).toBe("Tít ảnh");
  expect(photoFieldName("usage")).toBe("Được dùng");
});
