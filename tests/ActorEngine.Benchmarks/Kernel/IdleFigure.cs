using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Heap bytes per actor that has started and waits: instance, cell, mailbox, reference, path, and its place in the parent.</summary>
internal static class IdleFigure
{
    private const int Actors = 50_000;

    public static async IAsyncEnumerable<Figure> Measure()
    {
        yield return new Figure("idle actor (UntypedActor)", "bytes", await Median.Of(1, 3, () => Run(Props.Create<Idle>())), 1024, AtMost: true);
        yield return new Figure("idle actor (ReceiveActor, one handler)", "bytes", await Median.Of(1, 3, () => Run(Props.Create<IdleReceive>())), 1024, AtMost: true);
    }

    private static async Task<double> Run(Props props)
    {
        var system = QuietSystem.Create();
        var parent = system.ActorOf(Props.Create(() => new Parent(props)));
        await parent.Ask(10_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await parent.Ask(Actors);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await system.Terminate();
        await system.WhenTerminated;
        return (after - before) / (double)Actors;
    }

    private sealed class Parent(Props props) : UntypedActor
    {
        private int _missing;
        private IActorRef _asker = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            if (message is not int count)
            {
                if (--_missing == 0)
                    _asker.Tell("all have started");
                return;
            }

            (_missing, _asker) = (count, Sender);
            for (var i = 0; i < count; i++)
                Context.ActorOf(props).Tell("started?");
        }
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class IdleReceive : ReceiveActor
    {
        public IdleReceive() => ReceiveAny(message => Sender.Tell(message, Self));
    }
}
