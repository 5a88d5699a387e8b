import { Secret } from "../../../kernel/secret.ts";
import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";
import type { CredentialSource } from "../source.ts";

/** The keys of the inputs, masked: an input that came from no GitHub secret is not masked by the runner. */
export function staticCredentials(
  source: CredentialSource & { readonly kind: "static" },
  host: Host,
): AwsCredentials {
  const { secretAccessKey, sessionToken } = source;
  const accessKeyId = Secret.of(source.accessKeyId);
  host.born([accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])]);
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expires: undefined,
    arn: undefined,
    assumedAt: undefined,
    token: undefined,
  };
}
