using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Volumes.Tests;

public sealed class VolumesActorTests : TestKit
{
    private const string Hocon = """
        akka.loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private readonly FakeHost host = new();
    private VolumeProjection projection;
    private IActorRef volumes;
    private int names;

    public VolumesActorTests() : base(ConfigurationFactory.ParseString(Hocon))
    {
        projection = new VolumeProjection(_ => null);
        volumes = Start();
    }

    [Fact]
    public void A_claim_is_journalled_before_anything_is_made_and_repeated_the_same()
    {
        host.On = call => projection.State.Claims.Count == 1 ? Task.CompletedTask : Task.FromException(new IOException("not journalled yet: " + call));
        Claim('1', Samples.Volume("data", "/data"), new MountSettings(MountKind.Volume, "/cache"));
        Claim('1', Samples.Volume("data", "/data"), new MountSettings(MountKind.Volume, "/cache"));
        Assert.Equal(["anonymous1", "data"], projection.State.Volumes.Keys.Order());
        Assert.Equal(["make data", "make anonymous1"], host.Calls.Where(call => call.StartsWith("make")));
    }

    [Fact]
    public void A_volume_that_a_container_has_is_not_removed_whether_it_runs_or_not()
    {
        Claim('1', Samples.Volume("data", "/data"));
        Fault fault = Ask<Fault>(new RemoveVolume(Samples.Name("data"), Force: true));
        Assert.Equal((FaultCode.Conflict, true), (fault.Code, fault.Message.Contains("in use by container 111111111111")));
        Forget('1', false);
        Ask<Done>(new RemoveVolume(Samples.Name("data")));
        Assert.Equal(FaultCode.NotFound, Ask<Fault>(new RemoveVolume(Samples.Name("data"))).Code);
        Ask<Done>(new RemoveVolume(Samples.Name("data"), Force: true));
    }

    [Fact]
    public void A_claim_whose_volumes_cannot_be_made_leaves_nothing()
    {
        host.On = call => call == "make other" ? Task.FromException(new IOException("no")) : Task.CompletedTask;
        volumes.Tell(Samples.Claim('1', Samples.Volume("data", "/data"), Samples.Volume("other", "/other")), TestActor);
        Assert.Equal(FaultCode.Internal, Expect<VolumesRefused>().Fault.Code);
        Assert.Empty(projection.State.Claims);
        Assert.Empty(projection.State.Volumes);
    }

    [Fact]
    public void Anonymous_volumes_go_with_their_container_when_they_are_to_and_nobody_else_has_them()
    {
        Claim('1', new MountSettings(MountKind.Volume, "/a"));
        Claim('2', Samples.Volume("anonymous1", "/a"), new MountSettings(MountKind.Volume, "/b"), Samples.Volume("named", "/c"));
        Forget('1', true);
        Assert.Equal(["anonymous1", "anonymous2", "named"], projection.State.Volumes.Keys.Order());
        Forget('2', true);
        Assert.Equal(["anonymous1", "named"], projection.State.Volumes.Keys.Order());
    }

    [Fact]
    public void The_use_is_journalled_before_the_mount_and_the_last_one_ends_it()
    {
        Claim('1', Samples.Volume("data", "/data"));
        Claim('2', Samples.Volume("data", "/data"));
        host.On = call => !call.StartsWith("mount") || projection.State.Uses.Count > 0 ? Task.CompletedTask : Task.FromException(new IOException("not journalled yet"));
        Mount('1', 1);
        Mount('2', 1);
        volumes.Tell(new UnmountVolumes(Samples.Container('1'), 1));
        volumes.Tell(new UnmountVolumes(Samples.Container('2'), 1));
        AwaitAssert(() => Assert.Contains("unmount data last", host.Calls));
        Assert.Equal(["unmount data", "unmount data last"], host.Calls.Where(call => call.StartsWith("unmount")));
    }

    [Fact]
    public void The_end_of_an_earlier_run_does_not_touch_a_later_one()
    {
        Claim('1', Samples.Volume("data", "/data"));
        Mount('1', 2);
        volumes.Tell(new UnmountVolumes(Samples.Container('1'), 1));
        Mount('1', 2);
        Assert.DoesNotContain(host.Calls, call => call.StartsWith("unmount"));
    }

    [Fact]
    public void A_mount_that_fails_is_told_and_not_in_use()
    {
        Claim('1', Samples.Volume("data", "/data"));
        host.On = call => call == "mount data" ? Task.FromException(new VolumeException(new Fault(FaultCode.Timeout, "the plugin did not answer"))) : Task.CompletedTask;
        volumes.Tell(MountOf('1', 1), TestActor);
        Assert.Equal(FaultCode.Timeout, Expect<VolumesRefused>().Fault.Code);
        AwaitAssert(() => Assert.Empty(projection.State.Uses));
    }

    [Fact]
    public void A_mount_that_hangs_holds_nobody_else_up()
    {
        var hung = new TaskCompletionSource();
        Claim('1', Samples.Volume("slow", "/data"));
        host.On = call => call == "mount slow" ? hung.Task : Task.CompletedTask;
        volumes.Tell(MountOf('1', 1), TestActor);
        Claim('2', Samples.Volume("quick", "/data"));
        Mount('2', 1);
        hung.SetResult();
        Assert.Equal(Samples.Container('1'), Expect<VolumesMounted>().Container);
    }

    [Fact]
    public void A_container_without_a_claim_gets_one_at_its_start()
    {
        Mount('1', 1, Samples.Volume("data", "/data"));
        Assert.Equal(["data"], projection.State.Volumes.Keys);
    }

    [Fact]
    public void After_a_restart_claims_and_uses_are_as_they_were_and_looks_are_over()
    {
        Claim('1', Samples.Volume("data", "/data"));
        Mount('1', 1);
        volumes.Tell(new LookAtVolumes(Samples.Container('1'), "look-1"), TestActor);
        Expect<VolumesMounted>();
        Watch(volumes);
        Sys.Stop(volumes);
        FishForMessage(message => message is Terminated);
        volumes = Start();
        Assert.Equal(FaultCode.Conflict, Ask<Fault>(new RemoveVolume(Samples.Name("data"))).Code);
        Assert.Contains("reconcile 1", host.Calls);
    }

    [Fact]
    public void A_container_that_is_gone_lets_its_volumes_go()
    {
        Claim('1', Samples.Volume("data", "/data"));
        Mount('1', 1);
        volumes.Tell(new SweepVolumes(_ => false));
        AwaitAssert(() => Assert.Empty(projection.State.Claims));
        AwaitAssert(() => Assert.Contains("unmount data last", host.Calls));
        Ask<Done>(new RemoveVolume(Samples.Name("data")));
    }

    [Fact]
    public void Prune_takes_anonymous_ones_and_with_all_named_ones_too()
    {
        Ask<VolumeInspection>(new CreateVolume());
        Ask<VolumeInspection>(new CreateVolume { Name = "named", Labels = new Dictionary<string, string> { ["keep"] = "yes" } });
        Ask<VolumeInspection>(new CreateVolume { Name = "other" });
        Claim('1', Samples.Volume("used", "/data"));
        VolumesPruned pruned = Ask<VolumesPruned>(new PruneVolumes());
        Assert.Equal("anonymous1 10", $"{string.Join(' ', pruned.Deleted)} {pruned.ReclaimedBytes}");
        Assert.Equal(["other"], Ask<VolumesPruned>(new PruneVolumes { All = true, Filters = [new Filter("label!", "keep")] }).Deleted.Select(name => name.Value));
        Assert.Equal(["named"], Ask<VolumesPruned>(new PruneVolumes { Filters = [new Filter("all", "true")] }).Deleted.Select(name => name.Value));
        Assert.Equal("filters", Ask<Fault>(new PruneVolumes { Filters = [new Filter("until", "1h")] }).Field);
    }

    [Fact]
    public void A_volume_that_is_being_removed_cannot_be_claimed()
    {
        var slow = new TaskCompletionSource();
        Ask<VolumeInspection>(new CreateVolume { Name = "data" });
        host.On = call => call == "remove data" ? slow.Task : Task.CompletedTask;
        volumes.Tell(new RemoveVolume(Samples.Name("data")), TestActor);
        volumes.Tell(Samples.Claim('1', Samples.Volume("data", "/data")), TestActor);
        Assert.Contains("being removed", Expect<VolumesRefused>().Fault.Message);
        slow.SetResult();
        Expect<Done>();
    }

    [Fact]
    public void Listing_filters_as_Docker_does()
    {
        Ask<VolumeInspection>(new CreateVolume { Name = "one", Labels = new Dictionary<string, string> { ["a"] = "1" } });
        Ask<VolumeInspection>(new CreateVolume { Name = "two" });
        Claim('1', Samples.Volume("two", "/data"));
        Assert.Equal("one", List("dangling", "true"));
        Assert.Equal("two", List("dangling", "false"));
        Assert.Equal("one", List("label", "a=1"));
        Assert.Equal("one two", List("driver", "local"));
        Assert.Equal("two", List("name", "tw"));
        Assert.Equal("filters", Ask<Fault>(new ListVolumes { Filters = [new Filter("size", "1")] }).Field);
    }

    private string List(string key, string value) => string.Join(' ', Ask<VolumeList>(new ListVolumes { Filters = [new Filter(key, value)] }).Volumes.Select(volume => volume.Name));

    private IActorRef Start()
    {
        projection = new VolumeProjection(_ => null);
        return Sys.ActorOf(VolumesActor.Props(new VolumeServices
        {
            Settings = new VolumeSettings { StateDirectory = "/nowhere" },
            Projection = projection,
            Events = CreateTestProbe(),
            FindContainer = reference => (null, new Fault(FaultCode.NotFound, $"No such container: {reference}")),
            Host = host,
            NewName = () => $"anonymous{++names}",
        }));
    }

    private void Claim(char container, params MountSettings[] mounts)
    {
        volumes.Tell(Samples.Claim(container, mounts), TestActor);
        Expect<VolumesClaimed>();
    }

    private static MountVolumes MountOf(char container, int run, params MountSettings[] mounts) =>
        new(Samples.Container(container), run, "web", Samples.Settings(mounts), Samples.Snapshot(container));

    private void Mount(char container, int run, params MountSettings[] mounts)
    {
        volumes.Tell(MountOf(container, run, mounts), TestActor);
        Assert.Equal(Samples.Container(container), Expect<VolumesMounted>().Container);
    }

    private void Forget(char container, bool anonymous)
    {
        volumes.Tell(new ForgetVolumes(Samples.Container(container), anonymous), TestActor);
        Expect<VolumesForgotten>();
    }

    private T Ask<T>(object question)
    {
        volumes.Tell(question, TestActor);
        return Expect<T>();
    }

    private T Expect<T>() => ExpectMsg<T>(TimeSpan.FromSeconds(20));
}
