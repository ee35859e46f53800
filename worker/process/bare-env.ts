/** The whole environment of a media process: no credentials, nothing of the operator's that could change a result. */
export const BARE_ENV: NodeJS.ProcessEnv = { NODE_ENV: "production" };
