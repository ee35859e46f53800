/* An uploaded clip has a suite of its own, whose id names the upload. */

const PREFIX = "upload-";
const OF_UPLOAD = new RegExp(`^${PREFIX}([0-9a-f-]{36})$`);

export const uploadSuiteId = (uploadId: string): string => `${PREFIX}${uploadId}`;

export const isUploadSuite = (suiteId: string): boolean => suiteId.startsWith(PREFIX);

/** The upload that a suite was made of; null for any other suite. */
export const uploadIdOf = (suiteId: string): string | null => OF_UPLOAD.exec(suiteId)?.[1] ?? null;
