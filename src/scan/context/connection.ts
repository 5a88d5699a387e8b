import { reasonAgainst } from "../placeholders.ts";
import type { Detector } from "./detector.ts";
import { bytesOf, doubted, findingAt, runEnd } from "./finding-at.ts";
import { isKeyLike, isPasswordLike } from "./value.ts";

const SPACE = bytesOf(" ");
const VALUE = bytesOf("!#-&(-:<-~");
const STOP = bytesOf("; \\t\\n\"'");
const BESIDE =
  /(?:server|data source|host|user id|uid|database|initial catalog|dbname|endpoint|driver|user|username)\s?=[^\n]{0,200}$/i;
const MAX_BEFORE = 220;

/** The password of a connection string: `Server=db;User Id=app;Password=...;`, `host=db user=app password=...`. */
export const CONNECTION: Detector = {
  id: "connection-password",
  what: "a password in a connection string",
  severity: "high",
  gitleaks: [],
  anchors: ["password=", "pwd=", "password ="],
  find: ({ bytes, path }, at) => {
    if (STOP[bytes[at - 1] ?? 0] !== 1) {
      return undefined;
    }
    const equals = bytes.indexOf(0x3d, at);
    const start = runEnd(bytes, equals + 1, SPACE, 2);
    const end = runEnd(bytes, start, VALUE, 128);
    const value = bytes.toString("latin1", start, end);
    if (value.length < 6 || !(isPasswordLike(value) || isKeyLike(value))) {
      return undefined;
    }
    const before = bytes.toString("latin1", Math.max(0, at - MAX_BEFORE), at);
    if (!BESIDE.test(before)) {
      return undefined;
    }
    const sight = bytes.toString("latin1", at, equals).trim();
    const found = findingAt(bytes, {
      rule: CONNECTION.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight,
    });
    return doubted(found, reasonAgainst(bytes, found, path));
  },
};
