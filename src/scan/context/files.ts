import type { Finding } from "../finding.ts";
import type { Detector, Scene } from "./detector.ts";
import { findingAt } from "./finding-at.ts";
import { isKeyLike, isPasswordLike } from "./value.ts";

interface Shape {
  readonly path: RegExp;
  /** Over the whole file, linear; group 1 is what stands before the secret, group 2 the secret. */
  readonly pattern: RegExp;
  readonly sight: string;
}

const SHAPES: readonly Shape[] = [
  { path: /(?:^|\/)[._]netrc$/, pattern: /(\bpassword[ \t\r\n]{1,8})([^\s#]{1,200})/g, sight: "password" },
  {
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    pattern: /^([^\n:#]{1,200}:[^\n:]{0,8}:[^\n:]{0,80}:[^\n:]{0,80}:)([^\n:\r]{1,200})\r?$/gm,
    sight: "pgpass",
  },
  { path: /(?:^|\/)\.?htpasswd$/, pattern: /^([^\n:]{1,80}:)([$\w./{}+=-]{8,200})\r?$/gm, sight: "htpasswd" },
  {
    path: /(?:^|\/)\.npmrc$/,
    pattern: /^([^\n=]{0,200}_(?:auth|password)[ \t]{0,4}=[ \t]{0,4})["']?([A-Za-z0-9+/=]{8,400})["']?\r?$/gm,
    sight: "_auth",
  },
];

/** Files that hold nothing but credentials: netrc, pgpass, htpasswd, npmrc. Every name of them is their format's own. */
export const FILES: Detector = {
  id: "credential-file",
  what: "a password in a file of credentials",
  severity: "high",
  gitleaks: ["pkcs12-file"],
  anchors: [],
  find: () => undefined,
  all: (scene) => [...keyStore(scene), ...inShapes(scene)],
};

const KEY_STORE = /\.(?:p12|pfx)$/i;
const SEQUENCE = 0x30;
const SHORTEST_STORE = 100;

/** A PKCS #12 file as a whole (RFC 7292): a private key, behind a password that is mostly guessed. */
function keyStore({ bytes, path }: Scene): Finding[] {
  if (!KEY_STORE.test(path) || bytes[0] !== SEQUENCE || bytes.length < SHORTEST_STORE) {
    return [];
  }
  const place = { start: 0, end: bytes.length, matchStart: 0 };
  return [findingAt(bytes, { rule: FILES.id, level: "generic", ...place, sight: "PKCS #12" })];
}

function inShapes(scene: Scene): Finding[] {
  return SHAPES.filter(({ path }) => path.test(scene.path)).flatMap((shape) => inFile(scene, shape));
}

function inFile({ bytes }: Scene, shape: Shape): Finding[] {
  const text = bytes.toString("latin1", 0, Math.min(bytes.length, 1 << 20));
  return [...text.matchAll(shape.pattern)].flatMap((match) => {
    const secret = match[2] ?? "";
    const start = match.index + match[0].indexOf(secret, match[1]?.length ?? 0);
    if (!isPasswordLike(secret) && !isKeyLike(secret) && shape.sight !== "htpasswd") {
      return [];
    }
    return [
      findingAt(bytes, {
        rule: FILES.id,
        level: "generic",
        start,
        end: start + secret.length,
        matchStart: match.index,
        matchEnd: match.index + match[0].length,
        sight: shape.sight,
      }),
    ];
  });
}
