import { ASSIGNMENT } from "./assignment.ts";
import { CONNECTION } from "./connection.ts";
import type { Detector } from "./detector.ts";
import { FILES } from "./files.ts";
import { BASIC, BEARER, CURL_USER } from "./header.ts";
import { JWT } from "./jwt.ts";
import { PRIVATE_KEY } from "./private-key.ts";
import { URL_PASSWORD } from "./url.ts";

/** The rules that are code, the more specific ones first. */
export const CONTEXT: readonly Detector[] = [
  PRIVATE_KEY,
  JWT,
  URL_PASSWORD,
  CONNECTION,
  BASIC,
  BEARER,
  CURL_USER,
  FILES,
  ASSIGNMENT,
];
