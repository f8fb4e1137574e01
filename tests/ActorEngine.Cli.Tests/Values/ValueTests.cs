using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Tests.Values;

public sealed class ValueTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("1b", 1)]
    [InlineData("2k", 2048)]
    [InlineData("2KB", 2048)]
    [InlineData("512m", 536870912)]
    [InlineData("1.5G", 1610612736)]
    [InlineData("1GiB", 1073741824)]
    public void Sizes_are_powers_of_1024(string text, long bytes) => Assert.Equal(bytes, Sizes.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1e9")]
    [InlineData("9999999p")]
    public void What_is_no_size_is_refused(string text) => Assert.Throws<FormatException>(() => Sizes.Parse(text));

    [Theory]
    [InlineData("90", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("500ms", 0.5)]
    public void Durations_are_read_as_go_writes_them(string text, double seconds) => Assert.Equal(seconds, Durations.Parse(text).TotalSeconds);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.1234567+00:00")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T12:00:00.0000000+02:00")]
    [InlineData("1769860800", "2026-01-31T12:00:00.0000000+00:00")]
    public void Moments_are_read_in_every_form(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), Moments.Parse(text, TimeProvider.System));

    [Fact]
    public void A_duration_is_a_moment_before_now()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(clock.GetUtcNow().AddMinutes(-10), Moments.Parse("10m", clock));
    }

    [Theory]
    [InlineData("ctrl-p,ctrl-q", new byte[] { 16, 17 })]
    [InlineData("a", new byte[] { 97 })]
    [InlineData("ctrl-@,ctrl-[", new byte[] { 0, 27 })]
    [InlineData("", new byte[0])]
    public void Detach_keys_are_read(string text, byte[] keys) => Assert.Equal(keys, DetachKeys.Parse(text));

    [Fact]
    public void Volumes_are_read_in_both_forms()
    {
        Assert.Equal(new MountSettings(MountKind.Volume, "/d") { Source = "data", ReadOnly = true, NoCopy = true, Short = "data:/d:ro,nocopy,z" }, VolumeSyntax.Parse("data:/d:ro,nocopy,z"));
        Assert.Equal(new MountSettings(MountKind.Volume, "/d") { Short = "/d" }, VolumeSyntax.Parse("/d"));
        Assert.Equal(new MountSettings(MountKind.Volume, "/d") { Source = "data", SubPath = "a/b" }, MountSyntax.Parse("src=data,dst=/d,volume-subpath=a/b"));
        MountSettings full = MountSyntax.Parse("type=volume,dst=/d,volume-driver=cloud,\"volume-opt=o=a,b\",volume-opt=tier=gold,volume-label=team=a,volume-nocopy=true");
        Assert.Equal(("cloud", "a,b", "gold", "a", true), (full.VolumeDriver, full.VolumeOptions["o"], full.VolumeOptions["tier"], full.VolumeLabels["team"], full.NoCopy));
        Assert.Equal(new MountSettings(MountKind.Image, "/x") { Source = "busybox", SubPath = "bin", ReadOnly = true }, MountSyntax.Parse("type=image,source=busybox,target=/x,image-subpath=bin"));
        Assert.Equal(ReadOnlyReach.AllMounts, MountSyntax.Parse("type=bind,src=/a,dst=/b,ro,bind-recursive=readonly").ReadOnlyReach);
    }

    [Fact]
    public void Mounts_are_read_in_the_long_form()
    {
        Assert.Equal(new MountSettings(MountKind.Bind, "/b") { Source = "/a", ReadOnly = true, Propagation = "rslave" },
            MountSyntax.Parse("type=bind,source=/a,target=/b,readonly,bind-propagation=rslave"));
        Assert.Equal(new MountSettings(MountKind.Tmpfs, "/t") { TmpfsSize = 65536, TmpfsMode = "1777" },
            MountSyntax.Parse("type=tmpfs,destination=/t,tmpfs-size=64k,tmpfs-mode=1777"));
        Assert.Equal("/a,b", MountSyntax.Parse("type=bind,\"src=/a,b\",dst=/c").Source);
    }

    [Fact]
    public void A_relative_bind_source_is_made_absolute() =>
        Assert.Equal(Path.GetFullPath("./site"), VolumeSyntax.Parse("./site:/www").Source);

    [Fact]
    public void Image_changes_are_read_like_a_dockerfile()
    {
        var image = new ImageConfiguration();
        foreach (string line in (string[])["CMD [\"/bin/sh\", \"-l\"]", "ENV A=1 B=\"two words\"", "LABEL x=y", "EXPOSE 80", "ENTRYPOINT echo hi"])
            image = ImageChange.Parse(line, SmallSyntax.IsSignal)(image);
        Assert.Equal(["/bin/sh", "-l"], image.Command);
        Assert.Equal(["A=1", "B=two words"], image.Environment);
        Assert.Equal(["80/tcp"], image.ExposedPorts);
        Assert.Equal(["/bin/sh", "-c", "echo hi"], image.Entrypoint);
        Assert.Throws<FormatException>(() => ImageChange.Parse("RUN ls", SmallSyntax.IsSignal));
    }

    [Theory]
    [InlineData("ENV PATH=$PATH:/x", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/x")]
    [InlineData("ENV B=${A} C='$A' D=\\$A", "B=one two|C=$A|D=$A")]
    [InlineData("ENV B=\"${NONE:-else} $A\"", "B=else one two")]
    [InlineData("ENV B $A three", "B=one two three")]
    [InlineData("ENV B=\"${A#one }\"", "B=two")]
    public void Variables_in_image_changes_are_those_of_the_image(string line, string expected)
    {
        var image = new ImageConfiguration { Environment = ["A=one two"] };
        Assert.Equal(expected.Split('|'), ImageChange.Parse(line, SmallSyntax.IsSignal)(image).Environment.Except(image.Environment));
    }

    [Fact]
    public void Variables_reach_the_other_settings_too_and_are_checked()
    {
        var image = new ImageConfiguration { Environment = ["A=/data", "P=80 81", "S=TERM"], WorkingDirectory = "/w" };
        image = ImageChange.ApplyAll(image, ["WORKDIR $A/x", "WORKDIR y", "VOLUME [\"$A\", \"/other\"]", "EXPOSE $P", "USER ${U:-7}", "STOPSIGNAL $S", "LABEL a=$A"], SmallSyntax.IsSignal);
        Assert.Equal(("/data/x/y", "7", "TERM", "/data"), (image.WorkingDirectory, image.User, image.StopSignal, image.Labels["a"]));
        Assert.Equal(["/data", "/other"], image.Volumes);
        Assert.Equal(["80/tcp", "81/tcp"], image.ExposedPorts);
        Assert.Contains("not a signal", Assert.Throws<FormatException>(() => ImageChange.ApplyAll(image, ["STOPSIGNAL $A"], SmallSyntax.IsSignal)).Message);
        Assert.Contains("is not closed", Assert.Throws<FormatException>(() => ImageChange.ApplyAll(image, ["ENV A=${B"], SmallSyntax.IsSignal)).Message);
    }
}
