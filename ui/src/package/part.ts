/** The way out for a story. */
import type { Part } from "../desk/part";
import PackageDialog from "./PackageDialog.svelte";

export const packaging: Part = {
  name: "package",
  sheet: { package: PackageDialog },
  join: (desk) => [
    desk.commands.offer({
      scopes: ["story"],
      layer: "screen",
      commands: () => ({
        package: () =>
          void desk.story.flush().then(() => {
            desk.room.sheet = "package";
          }),
      }),
    }),
  ],
};
