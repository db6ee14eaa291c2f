import { fit } from "./letters";

/** Lines as one, without space around it: what a headline is made of when it is pasted. */
export function oneLine(text: string): string {
  return fit(text)
    .trim()
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}
