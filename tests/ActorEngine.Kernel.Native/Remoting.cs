using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;

namespace ActorEngine.Kernel.Native;

/// <summary>Two systems on the loopback interface.</summary>
internal static class Remoting
{
    public static async Task RunAsync()
    {
        using var near = Start("near");
        using var far = Start("far");
        var host = far.ActorOf(Props.Create(() => new Host()), "host");
        string address = host.Path.ToStringWithAddress(((ExtendedActorSystem)far).Provider.DefaultAddress);

        var found = await near.ActorSelection(address).ResolveOne(Systems.Patience);
        Console.WriteLine($"found: {found.Path.Name} of {found.Path.Address.System}");
        Console.WriteLine($"answered: {(await found.Ask<Letter>(new Letter("greetings"), Systems.Patience)).Text}");

        var guest = near.ActorOf(Props.Create(() => new Guest(found)), "guest");
        await WatchSettledAsync(near, found);
        Console.WriteLine($"remote death: {await guest.Ask<string>("stop it", Systems.Patience)}");
        await near.Terminate();
        await far.Terminate();
    }

    /// <summary>Comes back when the other system has the watch: what is asked after it is sent arrives after it.</summary>
    private static async Task WatchSettledAsync(ActorSystem near, IActorRef watched)
    {
        var watcher = near.ActorSelection("/system/remote-watcher");
        while (!(await watcher.Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, Systems.Patience)).WatchingRefs.Any(pair => pair.Item1.Equals(watched)))
            await Task.Yield();
        await watched.Ask<Letter>(new Letter("settled"), Systems.Patience);
    }

    private static ActorSystem Start(string name)
    {
        var config = ConfigurationFactory.ParseString(Systems.Quiet + """

            akka.actor.provider = remote
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            """);
        return ActorSystem.Create(name, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), LetterSerializer.Setup));
    }

    private sealed class Host : ReceiveActor
    {
        public Host() => Receive<Letter>(letter => Sender.Tell(new Letter($"{letter.Text} to {Sender.Path.Address.System}")));
    }

    private sealed class Guest : ReceiveActor
    {
        private IActorRef asker = ActorRefs.Nobody;

        public Guest(IActorRef host)
        {
            Context.Watch(host);
            Receive<Terminated>(gone => asker.Tell($"{gone.ActorRef.Path.Name}, confirmed {gone.ExistenceConfirmed}"));
            Receive<string>(_ =>
            {
                asker = Sender;
                host.Tell(PoisonPill.Instance);
            });
        }
    }
}
