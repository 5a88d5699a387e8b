# terraform apply -var subject=repo:liquid-hive/api:environment:production -var prefix=liquid-hive/prod
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "subject" {
  description = "The exact sub of the job's token."
  type        = string
  validation {
    condition     = can(regex("^[^*?]+$", var.subject))
    error_message = "The exact sub, without a wildcard."
  }
}

variable "prefix" {
  description = "What the names of the secrets and parameters begin with, without slashes around it."
  type        = string
  default     = "liquid-hive/prod"
  validation {
    condition     = can(regex("^[^*?/]+(/[^*?/]+)*$", var.prefix))
    error_message = "A prefix without wildcards, and without slashes around it."
  }
}

variable "role_name" {
  type    = string
  default = "liquid-hive-secrets-role"
}

variable "create_provider" {
  description = "false where the account has GitHub's provider already (an account can have it once)."
  type        = bool
  default     = true
}

variable "key_arn" {
  description = "The KMS key of the secrets, where it is not one of AWS's own (aws/secretsmanager, aws/ssm)."
  type        = string
  default     = null
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  issuer    = "token.actions.githubusercontent.com"
  audience  = "sts.${data.aws_partition.current.dns_suffix}"
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region
  parameter = "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter/${var.prefix}"
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://${local.issuer}"
  client_id_list = [local.audience]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account}:oidc-provider/${local.issuer}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = [local.audience]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = [var.subject]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Secrets"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${var.prefix}/*"]
  }
  statement {
    sid       = "SecretBatches"
    actions   = ["secretsmanager:BatchGetSecretValue"]
    resources = ["*"]
  }
  statement {
    sid       = "Parameters"
    actions   = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"]
    resources = [local.parameter, "${local.parameter}/*"]
  }
  dynamic "statement" {
    for_each = var.key_arn == null ? [] : [var.key_arn]
    content {
      sid       = "OwnKey"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values = [
          "secretsmanager.${local.region}.${data.aws_partition.current.dns_suffix}",
          "ssm.${local.region}.${data.aws_partition.current.dns_suffix}",
        ]
      }
    }
  }
}

resource "aws_iam_role" "secrets" {
  name                 = var.role_name
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  depends_on           = [aws_iam_openid_connect_provider.github]
}

resource "aws_iam_role_policy" "read" {
  name   = "read-secrets"
  role   = aws_iam_role.secrets.id
  policy = data.aws_iam_policy_document.read.json
}

output "role_arn" {
  description = "The input aws-role."
  value       = aws_iam_role.secrets.arn
}
