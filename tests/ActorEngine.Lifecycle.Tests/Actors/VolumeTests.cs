using ActorEngine.Contracts;
using Akka.TestKit;

namespace ActorEngine.Lifecycle.Tests;

public sealed class VolumeTests : LifecycleTest
{
    private static readonly MountSettings Data = new(MountKind.Volume, "/data") { Source = "data" };
    private TestProbe volumes = null!;

    private protected override LifecycleServices MakeServices()
    {
        volumes = CreateTestProbe();
        return base.MakeServices() with { Volumes = volumes.Ref };
    }

    [Fact]
    public void A_container_is_created_when_its_volumes_are_its_own()
    {
        Manager.Tell(new CreateContainer(new OperationId("1"), "web", Samples.Settings with { Mounts = [Data] }), TestActor);
        ClaimVolumes claim = Take<ClaimVolumes>();
        Assert.Equal(("web", "data"), (claim.Name, claim.Settings.Mounts[0].Source));
        ExpectNoMsg(TimeSpan.Zero);
        volumes.Reply(new VolumesClaimed(claim.Container));
        Assert.Equal(claim.Container, Reply<ContainerCreated>().Id);
    }

    [Fact]
    public void A_refused_claim_is_why_there_is_no_container()
    {
        Manager.Tell(new CreateContainer(new OperationId("1"), "web", Samples.Settings with { Mounts = [Data] }), TestActor);
        ClaimVolumes claim = Take<ClaimVolumes>();
        volumes.Reply(new VolumesRefused(claim.Container, 0, new Fault(FaultCode.NotFound, "There is no volume driver 'cloud'")));
        Assert.True(Take<ForgetVolumes>().RemoveAnonymous);
        volumes.Reply(new VolumesForgotten(claim.Container));
        Assert.Contains("no volume driver", Reply<Fault>().Message);
    }

    [Fact]
    public void Sources_of_mounts_come_before_the_run()
    {
        IReadOnlyList<PreparedMount>? mounted = null;
        Host.OnRun = order =>
        {
            mounted = order.Mounts;
            return Task.FromResult(Host.Started(order.State, _ => { }));
        };
        ContainerId id = Claimed();
        Start(id);
        Assert.Equal("/volumes/data", mounted![0].HostPath);
    }

    [Fact]
    public void Mounts_are_given_back_when_nothing_of_the_run_is_left()
    {
        ContainerId id = Claimed();
        Start(id);
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Exited);
        Assert.Equal(new UnmountVolumes(id, 1), Take<UnmountVolumes>());
    }

    [Fact]
    public void A_mount_that_is_refused_is_why_the_start_failed()
    {
        ContainerId id = Claimed();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Take<MountVolumes>();
        volumes.Reply(new VolumesRefused(id, 1, new Fault(FaultCode.Timeout, "The volume plugin cloud did not answer")));
        Assert.Contains("did not answer", Reply<Fault>().Message);
        Becomes(id, ContainerStatus.Created);
        Assert.DoesNotContain("run 1", Host.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removal_lets_volumes_go_before_it_is_answered(bool withVolumes)
    {
        ContainerId id = Claimed();
        Manager.Tell(new RemoveContainer(Ref(id)) { Volumes = withVolumes }, TestActor);
        Assert.Equal(new ForgetVolumes(id, withVolumes), Take<ForgetVolumes>());
        ExpectNoMsg(TimeSpan.Zero);
        volumes.Reply(new VolumesForgotten(id));
        Reply<Done>();
    }

    [Fact]
    public void A_container_that_goes_by_itself_takes_its_anonymous_volumes_along()
    {
        ContainerId id = Claimed(autoRemove: true);
        Start(id);
        Host.Links[id].Exit(0);
        Assert.Equal(new ForgetVolumes(id, true), Take<ForgetVolumes>());
    }

    [Fact]
    public void A_forced_removal_remembers_that_volumes_are_to_go()
    {
        ContainerId id = Claimed();
        Start(id);
        Manager.Tell(new RemoveContainer(Ref(id), Force: true) { Volumes = true }, TestActor);
        Host.Links[id].Exit(137);
        Assert.Equal(new ForgetVolumes(id, true), Take<ForgetVolumes>());
    }

    private ContainerId Claimed(bool autoRemove = false)
    {
        Manager.Tell(new CreateContainer(new OperationId("1"), "web", Samples.Settings with { Mounts = [Data], AutoRemove = autoRemove }), TestActor);
        volumes.Reply(new VolumesClaimed(Take<ClaimVolumes>().Container));
        return Reply<ContainerCreated>().Id;
    }

    private void Start(ContainerId id)
    {
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Assert.Equal(1, Take<MountVolumes>().Run);
        volumes.Reply(new VolumesMounted(id, 1, [new PreparedMount(Data) { HostPath = "/volumes/data" }]));
        Reply<Done>();
    }

    private T Take<T>() => (T)volumes.FishForMessage(message => message is T, TimeSpan.FromSeconds(20));
}
