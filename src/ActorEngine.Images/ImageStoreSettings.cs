using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>What the image store needs to know of its engine.</summary>
public sealed record ImageStoreSettings
{
    /// <summary>The engine's state directory; the store keeps to <c>images/</c> below it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Bounds for archives.</summary>
    public ArchiveLimits Limits { get; init; } = new();

    /// <summary>Is this container running, paused or starting now? Such a container's image cannot be removed, not even by force.</summary>
    public Func<ContainerId, bool> IsRunning { get; init; } = _ => false;

    /// <summary>Imports unpacking at once; further ones wait for their turn, up to <see cref="MaxWaitingJobs"/>.</summary>
    public int MaxRunningJobs { get; init; } = 2;

    /// <summary>Imports and removals that may wait; more are refused as overloaded.</summary>
    public int MaxWaitingJobs { get; init; } = 64;

    /// <summary>The registry of references that say none.</summary>
    public string DefaultRegistry { get; init; } = ReferenceName.DefaultDomain;

    /// <summary>Layers that are fetched and unpacked at once, of all pulls together.</summary>
    public int MaxRunningLayers { get; init; } = 3;

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
