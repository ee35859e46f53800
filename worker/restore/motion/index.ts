/** Motion compensation between decoded pictures. See README.md beside this file. */
export { createMotion, type Motion } from "./create-motion.ts";
