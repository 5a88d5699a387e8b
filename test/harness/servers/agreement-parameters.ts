import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
} from "@aws-sdk/client-ssm";
import type { AgreementCase } from "./agreement.ts";
import { refusal } from "./aws-clients.ts";

/** Parameter Store. */
export const PARAMETER_CASES: readonly AgreementCase[] = [
  {
    name: "a parameter at its newest version",
    async ask({ parameters }) {
      const { Parameter } = await parameters.send(new GetParameterCommand({ Name: "/shop/plain" }));
      return { value: Parameter?.Value, version: Parameter?.Version, arn: Parameter?.ARN };
    },
    answer: { value: "two", version: 2, arn: "arn:aws:ssm:us-east-1:123456789012:parameter/shop/plain" },
  },
  {
    name: "a parameter by label",
    ask: async ({ parameters }) =>
      (await parameters.send(new GetParameterCommand({ Name: "/shop/plain:stable" }))).Parameter?.Value,
    answer: "one",
  },
  {
    name: "a parameter that is not there",
    ask: async ({ parameters }) =>
      (await refusal(parameters.send(new GetParameterCommand({ Name: "/shop/none" })))).split(":")[0],
    answer: "ParameterNotFound",
  },
  {
    name: "a version of a parameter that is not there",
    ask: async ({ parameters }) =>
      (await refusal(parameters.send(new GetParameterCommand({ Name: "/shop/plain:9" })))).split(":")[0],
    answer: "ParameterVersionNotFound",
  },
  {
    name: "parameters together",
    async ask({ parameters }) {
      const names = ["/shop/sealed", "loose", "/shop/none"];
      const answer = await parameters.send(new GetParametersCommand({ Names: names, WithDecryption: true }));
      return {
        values: answer.Parameters?.map((one) => `${one.Name} ${one.Type} ${one.Value}`).sort(),
        invalid: answer.InvalidParameters,
      };
    },
    answer: {
      values: ["/shop/sealed SecureString sealed value", "loose String loose"],
      invalid: ["/shop/none"],
    },
  },
  {
    name: "parameters below a path",
    async ask({ parameters }) {
      const names = async (Recursive: boolean): Promise<unknown> => {
        const answer = await parameters.send(new GetParametersByPathCommand({ Path: "/shop", Recursive }));
        return answer.Parameters?.map((one) => one.Name).sort();
      };
      return [await names(false), await names(true)];
    },
    answer: [
      ["/shop/plain", "/shop/sealed"],
      ["/shop/deep/list", "/shop/plain", "/shop/sealed"],
    ],
  },
  {
    name: "parameters by tag",
    async ask({ parameters }) {
      const filters = [{ Key: "tag:team", Option: "Equals", Values: ["shop"] }];
      const answer = await parameters.send(new DescribeParametersCommand({ ParameterFilters: filters }));
      return answer.Parameters?.map((one) => one.Name);
    },
    answer: ["loose"],
  },
  {
    name: "a parameter by its ARN, with a version",
    ask: async ({ parameters }) => {
      const Name = "arn:aws:ssm:us-east-1:123456789012:parameter/shop/plain:1";
      const { Parameter } = await parameters.send(new GetParameterCommand({ Name }));
      return [Parameter?.Name, Parameter?.Value, Parameter?.Version, Parameter?.Selector];
    },
    answer: ["/shop/plain", "one", 1, ":1"],
  },
  {
    name: "a label among parameters",
    ask: async ({ parameters }) => {
      const answer = await parameters.send(
        new GetParametersCommand({ Names: ["/shop/plain:stable", "loose"] }),
      );
      return answer.Parameters?.map((one) => [one.Name, one.Value, one.Selector]).sort();
    },
    answer: [
      ["/shop/plain", "one", ":stable"],
      ["loose", "loose", undefined],
    ],
  },
];
