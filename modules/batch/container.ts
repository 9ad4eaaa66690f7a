export interface ContainerProps {
  readonly name: string;
  /** `<repository>@sha256:...`. */
  readonly image: string;
  readonly command: readonly string[];
  /** `<user>:<group>`, numbers. */
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: { readonly groupName: string; readonly region: string };
  /** Seconds between SIGTERM and SIGKILL, at most 120. */
  readonly stopSeconds: number;
  readonly writes: {
    /** Whether the whole root filesystem may be written. */
    readonly root: boolean;
    /** Paths with a volume of their own, by the volume's name. */
    readonly volumes: Readonly<Record<string, string>>;
  };
  /** Linux capabilities that it does without. */
  readonly dropCapabilities: readonly string[];
}

/** The JSON of the only container of a task, in the form in which ECS gives it back. */
export function containerDefinitions(props: ContainerProps): string {
  const { name, image, command, user, environment, logs, stopSeconds, writes } = props;
  return JSON.stringify([
    {
      name,
      image,
      command: command.map(literal),
      essential: true,
      user,
      readonlyRootFilesystem: !writes.root,
      stopTimeout: stopSeconds,
      environment: Object.entries(environment)
        .sort(([left], [right]) => left.localeCompare(right))
        .map(([key, value]) => ({ name: key, value })),
      mountPoints: Object.entries(writes.volumes).map(([sourceVolume, containerPath]) => ({
        sourceVolume,
        containerPath,
        readOnly: false,
      })),
      // ECS gives back an empty list here where nothing was said, which the provider takes for a change.
      linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: props.dropCapabilities } },
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logs.groupName,
          "awslogs-region": logs.region,
          "awslogs-stream-prefix": name,
          // A job never waits for its log.
          mode: "non-blocking",
        },
      },
    },
  ]);
}

/** Terraform would read an expression in it. */
function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
