using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.Contracts;
using ActorEngine.Daemon;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Client.Tests.Harness;

/// <summary>A gate with an engine behind it that a test scripts, and clients of it in the same actor system.</summary>
public abstract class GateKit : TestKit
{
    private readonly List<IAsyncDisposable> clients = [];
    private IActorRef? root;
    private RemoteTrust trust = null!;

    /// <summary>On a busy machine a session alone takes seconds.</summary>
    protected GateKit()
        : base("akka.test.single-expect-default = 20 s")
    {
    }

    private protected Certificates Authority { get; } = new();

    private protected ConcurrentQueue<AuditEntry> Audited { get; } = new();

    private protected List<RemoteSubject> Subjects { get; } =
    [
        new("CN=admin", "admin", BuiltInRoles.All["admin"], []),
        new("CN=viewer", "viewer", BuiltInRoles.All["viewer"], []),
        new("CN=operator", "operator", BuiltInRoles.All["operator"], []),
        new("CN=team", "operator", BuiltInRoles.All["operator"], ["team=web"]),
    ];

    private protected ConcurrentDictionary<string, ContainerView> Views { get; } = new();

    /// <summary>What the engine does with a request.</summary>
    private protected Func<IEngineCall, Task<IReply>> Engine { get; set; } = _ => Task.FromResult<IReply>(new Done());

    private protected int Streams { get; set; } = 64;

    private protected TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(10);

    private protected bool AuditFull { get; set; }

    private protected string Address => $"akka://{Sys.Name}";

    private protected void StartGate(string name = "engine")
    {
        trust = new RemoteTrust { ClientAuthorities = [Authority.Authority], Subjects = [.. Subjects], Certificate = Authority.Issue("CN=engine") };
        var edge = new RemoteEdge
        {
            Requests = call => StreamRequestActor.Props(call, () => Engine(call), new ActorStates()),
            RulesFor = subject => new AccessRules(subject, Resolve, () => Views.Values),
            Audit = entry =>
            {
                if (AuditFull) return false;
                Audited.Enqueue(entry);
                return true;
            },
            Trust = () => trust,
            EngineId = "engine-1",
            Streams = Streams,
            Silence = Silence,
        };
        root = Sys.ActorOf(RemoteRootActor.Props(edge), name);
        // A client that comes before the gate is there would only try again after a time.
        var probe = CreateTestProbe();
        AwaitAssert(() =>
        {
            Sys.ActorSelection($"/user/{name}/daemon").Tell(new Identify(1), probe.Ref);
            Assert.NotNull(probe.ExpectMsg<ActorIdentity>().Subject);
        });
    }

    /// <summary>As after a change of the settings.</summary>
    private protected void ChangeTrust(Func<RemoteTrust, RemoteTrust> change)
    {
        Volatile.Write(ref trust, change(trust));
        Sys.ActorSelection("/user/engine/daemon").Tell(TrustChanged.Instance);
    }

    /// <summary>The gate and its sessions die, as with their daemon.</summary>
    private protected async Task StopGateAsync() => await root!.GracefulStop(TimeSpan.FromSeconds(10));

    private protected IContainerEngine Connect(string subject, Func<EngineClientOptions, EngineClientOptions>? change = null) => Connect(Authority.Issue(subject), change);

    private protected IContainerEngine Connect(X509Certificate2 certificate, Func<EngineClientOptions, EngineClientOptions>? change = null)
    {
        var options = new EngineClientOptions { Certificate = certificate, FirstPause = TimeSpan.FromMilliseconds(10), LongestPause = TimeSpan.FromMilliseconds(50) };
        var client = ContainerEngine.Connect(Sys, Address, change?.Invoke(options) ?? options);
        clients.Add(client);
        return client;
    }

    private protected ContainerView Add(string name, ContainerStatus status = ContainerStatus.Running, params (string Key, string Value)[] labels)
    {
        var id = ContainerId.New();
        var map = labels.ToDictionary(label => label.Key, label => label.Value);
        var settings = new ContainerSettings { Image = new ImageReference("busybox"), Labels = map };
        var view = new ContainerView(
            new ContainerSummary { Id = id, Name = name, Image = "busybox", Status = status, Labels = map },
            new ContainerInspection { Id = id, Name = name, Settings = settings, State = new ContainerStateInfo { Status = status } }) { LogDirectory = "/nowhere" };
        Views[name] = view;
        return view;
    }

    private protected (ContainerView? View, Fault? Fault) Resolve(ContainerReference reference) =>
        Views.Values.FirstOrDefault(view => view.Id.Value == reference.Value || view.Summary.Name == reference.Value) is { } view
            ? (view, null)
            : (null, new Fault(FaultCode.NotFound, $"No such container: {reference}"));

    protected override void AfterAll()
    {
        foreach (var client in clients) _ = client.DisposeAsync().AsTask();
        base.AfterAll();
        Authority.Dispose();
    }
}
