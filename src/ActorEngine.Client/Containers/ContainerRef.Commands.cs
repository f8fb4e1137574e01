using ActorEngine.Contracts;

namespace ActorEngine.Client;

public sealed partial class ContainerRef
{
    /// <summary>Starts it; nothing where it runs. Asked again by the client itself where the link is lost: never started twice.</summary>
    public Task StartAsync(CancellationToken cancellation = default) => StartAsync(OperationId.New(), cancellation);

    /// <summary>
    /// Starts it under an operation id of the caller's. Asked again with the same id, after an exception that leaves the outcome open or by a caller that has begun anew, it
    /// starts it at most once: what was started for this id and has ended since is not started anew.
    /// </summary>
    public Task StartAsync(OperationId operation, CancellationToken cancellation = default) => DoAsync(new StartContainer(Reference) { Operation = operation }, cancellation);

    /// <summary>Sends the stop signal, then SIGKILL; completes after the exit; nothing where it does not run.</summary>
    /// <param name="timeout">Pause before SIGKILL; null = the container's.</param>
    public Task StopAsync(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        DoAsync(new StopContainer(Reference) { TimeoutSeconds = timeout is { } pause ? (int)pause.TotalSeconds : null }, cancellation);

    /// <summary>Stops it if it runs, and starts it.</summary>
    public Task RestartAsync(CancellationToken cancellation = default) => DoAsync(new RestartContainer(Reference), cancellation);

    /// <summary>Sends a signal to the main process.</summary>
    public Task KillAsync(string signal = "SIGKILL", CancellationToken cancellation = default) => DoAsync(new KillContainer(Reference, signal), cancellation);

    /// <summary>Freezes all its processes.</summary>
    public Task PauseAsync(CancellationToken cancellation = default) => DoAsync(new PauseContainer(Reference), cancellation);

    /// <summary>Thaws them.</summary>
    public Task UnpauseAsync(CancellationToken cancellation = default) => DoAsync(new UnpauseContainer(Reference), cancellation);

    /// <summary>Removes it with its logs and file system.</summary>
    /// <param name="force">Kill it first if it runs.</param>
    public Task RemoveAsync(bool force = false, CancellationToken cancellation = default) => DoAsync(new RemoveContainer(Reference, force), cancellation);

    /// <summary>Gives it another name.</summary>
    public Task RenameAsync(string name, CancellationToken cancellation = default) => DoAsync(new RenameContainer(Reference, name), cancellation);

    /// <summary>Changes limits and restart policy; answers with what this host cannot give.</summary>
    public async Task<IReadOnlyList<string>> UpdateAsync(ResourceLimits limits, RestartPolicy? restart = null, CancellationToken cancellation = default) =>
        (await Link.AskAsync<ContainerUpdated>(new UpdateContainer(Reference, limits) { Restart = restart }, cancellation).ConfigureAwait(false)).Warnings;

    /// <summary>Sets the size of its terminal.</summary>
    public Task ResizeAsync(int rows, int columns, CancellationToken cancellation = default) => DoAsync(new ResizeContainer(Reference, rows, columns), cancellation);

    /// <summary>Waits for its end, over restarts of the engine and losses of the link for as long as the options' patience allows each.</summary>
    public async Task<ExitStatus> WaitAsync(WaitCondition condition = WaitCondition.NotRunning, CancellationToken cancellation = default) =>
        (await Link.AskAsync<ContainerWaited>(new WaitContainer(Reference, condition), cancellation).ConfigureAwait(false)).Exit;

    /// <summary>Everything known of it.</summary>
    public Task<ContainerInspection> InspectAsync(CancellationToken cancellation = default) => Link.AskAsync<ContainerInspection>(new InspectContainer(Reference), cancellation);

    /// <summary>Its processes, as ps(1) with these arguments shows them.</summary>
    public Task<ProcessTable> ProcessesAsync(IReadOnlyList<string>? arguments = null, CancellationToken cancellation = default) =>
        Link.AskAsync<ProcessTable>(new ListProcesses(Reference, arguments ?? []), cancellation);

    /// <summary>Files that differ from the image.</summary>
    public async Task<IReadOnlyList<FileChange>> ChangesAsync(CancellationToken cancellation = default) =>
        (await Link.AskAsync<FileChanges>(new DiffContainer(Reference), cancellation).ConfigureAwait(false)).Changes;

    /// <summary>Makes an image of its file system and settings. The request's container is put in here.</summary>
    public async Task<ImageSummary> CommitAsync(CommitContainer? request = null, CancellationToken cancellation = default) =>
        (await Link.AskAsync<ImagesLoaded>((request ?? new CommitContainer(Reference)) with { Container = Reference }, cancellation).ConfigureAwait(false)).Images[0];

    /// <summary>What already is as asked for is done.</summary>
    private async Task DoAsync(IMessage command, CancellationToken cancellation)
    {
        if (await Link.AskAsync(command, cancellation).ConfigureAwait(false) is Fault { Code: not FaultCode.NotModified } fault) throw new EngineFaultException(fault);
    }
}
