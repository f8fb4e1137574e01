using System.Net.Sockets;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

/// <summary>
/// A client inside the engine that asks one question before there are others: what the way of a question and its answer has to load and compile is
/// loaded and compiled then, and the first client from outside does not wait for it.
/// </summary>
public static class Rehearsal
{
    /// <summary>The engine's side of the connection, to be served like any other.</summary>
    /// <param name="answered">Completes when the answer has come or the connection has ended.</param>
    public static ServerConnection Begin(IQuery question, TimeProvider time, out Task answered)
    {
        var (ours, theirs) = UnixSocket.Pair();
        using (ours)
        using (theirs)
        {
            answered = AskAsync(Wrap(theirs), question);
            return new ServerConnection(Wrap(ours), time, static _ => { });
        }
    }

    private static Socket Wrap(FileDescriptor descriptor) => new(new SafeSocketHandle(descriptor.Detach(), ownsHandle: true));

    private static async Task AskAsync(Socket socket, IQuery question)
    {
        using (socket)
        {
            var writer = new FrameWriter(socket);
            var reader = new FrameReader(socket, ProtocolLimits.ReplyBytes);
            var greeting = new Greeting(ProtocolLimits.Version, ProtocolLimits.ClientWindow, ProductVersion.Text);
            await writer.MessageAsync(FrameKind.Greeting, 0, greeting.ToBytes(), CancellationToken.None).ConfigureAwait(false);
            await writer.MessageAsync(FrameKind.Request, 1, question, CancellationToken.None).ConfigureAwait(false);
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } frame && frame.Kind != FrameKind.Reply) reader.Greeted = true;
        }
    }
}
