/** What is typed, or put in by an input method, is letters: see `shared/letters.ts`. */
import { Plugin } from "prosemirror-state";

import { fit } from "../shared/letters";

export function onlyLetters(): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const letters = fit(text);
        if (letters === text) return false;
        view.dispatch(view.state.tr.insertText(letters, from, to));
        return true;
      },
    },
  });
}
