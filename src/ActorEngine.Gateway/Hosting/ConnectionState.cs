using System.IO.Pipelines;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Whether a connection belongs to HTTP or to a stream that took it over.</summary>
internal sealed class ConnectionState : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly CancellationTokenRegistration watch;
    private readonly GatedWriter gate;
    private volatile bool taken;

    public ConnectionState(IDuplexPipe transport, CancellationToken transportClosed)
    {
        (Transport, TransportClosed) = (transport, transportClosed);
        gate = new GatedWriter(transport.Output);
        Http = new Gated(transport.Input, gate);
        watch = transportClosed.Register(() => { if (!taken) closed.Cancel(); });
    }

    /// <summary>The connection itself, for whoever took it over.</summary>
    public IDuplexPipe Transport { get; }

    /// <summary>The connection as HTTP has it.</summary>
    public IDuplexPipe Http { get; }

    /// <summary>The client ended its side, or all of it.</summary>
    public CancellationToken TransportClosed { get; }

    /// <summary>What HTTP sees of that.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>From now on the connection is a stream's: what HTTP still writes goes nowhere.</summary>
    public void Take()
    {
        taken = true;
        gate.Close();
    }

    public void Dispose()
    {
        watch.Dispose();
        closed.Dispose();
    }

    private sealed record Gated(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
