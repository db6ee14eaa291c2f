/** A story goes out. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { all, appears, closeWindow, find, freshPage, open } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

describe("a package", () => {
  it("waits for what is missing, or goes out as a draft, and is checked", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    const write = find<HTMLButtonElement>("package-write");
    expect(write.disabled).toBe(true);
    find("package-draft").click();
    await vi.waitFor(() => expect(write.disabled).toBe(false));
    write.click();
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(find("package-path").textContent).toContain("/home/toasoan/goi/");
  });

  it("leads to the field that is missing", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    find("missing-alt_text-photo-river").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("alt-photo-river")));
    expect(all("package")).toEqual([]);
  });
});
