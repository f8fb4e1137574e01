using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Remote;

/// <summary>A session and the remoting's own idea of who is alive.</summary>
public sealed class FailureDetectorTests : RemoteKit
{
    private const string Impatient = """
        akka.remote {
          watch-failure-detector {
            heartbeat-interval = 50 ms, acceptable-heartbeat-pause = 300 ms, unreachable-nodes-reaper-interval = 50 ms, expected-response-after = 50 ms
          }
          transport-failure-detector { heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 20 s }
        }
        """;

    /// <summary>
    /// An engine's system is untrusted and answers no heartbeat of a watch: a client that watched its session lost it some 15 s after the opening. Here another
    /// untrusted system is watched, beginning when the session stands; that it was given up tells that the detector's time is over.
    /// </summary>
    [Fact]
    public async Task A_session_outlives_the_failure_detector()
    {
        var (_, address) = await StartEngineAsync("a", beside: Impatient);
        var certificate = Authority.Issue("CN=admin");
        var system = StartSystem(certificate, Impatient);
        await using var engine = ContainerEngine.Connect(system, address, new EngineClientOptions { Certificate = certificate, EngineAuthorities = [Authority.Authority], EngineSubject = "CN=a" });
        await engine.InfoAsync();
        var before = engine.Link.State.Now;

        // Twice: whatever began with the session is older than the second watch.
        await IsGivenUpAsync(system, certificate);
        await IsGivenUpAsync(system, certificate);

        await engine.InfoAsync();
        Assert.Same(before, engine.Link.State.Now);
        Assert.Equal(NodeState.Reachable, before.State);
    }

    private async Task IsGivenUpAsync(ActorSystem by, X509Certificate2 certificate)
    {
        var silent = StartSystem(certificate, "akka.remote { untrusted-mode = on, trusted-selection-paths = [\"/user/silent\"] }\n" + Impatient);
        silent.ActorOf(Props.Create(() => new Silent()), "silent");
        string address = ((ExtendedActorSystem)silent).Provider.DefaultAddress.ToString();
        var target = await by.ActorSelection(address + "/user/silent").ResolveOne(TimeSpan.FromSeconds(10));
        var gone = new TaskCompletionSource<Terminated>(TaskCreationOptions.RunContinuationsAsynchronously);
        by.ActorOf(Props.Create(() => new Watcher(target, gone)));
        Assert.True((await gone.Task.WaitAsync(TimeSpan.FromSeconds(60))).AddressTerminated);
    }

    private sealed class Silent : ReceiveActor;

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef target, TaskCompletionSource<Terminated> gone)
        {
            Context.Watch(target);
            Receive<Terminated>(end => gone.TrySetResult(end));
        }
    }
}
