import { type ActionRun, type RunOptions, runAction } from "../harness/run-action.ts";
import { findLeaks, type Leak, type LeakOptions } from "../harness/leaks.ts";
import type { Seed } from "../harness/servers/aws-seed.ts";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import { type OidcOptions, type OidcServer, oidcServer } from "../harness/servers/oidc.ts";
import { type StrictAws, strictAws, type StrictAwsOptions } from "../harness/servers/strict-aws.ts";

export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/liquid-hive-secrets-role`;
/** The subject of the stand-in's job: a push to main of liquid-hive/shop. */
export const SUBJECT = "repo:liquid-hive/shop:ref:refs/heads/main";

export interface Cloud {
  readonly oidc: OidcServer;
  readonly aws: StrictAws;
  /** Runs the built action against both, with the role and a region unless the inputs say otherwise. */
  readonly run: (options?: RunOptions) => Promise<ActionRun>;
  /** Every planted value, token and credential that a channel of the run shows. */
  readonly leaks: (run: ActionRun, values: readonly string[], options?: LeakOptions) => Leak[];
}

export interface CloudOptions extends Partial<StrictAwsOptions> {
  readonly seed?: Seed;
  readonly oidc?: OidcOptions;
}

/** GitHub's token service and AWS in this process: strict about signatures, tokens and limits. */
export function cloud({ seed = {}, oidc: oidcOptions = {}, ...options }: CloudOptions = {}): Cloud {
  const oidc = oidcServer(oidcOptions);
  const aws = strictAws({
    upstream: awsStandIn(seed),
    issuers: [oidc.issuer],
    trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } },
    ...options,
  });
  return {
    oidc,
    aws,
    run: ({ inputs, servers = [], ...rest } = {}) =>
      runAction({
        ...rest,
        inputs: { "aws-role": ROLE, "aws-region": "us-east-1", ...inputs },
        servers: [oidc, aws, ...servers],
      }),
    leaks: (run, values, leakOptions) =>
      findLeaks(run, [...values, ...oidc.tokens, ...aws.issued()], leakOptions),
  };
}
