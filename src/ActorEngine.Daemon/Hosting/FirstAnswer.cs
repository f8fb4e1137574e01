using System.Buffers;
using System.Net.Sockets;
using ActorEngine.Contracts;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>
/// What a first answer has to load and compile, done while the start waits for the disk: the first client after a start asks while all containers
/// are being adopted, and would wait for both.
/// </summary>
internal static class FirstAnswer
{
    /// <summary>A question to the engine by itself; needs its actors, not its containers.</summary>
    /// <exception cref="StartException">It does not answer.</exception>
    public static async Task RehearseAsync(EngineServices services)
    {
        services.Actors.Daemon.Tell(new ClientConnected(Rehearsal.Begin(new ListContainers(), services.Time, out var answered)));
        try
        {
            await answered.WaitAsync(EngineEdge.Patience, services.Time).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or SocketException)
        {
            throw new StartException($"The engine does not answer its own first question ({error.Message}); the log above says why.", error);
        }
    }

    /// <summary>A row as such an answer has it; needs nothing.</summary>
    public static void RehearseRow()
    {
        var row = new ContainerSummary { Id = new ContainerId(new string('0', 64)), Name = "", Image = "", StartedAt = DateTimeOffset.UnixEpoch, Exit = new ExitStatus(0) };
        MessageCodec.Write(new ArrayBufferWriter<byte>(), new ContainerList([row]));
    }
}
