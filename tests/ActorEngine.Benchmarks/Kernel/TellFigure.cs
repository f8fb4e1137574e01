using System.Diagnostics;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Messages per second from one thread to one actor: from the first Tell until the actor has seen the last.</summary>
internal static class TellFigure
{
    private const int Messages = 5_000_000;

    public static async IAsyncEnumerable<Figure> Measure()
    {
        var system = QuietSystem.Create();
        var untyped = system.ActorOf(Props.Create<Counter>());
        yield return new Figure("messages, one producer to one UntypedActor", "/s", await Median.Of(3, 9, () => Run(untyped)), 10_000_000);
        var receive = system.ActorOf(Props.Create<ReceiveCounter>());
        yield return new Figure("messages, one producer to one ReceiveActor", "/s", await Median.Of(3, 9, () => Run(receive)), 10_000_000);
        yield return new Figure("messages, two actors in turn (ping pong)", "/s", await Median.Of(2, 5, () => PingPong(system)));
        await system.Terminate();
    }

    private static async Task<double> Run(IActorRef actor)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await actor.Ask(new Expect(Messages, done));
        var message = new object();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Messages; i++)
            actor.Tell(message, ActorRefs.NoSender);
        await done.Task;
        return Messages / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<double> PingPong(ActorSystem system)
    {
        const int turns = 1_000_000;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ping = system.ActorOf(Props.Create(() => new Player(turns, done)));
        var pong = system.ActorOf(Props.Create(() => new Player(turns, done)));
        var begin = Stopwatch.GetTimestamp();
        ping.Tell("ball", pong);
        await done.Task;
        return turns / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private sealed record Expect(int Count, TaskCompletionSource Done);

    private sealed class Counter : UntypedActor
    {
        private int _left;
        private TaskCompletionSource? _done;

        protected override void OnReceive(object message)
        {
            if (message is Expect expect)
            {
                (_left, _done) = (expect.Count, expect.Done);
                Sender.Tell("ready");
            }
            else if (--_left == 0)
            {
                _done!.SetResult();
            }
        }
    }

    private sealed class ReceiveCounter : ReceiveActor
    {
        private int _left;
        private TaskCompletionSource? _done;

        public ReceiveCounter()
        {
            Receive<Expect>(expect =>
            {
                (_left, _done) = (expect.Count, expect.Done);
                Sender.Tell("ready");
            });
            ReceiveAny(_ =>
            {
                if (--_left == 0)
                    _done!.SetResult();
            });
        }
    }

    private sealed class Player(int turns, TaskCompletionSource done) : UntypedActor
    {
        private int _seen;

        protected override void OnReceive(object message)
        {
            if (++_seen * 2 >= turns)
                done.TrySetResult();
            else
                Sender.Tell(message, Self);
        }
    }
}
