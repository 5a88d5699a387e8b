#!/usr/bin/env bash
# SUBJECT=repo:liquid-hive/api:environment:production PREFIX=liquid-hive/prod AWS_REGION=us-east-1 bash setup.sh
# Also KEY_ARN (a KMS key of your own), ROLE_NAME. May be run again: it then replaces the two policies.
set -euo pipefail

: "${SUBJECT:?the exact sub of the token}" "${PREFIX:?what the names begin with}" "${AWS_REGION:?the region}"
export AWS_DEFAULT_REGION=$AWS_REGION
ROLE_NAME=${ROLE_NAME:-liquid-hive-secrets-role}
KEY_ARN=${KEY_ARN:-}
ISSUER=token.actions.githubusercontent.com
case "$SUBJECT$PREFIX" in
  *[*?\"\\]*) echo "SUBJECT and PREFIX are exact: no wildcard, quote or backslash." >&2; exit 2 ;;
esac

IDENTITY=$(aws sts get-caller-identity --query Arn --output text)
PARTITION=$(cut -d: -f2 <<< "$IDENTITY")
ACCOUNT=$(cut -d: -f5 <<< "$IDENTITY")
SUFFIX=amazonaws.com
if [ "$PARTITION" = aws-cn ]; then SUFFIX=amazonaws.com.cn; fi
PROVIDER="arn:$PARTITION:iam::$ACCOUNT:oidc-provider/$ISSUER"

TRUST=$(cat << JSON
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": { "Federated": "$PROVIDER" },
      "Condition": {
        "StringEquals": { "$ISSUER:aud": "sts.$SUFFIX", "$ISSUER:sub": "$SUBJECT" }
      }
    }
  ]
}
JSON
)

KEY_STATEMENT=
if [ -n "$KEY_ARN" ]; then
  KEY_STATEMENT=$(cat << JSON
,
    {
      "Sid": "OwnKey",
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "$KEY_ARN",
      "Condition": {
        "StringEquals": {
          "kms:ViaService": ["secretsmanager.$AWS_REGION.$SUFFIX", "ssm.$AWS_REGION.$SUFFIX"]
        }
      }
    }
JSON
  )
fi

READ=$(cat << JSON
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Secrets",
      "Effect": "Allow",
      "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      "Resource": "arn:$PARTITION:secretsmanager:$AWS_REGION:$ACCOUNT:secret:$PREFIX/*"
    },
    {
      "Sid": "SecretBatches",
      "Effect": "Allow",
      "Action": "secretsmanager:BatchGetSecretValue",
      "Resource": "*"
    },
    {
      "Sid": "Parameters",
      "Effect": "Allow",
      "Action": ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      "Resource": [
        "arn:$PARTITION:ssm:$AWS_REGION:$ACCOUNT:parameter/$PREFIX",
        "arn:$PARTITION:ssm:$AWS_REGION:$ACCOUNT:parameter/$PREFIX/*"
      ]
    }$KEY_STATEMENT
  ]
}
JSON
)

PROVIDERS=$(aws iam list-open-id-connect-providers --query "OpenIDConnectProviderList[].Arn" --output text)
if ! grep -qF "$PROVIDER" <<< "$PROVIDERS"; then
  aws iam create-open-id-connect-provider --url "https://$ISSUER" --client-id-list "sts.$SUFFIX" > /dev/null
fi
if aws iam get-role --role-name "$ROLE_NAME" > /dev/null 2>&1; then
  aws iam update-assume-role-policy --role-name "$ROLE_NAME" --policy-document "$TRUST"
else
  aws iam create-role --role-name "$ROLE_NAME" --max-session-duration 3600 \
    --assume-role-policy-document "$TRUST" > /dev/null
fi
aws iam put-role-policy --role-name "$ROLE_NAME" --policy-name read-secrets --policy-document "$READ"
echo "aws-role: arn:$PARTITION:iam::$ACCOUNT:role/$ROLE_NAME"
