using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Cli.Copying;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Building;

/// <summary>One build over its stream: shows what comes, sends what the engine wants.</summary>
internal sealed class BuildSession(EngineStream stream, BuildContext context, IReadOnlyDictionary<string, string> agents, IBuildProgress progress, Stream? export) : IAsyncDisposable
{
    private const int ChunkBytes = 64 << 10, LongestAgentAnswer = 256 << 10;
    private readonly List<Task> work = [];

    /// <exception cref="FaultException">The build failed.</exception>
    public async Task<ImageBuilt> RunAsync()
    {
        if (context.Kind == BuildContextKind.Archive) work.Add(SendAsync(target => context.Archive.CopyToAsync(target, ChunkBytes)));
        await foreach (StreamElement element in stream.ReadAsync())
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
                    work.Add(Task.Run(() => SendAsync(sender.WriteAsync)));
                    break;
                case StreamElement.Item { Value: AgentRequest request }:
                    work.Add(AnswerAsync(request));
                    break;
                case StreamElement.Data data when export is not null:
                    await export.WriteAsync(data.Bytes);
                    break;
                case StreamElement.End end:
                    await SettleAsync(end.Reply is Fault);
                    progress.Finish();
                    return Demands.Expect<ImageBuilt>(end.Reply);
            }

            // A context that cannot be read ends the build.
            if (work.Find(task => task.IsFaulted) is { } failed) await failed;
        }

        throw new FaultException(new Fault(FaultCode.Internal, "The engine ended the stream without a last word."));
    }

    public ValueTask DisposeAsync()
    {
        (progress as IDisposable)?.Dispose();
        return stream.DisposeAsync();
    }

    private async Task SendAsync(Func<Stream, Task> write)
    {
        var bytes = new EngineByteStream(stream);
        await using (var buffered = new BufferedStream(bytes, ChunkBytes)) await write(buffered);
        await stream.SendItemAsync(new ContextSent());
    }

    // After a fault nobody wants the rest of what was being sent.
    private async Task SettleAsync(bool failed)
    {
        try
        {
            await Task.WhenAll(work);
        }
        catch (OperationCanceledException) when (failed)
        {
            // The answer came before the end of the bytes; it says why.
        }
    }

    private async Task AnswerAsync(AgentRequest request)
    {
        byte[] answer = [];
        try
        {
            if (agents.TryGetValue(request.Agent, out string? path)) answer = await AskAsync(path, request.Message);
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            // The program is told that the agent failed.
        }

        await stream.SendItemAsync(new AgentReply(request.Number, answer));
    }

    private static async Task<byte[]> AskAsync(string path, byte[] message)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var agent = new NetworkStream(socket);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        await agent.WriteAsync((byte[])[.. length, .. message]);
        await agent.ReadExactlyAsync(length);
        int size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 0 or > LongestAgentAnswer) return [];
        byte[] answer = new byte[size];
        await agent.ReadExactlyAsync(answer);
        return answer;
    }
}
