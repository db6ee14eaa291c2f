/** What replaces the last `take` characters before the cursor, the one just typed among them. */
export interface Sign {
  take: number;
  put: string;
  /** What the person has typed there, where an earlier sign stands for some of it. */
  typed?: string;
}
