using System.Threading.Channels;
using Akka.Actor;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>An actor whose messages a test reads one by one.</summary>
internal sealed class Letters
{
    private readonly Channel<object> received = Channel.CreateUnbounded<object>();

    public Letters(ActorSystem system) => Address = system.ActorOf(Props.Create(() => new Box(received.Writer)));

    public IActorRef Address { get; }

    /// <summary>Messages that have come and were not read.</summary>
    public int Waiting => received.Reader.Count;

    public async Task<T> NextAsync<T>(int seconds = 60)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        return Assert.IsType<T>(await received.Reader.ReadAsync(bound.Token));
    }

    private sealed class Box : ReceiveActor
    {
        public Box(ChannelWriter<object> writer) => ReceiveAny(message => writer.TryWrite(message));
    }
}
