using Akka.Actor;

namespace RemoteFigures;

/// <summary>The side that answers.</summary>
internal static class Server
{
    public static async Task<int> Run(string? certificates)
    {
        using var system = ActorSystem.Create("Server", Settings.For(certificates));
        system.ActorOf(Props.Create(() => new Echo()), "echo");
        system.ActorOf(Props.Create(() => new Sink()), "sink");
        Console.WriteLine(((ExtendedActorSystem)system).Provider.DefaultAddress);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Until the other process closes the pipe.
        }

        await system.Terminate();
        return 0;
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    /// <summary>Counts numbers and answers every batch.</summary>
    private sealed class Sink : ReceiveActor
    {
        private int _count;

        public Sink() => Receive<int>(_ =>
        {
            if (++_count % Client.Batch == 0)
                Sender.Tell(_count);
        });
    }
}
