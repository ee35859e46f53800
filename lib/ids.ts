/* What an id may look like, apart from the schemas that use it: the browser reads addresses without the schema library. */

export const EXPERIMENT_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** Also of a clip that the lab makes itself. */
export const SUITE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Of any clip, imported ones included. */
export const CLIP_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;
