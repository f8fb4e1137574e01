using ActorEngine.Contracts;

namespace ActorEngine.Volumes.Tests;

/// <summary>Fixed values for tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static ContainerId Container(char digit) => new(new string(digit, 64));

    public static VolumeName Name(string name) => new(name);

    public static MountSettings Volume(string name, string target) => new(MountKind.Volume, target) { Source = name };

    public static ContainerSettings Settings(params MountSettings[] mounts) => new() { Image = new ImageReference("busybox"), Mounts = mounts };

    public static ClaimVolumes Claim(char container, params MountSettings[] mounts) => new(Container(container), "web", Settings(mounts), new ImageConfiguration());

    public static SnapshotPrepared Snapshot(char container) => new(Container(container), default, "busybox", new ImageConfiguration()) { Lower = [], Upper = "", Work = "" };
}
