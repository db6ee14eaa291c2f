import { walkAll } from "./hands";

walkAll(0, 2);
