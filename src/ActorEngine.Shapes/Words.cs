using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>States and policies in Docker's words.</summary>
internal static class Words
{
    public static string Of(ContainerStatus status) => status switch
    {
        ContainerStatus.Created => "created",
        ContainerStatus.Starting => "starting",
        ContainerStatus.Running => "running",
        ContainerStatus.Pausing => "pausing",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Stopping => "stopping",
        ContainerStatus.Restarting => "restarting",
        ContainerStatus.Exited => "exited",
        ContainerStatus.Removing => "removing",
        _ => "dead",
    };

    public static string Of(MountKind kind) => kind switch
    {
        MountKind.Bind => "bind",
        MountKind.Tmpfs => "tmpfs",
        MountKind.Volume => "volume",
        _ => "image",
    };

    public static string Of(RestartCondition condition) => condition switch
    {
        RestartCondition.Always => "always",
        RestartCondition.UnlessStopped => "unless-stopped",
        RestartCondition.OnFailure => "on-failure",
        _ => "no",
    };

    public static string Of(HealthStatus health) => health switch
    {
        HealthStatus.Starting => "starting",
        HealthStatus.Healthy => "healthy",
        _ => "unhealthy",
    };

    public static string Of(DependencyCondition condition) => condition switch
    {
        DependencyCondition.Healthy => "healthy",
        DependencyCondition.Completed => "completed",
        _ => "started",
    };

    /// <summary>The STATUS column of ps.</summary>
    public static string Status(ContainerSummary container, DateTimeOffset now)
    {
        string up = container.StartedAt is { } started ? $"Up {Human.Duration(now - started)}" : "Up";
        string well = container.Health switch { HealthStatus.Starting => $"{up} (health: starting)", { } health => $"{up} ({Of(health)})", null => up };
        string code = container.Exit is { } exit ? exit.Known ? $"({exit.Code})" : "(unknown)" : "(0)";
        string ago = container.Exit is { } ended ? " " + Human.Ago(ended.FinishedAt, now) : "";
        string status = container.Status switch
        {
            ContainerStatus.Created => "Created",
            ContainerStatus.Starting => "Starting",
            ContainerStatus.Running => well,
            ContainerStatus.Pausing => $"{up} (Pausing)",
            ContainerStatus.Paused => $"{up} (Paused)",
            ContainerStatus.Stopping => $"{up} (Stopping)",
            ContainerStatus.Restarting => $"Restarting {code}{ago}",
            ContainerStatus.Exited => $"Exited {code}{ago}",
            ContainerStatus.Removing => "Removal In Progress",
            _ => "Dead",
        };
        if (container.WaitingFor.Length > 0) status += $" (Waiting for {container.WaitingFor})";
        return container.Recovering ? status + " (Recovering)" : status;
    }
}
