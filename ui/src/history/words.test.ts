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
