import { expect, it } from "vitest";

import { frameWords, photoFieldName } from "./words";

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
