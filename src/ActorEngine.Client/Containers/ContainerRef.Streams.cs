using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

public sealed partial class ContainerRef
{
    private const int Block = 48 << 10;

    /// <summary>
    /// What it wrote, from the beginning or a position on. With <see cref="ReadLogs.Follow"/> it goes on until the exit, over lost links and restarts of the
    /// engine, without loss and without repetition; chunks with a <see cref="OutputChunk.Position"/> say where a later read can begin.
    /// </summary>
    /// <param name="query">Its container is put in here; null = all of the past, both channels.</param>
    public async IAsyncEnumerable<OutputChunk> LogsAsync(ReadLogs? query = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = (query ?? new ReadLogs(Reference)) with { Container = Reference };
        await foreach (var element in ResumingStream.ReadAsync(Link, request, cancellation).ConfigureAwait(false))
            if (OutputChunk.Of(element) is { } chunk) yield return chunk;
    }

    /// <summary>Joins its stdio. Attach before the start to miss nothing.</summary>
    public Task<StdioSession> AttachAsync(bool stdin = true, bool logs = false, CancellationToken cancellation = default) =>
        StdioSession.OpenAsync(Link, new AttachContainer(Reference) { Stdin = stdin, Logs = logs }, cancellation);

    /// <summary>Runs a program in it.</summary>
    public Task<StdioSession> ExecAsync(ExecSettings settings, CancellationToken cancellation = default) =>
        StdioSession.OpenAsync(Link, new StartExec(Reference, settings), cancellation);

    /// <summary>Runs a program in it and leaves it alone.</summary>
    public Task<ExecStarted> StartExecAsync(ExecSettings settings, CancellationToken cancellation = default) =>
        Link.AskAsync<ExecStarted>(new StartExec(Reference, settings, Detach: true), cancellation);

    /// <summary>Notes a program that is to run in it; <see cref="StartExecAsync(ExecId, CancellationToken)"/> starts it.</summary>
    public async Task<ExecId> CreateExecAsync(ExecSettings settings, CancellationToken cancellation = default) =>
        (await Link.AskAsync<ExecCreated>(new CreateExec(Reference, settings), cancellation).ConfigureAwait(false)).Exec;

    /// <summary>Runs a program that was noted before and leaves it alone.</summary>
    public Task<ExecStarted> StartExecAsync(ExecId exec, CancellationToken cancellation = default) =>
        Link.AskAsync<ExecStarted>(new StartExec(Reference, new ExecSettings { Command = [] }, Detach: true) { Exec = exec }, cancellation);

    /// <summary>State of a program that was run in it.</summary>
    public Task<ExecInspection> InspectExecAsync(ExecId exec, CancellationToken cancellation = default) =>
        Link.AskAsync<ExecInspection>(new InspectExec(Reference, exec), cancellation);

    /// <summary>Sets the size of the terminal of a program that was run in it.</summary>
    public Task ResizeExecAsync(ExecId exec, int rows, int columns, CancellationToken cancellation = default) => DoAsync(new ResizeExec(Reference, exec, rows, columns), cancellation);

    /// <summary>Its whole file system as a tar archive, without what is mounted in it; dispose the stream when done. A fault is thrown by the first read.</summary>
    public async Task<Stream> ExportAsync(CancellationToken cancellation = default) =>
        await CallStream.OpenAsync(Link, new ExportContainer(Reference), cancellation).ConfigureAwait(false);

    /// <summary>A path of it as a tar archive; dispose the stream when done.</summary>
    public async Task<Stream> CopyFromAsync(string path, CancellationToken cancellation = default)
    {
        await Link.ReachableAsync(cancellation).ConfigureAwait(false);
        var call = Link.Open(new CopyFromContainer(Reference, path));
        var elements = call.ReadAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        // The first word is what the path is, or why it cannot be copied.
        return await call.FirstAsync(elements, cancellation).ConfigureAwait(false) is StreamElement.End { Reply: Fault fault }
            ? throw new EngineFaultException(fault)
            : new CallStream(call, elements);
    }

    /// <summary>Unpacks a tar archive in a directory of it.</summary>
    public Task CopyToAsync(string path, Stream tar, bool keepOwners = false, CancellationToken cancellation = default) =>
        Upload.RunAsync(Link, new CopyToContainer(Reference, path) { KeepOwners = keepOwners }, tar, Block, cancellation);

    /// <summary>What a path in it is.</summary>
    public Task<PathStat> StatAsync(string path, CancellationToken cancellation = default) => Link.AskAsync<PathStat>(new StatPath(Reference, path), cancellation);

    /// <summary>
    /// Its stdin as an actor that takes <see cref="WriteInput"/> and <see cref="CompleteInput"/>, answers each with <see cref="InputTaken"/> or a
    /// <see cref="Fault"/>, and stops with the owner.
    /// </summary>
    public IActorRef InputFor(IActorRef owner) => engine.System.ActorOf(InputActor.Props(() => StdioSession.OpenAsync(
        Link, new AttachContainer(Reference, Stdout: false, Stderr: false) { Stdin = true }, CancellationToken.None), owner));

    /// <summary>
    /// Its output as messages: the receiver gets <see cref="OutputArrived"/> and answers the sender with <see cref="OutputTaken"/>; the last message is
    /// <see cref="OutputEnded"/>. What is not taken stays with the engine. Ends when the receiver stops.
    /// </summary>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="query">As for <see cref="LogsAsync"/>; null = from now on, followed.</param>
    /// <param name="credit">Bytes that may be on the way.</param>
    public IActorRef StreamTo(IActorRef receiver, ReadLogs? query = null, int credit = 256 << 10) => engine.System.ActorOf(OutputPumpActor.Props(
        cancellation => LogsAsync(query ?? new ReadLogs(Reference) { Follow = true, Tail = 0 }, cancellation), this, receiver, credit));
}
