/** The review desk on the story's screen: what people propose, and deciding on it. */
import type { Part } from "../desk/part";
import { commentMarks } from "./comment_marks";
import { commentsOf } from "./comments.svelte";
import { showPeople } from "./people";
import { SUGGESTIONS, reviewOf } from "./review.svelte";
import SuggestionsPanel from "./SuggestionsPanel.svelte";
import SuggestionsStatus from "./SuggestionsStatus.svelte";

import "./review.css";

export const review: Part = {
  name: "review",
  bar: SuggestionsStatus,
  rail: { [SUGGESTIONS]: SuggestionsPanel },
  join(desk) {
    const [desks, comments] = [reviewOf(desk), commentsOf(desk)];
    return [
      desk.story.body.register({
        order: 80,
        plugins: [showPeople(() => desks.peopleOfSuggestions), commentMarks()],
      }),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        when: () => desk.surface === null,
        commands: () => ({
          suggestions: () => desk.rail.switch(SUGGESTIONS),
          comment: () => {
            comments.begin();
            desk.rail.show(SUGGESTIONS);
          },
        }),
      }),
      desk.commands.offer({
        scopes: ["everywhere"],
        layer: "rail",
        when: () => desk.surface === null && desk.rail.over && desk.rail.panel === SUGGESTIONS,
        commands: () => ({ escape: () => desk.rail.hide(SUGGESTIONS) }),
      }),
    ];
  },
};
