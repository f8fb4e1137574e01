using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>
/// A Unix socket at which a build's programs find an SSH agent; what they ask goes to the client's agent. The protocol is one of questions and
/// answers, each with its length before it (draft-miller-ssh-agent).
/// </summary>
internal sealed class AgentSocket : IDisposable
{
    private const int LongestMessage = 256 << 10, MostConnections = 32;
    private readonly Func<byte[], CancellationToken, Task<byte[]>> ask;
    private readonly CancellationTokenSource over = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SemaphoreSlim places = new(MostConnections, MostConnections);

    public AgentSocket(string path, RunMount mount, Func<byte[], CancellationToken, Task<byte[]>> ask)
    {
        (Path, this.ask) = (path, ask);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, path, (uint)mount.UserId, (uint)mount.GroupId);
        FileOwnership.SetMode(FileDescriptor.CurrentDirectory, path, (uint)(mount.Mode ?? 0x180));
        listener.Listen(MostConnections);
        _ = AcceptAsync();
    }

    public string Path { get; }

    public void Dispose()
    {
        over.Cancel();
        listener.Dispose();
        File.Delete(Path);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await places.WaitAsync(over.Token).ConfigureAwait(false);
                _ = ServeAsync(await listener.AcceptAsync(over.Token).ConfigureAwait(false));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The step is over.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            byte[] length = new byte[4];
            while (await stream.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, over.Token).ConfigureAwait(false) == 4)
            {
                int size = BinaryPrimitives.ReadInt32BigEndian(length);
                if (size is <= 0 or > LongestMessage) return;
                byte[] message = new byte[size];
                await stream.ReadExactlyAsync(message, over.Token).ConfigureAwait(false);
                byte[] answer = await ask(message, over.Token).ConfigureAwait(false);
                // SSH_AGENT_FAILURE where the client's agent gave nothing.
                if (answer.Length == 0) answer = [5];
                BinaryPrimitives.WriteInt32BigEndian(length, answer.Length);
                await stream.WriteAsync((byte[])[.. length, .. answer], over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The program or the step has ended.
        }
        finally
        {
            places.Release();
        }
    }
}
