import type { SigningParts } from "../commands/signing.ts";
import { Failure } from "../kernel/errors.ts";
import type { TokenClaims } from "../signing/host.ts";

type Settings = ReturnType<SigningParts["trustSettings"]>;

/**
 * Where a token that speaks for no repository signs. GitHub's instance, which a job's token falls back to, takes none:
 * where nothing else is named that leaves the public one, whose logs show the token's name, an e-mail address perhaps,
 * to everybody and for ever. Throws PUBLIC_LOG_REFUSED where that was not asked for. Pure.
 */
export function personalTrust(settings: Settings, claims: TokenClaims): Settings {
  const { sigstore, trustedRoot, tufMirror, signingConfig, fulcioUrl, allowPublicLog } = settings;
  const isNamed = [trustedRoot, tufMirror, signingConfig, fulcioUrl].some((one) => one !== undefined);
  const isPublic = sigstore === "public" || sigstore === "auto";
  if (typeof claims["repository"] === "string" || isNamed || !isPublic) return settings;
  if (allowPublicLog) return { ...settings, sigstore: "public" };
  throw new Failure(
    "PUBLIC_LOG_REFUSED",
    "The public log would show the name in this token, an e-mail address for instance, to everybody, for ever.",
    {
      at: { input: "sigstore" },
      fix: "allow-public-log: true   # or name a Sigstore of your own: --trusted-root, --signing-config, --fulcio-url",
    },
  );
}
