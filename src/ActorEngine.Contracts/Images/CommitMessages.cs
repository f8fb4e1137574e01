namespace ActorEngine.Contracts;

/// <summary>Makes an image of a container's file system and settings. Answer: <see cref="ImagesLoaded"/>.</summary>
public sealed record CommitContainer(ContainerReference Container) : ICommand, IContainerMessage
{
    /// <summary>null leaves it without a name.</summary>
    public ImageReference? Reference { get; init; }
    public string? Author { get; init; }
    public string? Message { get; init; }
    /// <summary>Dockerfile instructions that change its configuration: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR.</summary>
    public IReadOnlyList<string> Changes { get; init => field = value ?? []; } = [];
    /// <summary>Freeze the container's processes meanwhile.</summary>
    public bool Pause { get; init; } = true;
}
