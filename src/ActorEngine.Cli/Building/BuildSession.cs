using System.Runtime.ExceptionServices;
using ActorEngine.Cli.Copying;
using ActorEngine.Cli.Registries;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Building;

/// <summary>One build over its stream: shows what comes, sends what the engine wants.</summary>
internal sealed class BuildSession(EngineStream stream, BuildContext context, SshAgents agents, DockerConfiguration credentials, IBuildProgress progress, Stream? export) : IAsyncDisposable
{
    private const int ChunkBytes = 64 << 10;
    private readonly List<Task> work = [];
    private readonly CancellationTokenSource broken = new();
    private ExceptionDispatchInfo? failure;

    /// <exception cref="FaultException">The build failed.</exception>
    public async Task<ImageBuilt> RunAsync()
    {
        if (context.Kind == BuildContextKind.Archive) Begin(() => SendAsync(target => context.Archive.CopyToAsync(target, ChunkBytes)));
        try
        {
            await foreach (StreamElement element in stream.ReadAsync(broken.Token))
                if (await OnAsync(element) is { } reply) return Demands.Expect<ImageBuilt>(reply);
        }
        catch (OperationCanceledException) when (failure is not null)
        {
            failure.Throw();
        }

        throw new FaultException(new Fault(FaultCode.Internal, "The engine ended the stream without a last word."));
    }

    public ValueTask DisposeAsync()
    {
        (progress as IDisposable)?.Dispose();
        broken.Dispose();
        return stream.DisposeAsync();
    }

    // The answer, once it is there.
    private async Task<IReply?> OnAsync(StreamElement element)
    {
        switch (element)
        {
            case StreamElement.Item { Value: BuildStep step }:
                progress.On(step);
                break;
            case StreamElement.Item { Value: BuildOutput output }:
                progress.On(output);
                break;
            case StreamElement.Item { Value: ContextWanted wanted }:
                var sender = new ContextSender(context.Directory, context.Ignored, wanted.Paths);
                Begin(() => Task.Run(() => SendAsync(sender.WriteAsync)));
                break;
            case StreamElement.Item { Value: AgentRequest request }:
                Begin(() => AnswerAsync(request));
                break;
            case StreamElement.Item { Value: CredentialsWanted wanted }:
                Begin(() => AnswerAsync(wanted));
                break;
            case StreamElement.Data data when export is not null:
                await export.WriteAsync(data.Bytes);
                break;
            case StreamElement.End end:
                // After a fault nobody wants the rest of what was being sent.
                if (end.Reply is not Fault) await Task.WhenAll(work);
                progress.Finish();
                return end.Reply;
        }

        return null;
    }

    private void Begin(Func<Task> what)
    {
        work.RemoveAll(task => task.IsCompleted);
        work.Add(GuardAsync(what));
    }

    // A context that cannot be read ends the build, which would wait for it.
    private async Task GuardAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (OperationCanceledException)
        {
            // The answer came before the end of what was being sent; it says why.
        }
        catch (Exception error)
        {
            failure ??= ExceptionDispatchInfo.Capture(error);
            await broken.CancelAsync();
        }
    }

    private async Task SendAsync(Func<Stream, Task> write)
    {
        var bytes = new EngineByteStream(stream);
        await using (var buffered = new BufferedStream(bytes, ChunkBytes)) await write(buffered);
        await stream.SendItemAsync(new ContextSent());
    }

    private async Task AnswerAsync(AgentRequest request) =>
        await stream.SendItemAsync(new AgentReply(request.Number, await agents.AskAsync(request.Agent, request.Message)));

    private async Task AnswerAsync(CredentialsWanted wanted) =>
        await stream.SendItemAsync(new CredentialsGiven(wanted.Number) { Credentials = await credentials.ForAsync(wanted.Registry) });
}
