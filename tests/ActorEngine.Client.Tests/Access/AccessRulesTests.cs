using ActorEngine.Contracts;
using ActorEngine.Daemon;

namespace ActorEngine.Client.Tests.Access;

public sealed class AccessRulesTests
{
    private readonly ContainerView web = View("web", ("team", "web")), db = View("db", ("team", "db"));

    public static TheoryData<Type> Requests => [.. MessageRegistry.All.Select(entry => entry.Type)
        .Where(type => typeof(ICommand).IsAssignableFrom(type) || typeof(IQuery).IsAssignableFrom(type))
        .Where(type => type != typeof(SelectNode) && type != typeof(ActFor) && type != typeof(GetGatewayConfiguration) && !IsInside(type))];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_of_clients_needs_a_right(Type request) => Assert.True(RequiredRight.Knows(request), request.Name);

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_about_a_container_can_be_settled_to_an_id(Type request)
    {
        if (!typeof(IContainerMessage).IsAssignableFrom(request)) return;
        var message = (IContainerMessage)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(request);

        Assert.Equal(new ContainerReference("full"), message.For(new ContainerReference("full")).Container);
    }

    [Fact]
    public void A_viewer_may_look_and_nothing_else()
    {
        var rules = Rules("viewer");

        Assert.Null(rules.Check(new ListContainers()).Refused);
        Assert.Null(rules.Check(new AttachContainer(new("web"))).Refused);
        Assert.Equal(FaultCode.PermissionDenied, rules.Check(new AttachContainer(new("web")) { Stdin = true }).Refused?.Code);
        Assert.Equal(FaultCode.PermissionDenied, rules.Check(new KillContainer(new("web"))).Refused?.Code);
        Assert.Equal(FaultCode.PermissionDenied, rules.Check(new LoadImage()).Refused?.Code);
    }

    [Fact]
    public void An_operator_gives_a_container_nothing_of_the_host()
    {
        var rules = Rules("operator");
        var plain = new ContainerSettings { Image = new("busybox") };

        Assert.Null(rules.Check(Create(plain)).Refused);
        foreach (var settings in (ContainerSettings[])[plain with { Privileged = true }, plain with { Network = "host" }, plain with { Network = "container:x" }, plain with { Ports = [new PortMapping(80)] }, plain with { PidMode = "host" },
            plain with { CapAdd = ["SYS_ADMIN"] }, plain with { Mounts = [new MountSettings(MountKind.Bind, "/x") { Source = "/" }] }, plain with { SecurityOptions = ["seccomp=unconfined"] },
            plain with { Log = new LogSettings { Driver = "syslog" } }, plain with { Log = new LogSettings { Options = new Dictionary<string, string> { ["syslog-address"] = "unix:///run/x" } } }])
        {
            Assert.Equal(FaultCode.PermissionDenied, rules.Check(Create(settings)).Refused?.Code);
            Assert.Null(Rules("admin").Check(Create(settings)).Refused);
        }

        Assert.Null(rules.Check(new CreateNetwork("front")).Refused);
        foreach (string driver in (string[])["macvlan", "cni"]) Assert.Equal(FaultCode.PermissionDenied, rules.Check(new CreateNetwork("lan") { Driver = driver }).Refused?.Code);
        Assert.NotNull(rules.Check(new StartExec(new("web"), new ExecSettings { Command = ["sh"], Privileged = true })).Refused);
    }

    [Fact]
    public void What_actors_send_each_other_is_refused_to_everybody() =>
        Assert.NotNull(Rules("admin").Check(new PublishEvent(DateTimeOffset.UnixEpoch, "daemon", "forged", "x")).Refused);

    [Fact]
    public void A_subject_with_labels_touches_only_its_own_containers_and_by_their_ids()
    {
        var rules = Rules("operator", "team=web");

        Assert.Equal(web.Id.Value, ((StopContainer)rules.Check(new StopContainer(new("web"))).Allowed!).Container.Value);
        Assert.Equal(FaultCode.PermissionDenied, rules.Check(new StopContainer(new("db"))).Refused?.Code);
        Assert.Equal(FaultCode.NotFound, rules.Check(new StopContainer(new("nobody"))).Refused?.Code);
    }

    [Fact]
    public void A_subject_with_labels_sees_narrowed_lists_and_streams()
    {
        var rules = Rules("operator", "team=web");

        Assert.Contains(new Filter("label", "team=web"), ((ListContainers)rules.Check(new ListContainers { Filters = [new Filter("label", "team=db")] }).Allowed!).Filters);
        Assert.Contains(new Filter("label", "team=web"), ((SubscribeEvents)rules.Check(new SubscribeEvents()).Allowed!).Filters);
        Assert.Equal([new ContainerReference(web.Id.Value)], ((GetStats)rules.Check(new GetStats()).Allowed!).Containers);
        Assert.NotNull(rules.Check(new GetStats { Containers = [new("web"), new("db")] }).Refused);
        Assert.NotNull(rules.Check(new GetActorTree()).Refused);
        Assert.NotNull(rules.Check(new GetInfo()).Refused);
    }

    [Fact]
    public void A_subject_with_labels_makes_only_containers_that_have_them()
    {
        var rules = Rules("operator", "team=web");
        var settings = new ContainerSettings { Image = new("busybox") };

        Assert.Equal("labels", rules.Check(Create(settings)).Refused?.Field);
        Assert.Null(rules.Check(Create(settings with { Labels = new Dictionary<string, string> { ["team"] = "web" } })).Refused);
    }

    private static CreateContainer Create(ContainerSettings settings) => new(new OperationId("1"), null, settings);

    private static bool IsInside(Type type) => type == typeof(PublishEvent) || type == typeof(OpenSession) || type == typeof(ProveSession) || type.Name.EndsWith("Snapshot", StringComparison.Ordinal);

    private AccessRules Rules(string role, params string[] labels) => new(
        new RemoteSubject("CN=x", role, BuiltInRoles.All[role], labels),
        reference => new[] { web, db }.FirstOrDefault(view => view.Summary.Name == reference.Value) is { } view ? (view, null) : (null, new Fault(FaultCode.NotFound, "none")),
        () => [web, db]);

    private static ContainerView View(string name, (string Key, string Value) label)
    {
        var id = ContainerId.New();
        return new ContainerView(
            new ContainerSummary { Id = id, Name = name, Image = "busybox", Status = ContainerStatus.Running, Labels = new Dictionary<string, string> { [label.Key] = label.Value } },
            new ContainerInspection { Id = id, Name = name, Settings = new ContainerSettings { Image = new("busybox") }, State = new ContainerStateInfo() }) { LogDirectory = "/" };
    }
}
