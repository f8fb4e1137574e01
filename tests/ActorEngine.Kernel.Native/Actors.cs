using Akka.Actor;
using Akka.Configuration;

namespace ActorEngine.Kernel.Native;

/// <summary>Messages, supervision, death watch, timers and stash in one system.</summary>
internal static class Actors
{
    public static async Task RunAsync()
    {
        using var system = ActorSystem.Create("local", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }"));
        var parent = system.ActorOf(Props.Create(() => new Parent("worker")), "parent");
        Console.WriteLine($"path: {parent.Path}");
        Console.WriteLine($"asked: {await parent.Ask<string>("sum 20 22", Systems.Patience)}");
        parent.Tell("fail");
        Console.WriteLine($"restarts: {await parent.Ask<string>("restarts", Systems.Patience)}");
        Console.WriteLine($"ticked: {await parent.Ask<string>("tick", Systems.Patience)}");
        Console.WriteLine($"selected: {(await system.ActorSelection("/user/parent/*").ResolveOne(Systems.Patience)).Path.Name}");
        Console.WriteLine($"watched: {await parent.Ask<string>("end", Systems.Patience)}");
        Console.WriteLine($"parent stopped: {await parent.GracefulStop(Systems.Patience)}");
        await system.Terminate();
    }

    private sealed class Parent : ReceiveActor
    {
        private IActorRef asker = ActorRefs.Nobody;

        public Parent(string name)
        {
            var worker = Context.Watch(Context.ActorOf(Props.Create<Worker>(), name));
            Receive<Terminated>(gone => asker.Tell($"{gone.ActorRef.Path.Name} gone"));
            Receive<string>(text => text == "end", _ =>
            {
                asker = Sender;
                Context.Stop(worker);
            });
            ReceiveAny(worker.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(fault => fault is InvalidOperationException ? Directive.Restart : Directive.Escalate);
    }

    private sealed class Worker : ReceiveActor, IWithTimers, IWithStash
    {
        private static int restarts;

        public Worker()
        {
            Receive<string>(text => text.StartsWith("sum ", StringComparison.Ordinal), text => Sender.Tell(text[4..].Split(' ').Sum(int.Parse).ToString()));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as asked"));
            Receive<string>(text => text == "restarts", _ => Sender.Tell(restarts.ToString()));
            ReceiveAsync<string>(text => text == "tick", async _ =>
            {
                await Task.Yield();
                Stash.Stash();
                Timers.StartSingleTimer("tick", TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
                Become(Ticking);
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        public IStash Stash { get; set; } = null!;

        protected override void PostRestart(Exception reason)
        {
            restarts++;
            base.PostRestart(reason);
        }

        private void Ticking()
        {
            Receive<TimeSpan>(_ =>
            {
                Become(() => Receive<string>(text => Sender.Tell(text + " unstashed")));
                Stash.UnstashAll();
            });
            ReceiveAny(_ => Stash.Stash());
        }
    }
}
