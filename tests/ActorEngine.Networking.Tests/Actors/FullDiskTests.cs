using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Networking.Tests;

/// <summary>Whoever waits for something is answered, also when taking it back cannot be journalled.</summary>
public sealed class FullDiskTests : TestKit
{
    private const string Hocon = """
        akka.loglevel = OFF
        akka.persistence.journal {
          plugin = "akka.persistence.journal.refusing"
          refusing {
            class = "ActorEngine.Networking.Tests.RefusingJournal, ActorEngine.Networking.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private readonly FakeKernel kernel = new();
    private readonly IActorRef networks;

    public FullDiskTests() : base(ConfigurationFactory.ParseString(Hocon))
    {
        RefusingJournal.IsFull = false;
        networks = Sys.ActorOf(NetworksActor.Props(new NetworkServices
        {
            Settings = Samples.Settings,
            Projection = new NetworkProjection(_ => null),
            Events = CreateTestProbe(),
            FindContainer = _ => (null, new Fault(FaultCode.NotFound, "No such container")),
            Kernel = kernel,
            Ports = new FakePorts(),
        }));
        Ask<NetworkCreated>(new CreateNetwork("before"));
    }

    [Fact]
    public void A_network_that_the_kernel_refuses_is_answered()
    {
        kernel.On = Fails("add front");
        Assert.Equal(FaultCode.Internal, Ask<Fault>(new CreateNetwork("front")).Code);
    }

    [Fact]
    public void A_container_that_the_kernel_refuses_is_answered()
    {
        kernel.On = Fails("attach 1");
        Assert.Equal(FaultCode.Internal, Ask<NetworksRefused>(Attach(1)).Fault.Code);
    }

    [Fact]
    public void A_next_run_before_the_end_of_the_one_before_is_told_of_is_answered()
    {
        Ask<NetworksAttached>(Attach(1));
        RefusingJournal.IsFull = true;
        Assert.Equal((2, FaultCode.Storage), Ask<NetworksRefused>(Attach(2)) is var refused ? (refused.Run, refused.Fault.Code) : default);
    }

    // From then on nothing can be written.
    private static Func<string, Task> Fails(string refused) => call =>
    {
        if (call != refused) return Task.CompletedTask;
        RefusingJournal.IsFull = true;
        return Task.FromException(new IOException("no"));
    };

    private static AttachNetworks Attach(int run) => new(Samples.Container('1'), run, "web", "web", Samples.Container("bridge"), new ImageConfiguration());

    private T Ask<T>(object question)
    {
        networks.Tell(question, TestActor);
        return ExpectMsg<T>(TimeSpan.FromSeconds(20));
    }
}
