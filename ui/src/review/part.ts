/** The review desk on the story's screen: what people propose, and deciding on it. */
import { suggesting } from "../body/suggesting";
import type { Part } from "../desk/part";
import { commentMarks } from "./comment_marks";
import { commentsOf } from "./comments.svelte";
import { showPeople } from "./people";
import { SUGGESTIONS } from "./review.svelte";
import SuggestionsPanel from "./SuggestionsPanel.svelte";
import SuggestionsStatus from "./SuggestionsStatus.svelte";
import SuggestSwitch from "./SuggestSwitch.svelte";
import { suggestingOf } from "./suggesting.svelte";

import "./review.css";

export const review: Part = {
  name: "review",
  barStart: SuggestSwitch,
  bar: SuggestionsStatus,
  rail: { [SUGGESTIONS]: SuggestionsPanel },
  join(desk) {
    const [mode, comments] = [suggestingOf(desk), commentsOf(desk)];
    return [
      desk.story.body.register({
        order: 80,
        plugins: [
          suggesting(mode.known, { on: () => mode.on }),
          showPeople(
            (id) => mode.handOf(id),
            () => mode.hand,
          ),
          commentMarks(),
        ],
      }),
      desk.marks.give((place) => mode.marksIn(place)),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        when: () => desk.surface === null,
        commands: () => ({
          suggest: () => mode.switch(),
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
