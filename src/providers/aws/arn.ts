/** The parts of an ARN. `region` and `account` are "" where the service has none. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(\S.*)$/;

/**
 * Reads an ARN of any partition; the resource keeps its own colons and slashes.
 * @returns undefined where the text is no ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const match = ARN.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** The account that an ARN is in: of a caller, the one its credentials are for. Undefined where it names none. */
export const accountOf = (arn: string): string | undefined => parseArn(arn)?.account || undefined;
