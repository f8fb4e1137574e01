using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>An engine's projects: services with their networks and volumes that it runs and supervises as one.</summary>
public interface IProjectStore
{
    /// <summary>Makes a project what the request says.</summary>
    /// <param name="request">The project and how to go about it.</param>
    /// <param name="progress">Told each <see cref="ProjectStep"/>.</param>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    Task<ProjectInspection> RunAsync(RunProject request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Starts its containers in the order of their dependencies.</summary>
    Task StartAsync(StartProject request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Stops its containers, what depends on others first.</summary>
    Task StopAsync(StopProject request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Stops and removes its containers, its networks and, where asked for, its volumes.</summary>
    Task RemoveAsync(RemoveProject request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Projects by name, those of Docker's compose too.</summary>
    Task<IReadOnlyList<ProjectInspection>> ListAsync(CancellationToken cancellation = default);

    /// <summary>What is known of one.</summary>
    Task<ProjectInspection> InspectAsync(string name, CancellationToken cancellation = default);
}
