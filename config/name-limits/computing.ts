import type { NameLimit } from "./name-limit";

const SCHEDULE: NameLimit = {
  min: 1,
  max: 64,
  pattern: /^[0-9a-zA-Z_.-]+$/,
  allowed: "letters, digits and _ . -",
  source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
};

/** Names of what runs, and of what tells it to. */
export const COMPUTING_NAMES = {
  "aws_eks_cluster.name": {
    min: 1,
    max: 100,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    allowed: "letters, digits, _ and -, beginning with a letter or digit",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  },
  // AWS appends 26 characters to a prefix.
  "aws_eks_node_group.node_group_name_prefix": {
    min: 1,
    max: 37,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    allowed: "letters, digits, _ and -, beginning with a letter or digit",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html",
  },
  "aws_ecr_repository.name": {
    min: 2,
    max: 256,
    pattern: /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
    allowed: "a-z, 0-9, single inner . _ - and / between parts",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  },
  "aws_ecs_cluster.name": {
    min: 1,
    max: 255,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html",
  },
  "aws_ecs_capacity_provider.name": {
    min: 1,
    max: 255,
    pattern: /^(?!aws|ecs|fargate)[a-zA-Z0-9_-]+$/i,
    allowed: "letters, digits, _ and -, not beginning with aws, ecs or fargate",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html",
  },
  "aws_ecs_service.name": {
    min: 1,
    max: 255,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  },
  "aws_sqs_queue.name": {
    min: 1,
    max: 80,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  "aws_scheduler_schedule.name": SCHEDULE,
  "aws_scheduler_schedule_group.name": SCHEDULE,
} as const satisfies Record<string, NameLimit>;
