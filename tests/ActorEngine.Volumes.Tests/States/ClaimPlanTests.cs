using ActorEngine.Contracts;

namespace ActorEngine.Volumes.Tests;

public sealed class ClaimPlanTests
{
    private static readonly MountSettings Bind = new(MountKind.Bind, "/etc/app") { Source = "/srv/app" };

    private readonly VolumesState state = VolumesState.Empty
        .Apply(new VolumeMadeEvent(new VolumeRecord(Samples.Name("data"))))
        .Apply(new ClaimedEvent(new Claim(Samples.Container('a')) { Mounts = [new ClaimedMount(Samples.Volume("data", "/data")), new ClaimedMount(Bind)] }));

    [Fact]
    public void A_users_mount_goes_before_one_of_another_container_and_both_before_the_images()
    {
        ClaimPlan plan = Make(Samples.Settings(Samples.Volume("mine", "/data/")) with { VolumesFrom = ["db"] }, "/data", "/etc/app", "/var/own");
        Assert.Equal(["/data=mine", "/etc/app=/srv/app", "/var/own=new1"], plan.Claim.Mounts.Select(mount => $"{mount.Settings.Target}={mount.Settings.Source}").Order());
        Assert.Equal(["mine", "new1"], plan.Made.Select(volume => volume.Name.Value).Order());
    }

    [Fact]
    public void What_comes_from_another_container_can_be_made_read_only_and_is_never_filled()
    {
        ClaimPlan plan = Make(Samples.Settings() with { VolumesFrom = ["db:ro"] });
        Assert.All(plan.Claim.Mounts, mount => Assert.True(mount.Settings is { ReadOnly: true, NoCopy: true } && !mount.Anonymous));
        Assert.Empty(plan.Made);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("db:rx")]
    [InlineData(":ro")]
    public void A_container_that_is_none_is_refused(string from) => Assert.Equal("volumesFrom", Refused(Samples.Settings() with { VolumesFrom = [from] }).Field);

    [Fact]
    public void Paths_of_an_image_are_cleaned_and_its_root_is_refused()
    {
        Assert.Equal("/etc", Assert.Single(Make(Samples.Settings(), "/a/../../../etc//").Claim.Mounts).Settings.Target);
        Assert.Equal("image", Refused(Samples.Settings(), "/..").Field);
    }

    [Fact]
    public void An_anonymous_volume_is_labelled_as_Dockers() =>
        Assert.Equal("", Assert.Single(Make(Samples.Settings(new MountSettings(MountKind.Volume, "/x"))).Made).Labels[VolumeRules.AnonymousLabel]);

    [Fact]
    public void The_containers_driver_is_that_of_new_volumes_only()
    {
        ClaimPlan plan = Make(Samples.Settings(Samples.Volume("fresh", "/a"), Samples.Volume("named", "/b") with { VolumeDriver = "local" }) with { VolumeDriver = "fast" });
        Assert.Equal(["fresh fast", "named local"], plan.Made.Select(volume => $"{volume.Name} {volume.Driver}"));
        Assert.Contains("already exists", Refused(Samples.Settings(Samples.Volume("data", "/a")) with { VolumeDriver = "fast" }).Message);
    }

    [Fact]
    public void The_same_new_volume_twice_is_made_once() =>
        Assert.Single(Make(Samples.Settings(Samples.Volume("fresh", "/a"), Samples.Volume("fresh", "/b"))).Made);

    [Theory]
    [InlineData("a")]
    [InlineData("../etc")]
    [InlineData("-x")]
    [InlineData("a b")]
    public void Names_that_are_paths_or_too_short_are_refused(string name) => Assert.NotNull(VolumeRules.CheckName(name));

    private ClaimPlan Make(ContainerSettings settings, params string[] image)
    {
        (ClaimPlan? plan, Fault? fault) = Plan(settings, image);
        Assert.Null(fault);
        return plan!;
    }

    private Fault Refused(ContainerSettings settings, params string[] image) => Plan(settings, image).Fault!;

    private (ClaimPlan? Plan, Fault? Fault) Plan(ContainerSettings settings, string[] image)
    {
        int names = 0;
        var request = new ClaimVolumes(Samples.Container('1'), "web", settings, new ImageConfiguration { Volumes = image });
        return ClaimPlan.Make(request, state, Find, new HashSet<VolumeName>(), () => $"new{++names}", Samples.Time);
    }

    private static (ContainerView?, Fault?) Find(ContainerReference reference)
    {
        if (reference.Value != "db") return (null, null);
        var summary = new ContainerSummary { Id = Samples.Container('a'), Name = "db", Image = "busybox" };
        return (new ContainerView(summary, new ContainerInspection { Id = summary.Id, Name = "db", State = new ContainerStateInfo(), Settings = Samples.Settings() }) { LogDirectory = "" }, null);
    }
}
