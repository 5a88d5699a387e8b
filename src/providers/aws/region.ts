import type { Host } from "../provider.ts";
import type { AwsInputs } from "./inputs.ts";

/** The region of a run: the input, else the environment's as the SDKs and the CLI have it. */
export const regionOf = ({ awsRegion }: AwsInputs, env: Host["env"]): string | undefined =>
  awsRegion || env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || undefined;
