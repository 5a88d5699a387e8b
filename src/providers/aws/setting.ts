import type { Host } from "../provider.ts";

/** The services that are called, by the name of their signature. */
export type AwsService = "sts" | "secretsmanager" | "ssm" | "eks" | "ecr" | "ecr-public";

/** Where a run's AWS calls go, decided once from inputs and environment; no SDK client reads a shared file. */
export interface AwsSetting {
  readonly region: string;
  readonly fips: boolean;
  readonly dualStack: boolean;
  /** From `aws-endpoints` and AWS_ENDPOINT_URL[_SERVICE]; logged once. */
  readonly endpoints: ReadonlyMap<AwsService, URL>;
  readonly host: Host;
}
