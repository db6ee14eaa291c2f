/** Answers that a test puts in the place of the newsroom's, where it can't bring the library into that state. */
import type { Conflict } from "../generated/Conflict";
import type { ErrorText } from "../generated/ErrorText";
import type { Loss } from "../generated/Loss";
import type { StoryView } from "../generated/StoryView";
import type { Newsroom } from "./newsroom";

export const DAMAGED: ErrorText = {
  code: "library_damaged",
  message:
    "Cơ sở dữ liệu /nha/thu-vien/library.sqlite bị hỏng: database disk image is malformed. Chưa có gì bị thay đổi.",
  hint: "Khôi phục bằng: dateline recover",
};

/** As where the library's file is damaged, or somebody has it. */
export function inTrouble({ instead }: Newsroom, trouble: ErrorText | null): void {
  instead.start = async (real) => ({ ...(await real()), trouble, ...(trouble && { story: null }) });
  instead.reopen_library = async () => trouble;
}

/** As where changes of the stories can't be read. */
export const lacking = (room: Newsroom, loss: Loss | null): void =>
  opened(room, (view) => ({ ...view, loss }));

/** As where two wrote into one field, each before they had what the other wrote. */
export const inConflict = (room: Newsroom, conflicts: Conflict[]): void =>
  opened(room, (view) => ({ ...view, conflicts }));

function opened({ instead }: Newsroom, change: (view: StoryView) => StoryView): void {
  instead.open_story = async (real) => change(await real());
  instead.start = async (real) => {
    const start = await real();
    return { ...start, story: start.story && change(start.story) };
  };
}
