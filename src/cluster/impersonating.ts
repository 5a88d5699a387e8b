import { Failure } from "../kernel/errors.ts";
import type { Access } from "./access.ts";

/**
 * The headers that ask the server to treat requests as somebody else's; none without a user. Throws KUBECONFIG_INVALID
 * for what no header can hold. https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
export function impersonationHeaders({
  impersonate,
}: Pick<Access, "impersonate">): Readonly<Record<string, string | readonly string[]>> {
  if (impersonate === undefined) return {};
  const { user, uid, groups, extra } = impersonate;
  return {
    "impersonate-user": bytes(user),
    ...(uid === undefined ? {} : { "impersonate-uid": bytes(uid) }),
    ...(groups.length === 0 ? {} : { "impersonate-group": groups.map(bytes) }),
    ...Object.fromEntries(
      [...extra].map(([key, values]) => [`impersonate-extra-${escaped(key)}`, values.map(bytes)]),
    ),
  };
}

/** A header's value is sent as Latin-1: so these are the characters of its UTF-8. */
function bytes(text: string): string {
  // Spaces at the ends are lost on the way: somebody else would be named.
  if (text === "" || /\p{Cc}|^\s|\s$/u.test(text))
    throw new Failure(
      "KUBECONFIG_INVALID",
      "The user or group to impersonate is empty, or no line of text.",
      {
        fix: "Check `as`, `as-uid`, `as-groups` and `as-user-extra` of the user in the kubeconfig.",
      },
    );
  return Buffer.from(text, "utf8").toString("latin1");
}

const escaped = (key: string): string =>
  encodeURIComponent(key.toWellFormed().toLowerCase()).replace(
    /[()]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
