import { walkAll } from "./hands";

walkAll(1, 2);
