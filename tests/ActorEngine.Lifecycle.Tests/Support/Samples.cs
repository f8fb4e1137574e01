using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Fixed values for tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static readonly ContainerId Id = new(string.Concat(Enumerable.Repeat("0123456789abcdef", 4)));

    public static readonly ContainerSettings Settings = new()
    {
        Image = new ImageReference("busybox"),
        Command = ["sleep", "60"],
        Labels = new Dictionary<string, string> { ["team"] = "stage" },
    };

    public static readonly CreatedEvent Created = new(
        Time, Id, "web", Settings, new Digest("sha256:" + new string('a', 64)), "busybox:latest", new ImageConfiguration { Command = ["sh"] });

    public static StartedEvent Started(int run) => new(Time, run, 4711, 99, 4700, "boot") { Runtime = "runc", CgroupPath = "/actorengine/x" };

    public static ContainerState State(ContainerStatus status) => new ContainerState().Apply(Created) with { Status = status };
}
