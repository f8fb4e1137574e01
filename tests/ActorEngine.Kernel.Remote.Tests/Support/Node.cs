using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>A remote system of a test with a test kit around it. A test stops the systems that it has made.</summary>
internal sealed class Node : TestKit
{
    public const string Basics = """
        akka.actor.provider = remote
        akka.loglevel = WARNING
        akka.log-dead-letters = off
        akka.remote.log-remote-lifecycle-events = off
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        akka.test.single-expect-default = 10 s
        """;

    private Node(string name, ActorSystemSetup setup)
        : base(ActorSystem.Create(name, setup))
    {
    }

    /// <summary>The address by which other systems know this one.</summary>
    public Address Address => ((ExtendedActorSystem)Sys).Provider.DefaultAddress;

    public static Node Start(string name, string settings = "", params Setup[] setups)
    {
        var config = ConfigurationFactory.ParseString(settings).WithFallback(ConfigurationFactory.ParseString(Basics));
        return new Node(name, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. setups]));
    }

    public ActorSelection Select(Node other, string path) => Sys.ActorSelection(new RootActorPath(other.Address) / path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The other node's actor at a path, found by asking it.</summary>
    public Task<IActorRef> Find(Node other, string path) => Select(other, path).ResolveOne(TimeSpan.FromSeconds(10));

    /// <summary>Whether an answer comes; a refusal makes dead letters at once, so a short wait tells.</summary>
    public async Task<bool> Reaches(Node other)
    {
        try
        {
            return await Select(other, "user").Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(2)) is not null;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    public IActorRef Echo(string name) => Sys.ActorOf(Props.Create(() => new EchoActor()), name);

    /// <summary>Watches a remote echo actor, and comes back when that system has the watch.</summary>
    public async Task WatchSettled(IActorRef echo)
    {
        Watch(echo);
        await AwaitAssertAsync(
            async () =>
            {
                var stats = await Sys.ActorSelection("/system/remote-watcher").Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, TimeSpan.FromSeconds(3));
                Assert.Contains(stats.WatchingRefs, pair => pair.Item1.Equals(echo));
            },
            TimeSpan.FromSeconds(10));

        // What is asked now arrives after the watch.
        Assert.Equal("settled", await echo.Ask<string>("settled", TimeSpan.FromSeconds(10)));
    }

    public async Task Stop() => await Sys.Terminate().WaitAsync(TimeSpan.FromSeconds(20));

    private sealed class EchoActor : ReceiveActor
    {
        public EchoActor() => ReceiveAny(message =>
        {
            if (message is "stop")
                Context.Stop(Self);
            else
                Sender.Tell(message);
        });
    }
}
