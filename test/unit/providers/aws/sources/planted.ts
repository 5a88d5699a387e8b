import type { AwsCredentials } from "../../../../../src/providers/aws/credentials.ts";
import { CANARY } from "../setting.ts";

export const LATER = "2026-11-24T18:00:00Z";
export const EARLIER = "2026-11-24T06:00:00Z";
export const KEY_ID = `${CANARY}-id`;
export const SECRET_KEY = `${CANARY}-secret`;
export const SESSION = `${CANARY}-session`;

/** The three parts as text. */
export const partsOf = ({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): unknown[] => [
  accessKeyId.reveal(),
  secretAccessKey.reveal(),
  sessionToken?.reveal(),
];

export const ALL_PARTS = [KEY_ID, SECRET_KEY, SESSION];
