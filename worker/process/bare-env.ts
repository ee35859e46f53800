/** The whole environment of a media process: no credentials, nothing of the operator's that could change a result. */
// SVT_LOG=1: SVT-AV1 says errors only; its banner and notes would bury what a failure's tail is for.
export const BARE_ENV: NodeJS.ProcessEnv = { NODE_ENV: "production", SVT_LOG: "1" };
