using System.IO.Pipelines;
using ActorEngine.Gateway.Engine;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Whose a connection is, and whether it belongs to HTTP or to a stream that took it over.</summary>
internal sealed class ConnectionState : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly CancellationTokenRegistration watch;
    private GatedWriter? gate;
    private volatile bool taken;

    public ConnectionState(CancellationToken transportClosed)
    {
        TransportClosed = transportClosed;
        watch = transportClosed.Register(() => { if (!taken) closed.Cancel(); });
    }

    /// <summary>Who is at the other end; null where that is not known.</summary>
    public ClientIdentity? Client { get; set; }

    /// <summary>There are more clients than may be.</summary>
    public bool Full { get; init; }

    /// <summary>The client ended its side, or all of it.</summary>
    public CancellationToken TransportClosed { get; }

    /// <summary>What HTTP sees of that.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>The connection's bytes, for whoever took it over; null before HTTP has it.</summary>
    public IDuplexPipe? Transport { get; private set; }

    /// <summary>The connection as HTTP gets it.</summary>
    public IDuplexPipe Gate(IDuplexPipe transport)
    {
        Transport = transport;
        gate = new GatedWriter(transport.Output);
        return new Gated(transport.Input, gate);
    }

    /// <summary>From now on the connection is a stream's: what HTTP still writes goes nowhere.</summary>
    public void Take()
    {
        taken = true;
        gate?.Close();
    }

    public void Dispose()
    {
        watch.Dispose();
        closed.Dispose();
    }

    private sealed record Gated(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
