/** The parts of the story's screen that come with its first words: one line each. The others are in `later/parts.ts`. */
import type { Part } from "../desk/part";
import { pastingPart } from "../editor/paste/part";
import { photosInText } from "../photos/part";

export const FIRST: readonly Part[] = [photosInText, pastingPart];
